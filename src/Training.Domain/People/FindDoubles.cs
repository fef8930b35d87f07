using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People;

/// <param name="Looked">Rows that were new or changed.</param>
public sealed record DoublesFound(int Looked, int Proposed, int Lapsed);

/// <summary>
/// Looks for rows that may be one person: every row that was written or changed since it was last looked at is compared with those that
/// share a number, a telephone, a household, a name, a birthday, or initials within the county. What is likely enough is proposed with its
/// reasons; what somebody decided stays decided. Nothing is merged here. Sees across counties whoever calls it; what it proposes across
/// counties only the city can read.
/// </summary>
public sealed class FindDoubles(TrainingDbContext db, TimeProvider clock)
{
    private const int BatchRows = 200;
    private const string Stream = "person-matching";

    /// <summary>Everything that waits, a batch a save; safe to stop and to run again.</summary>
    public async Task<DoublesFound> RunAsync(IProgress<int>? progress = null, CancellationToken ct = default)
    {
        var total = new DoublesFound(0, 0, 0);
        while (true)
        {
            var batch = await db.People().IgnoreQueryFilters().Where(p => p.AwaitsMatching).OrderBy(p => p.Id).Take(BatchRows).Select(p => p.Id).ToListAsync(ct);
            if (batch.Count == 0)
            {
                return total;
            }

            var (proposed, lapsed) = await LookAsync(batch, Actor.Job, ct);
            total = new DoublesFound(total.Looked + batch.Count, total.Proposed + proposed, total.Lapsed + lapsed);
            progress?.Report(total.Looked);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>One row, just after it was written.</summary>
    public async Task RunAsync(Guid personKey, Actor actor, CancellationToken ct = default)
    {
        var id = await db.People().IgnoreQueryFilters().Where(p => p.Key == personKey && p.AwaitsMatching).Select(p => p.Id).ToListAsync(ct);
        if (id.Count > 0)
        {
            await LookAsync(id, actor, ct);
        }
    }

    private async Task<(int Proposed, int Lapsed)> LookAsync(List<long> batch, Actor actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // First, so that a change that comes meanwhile asks for another look.
        await db.People().IgnoreQueryFilters().Where(p => batch.Contains(p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.AwaitsMatching, false), ct);
        var block = await MatchBlock.ReadAsync(db, batch, ct);
        var verdicts = await block.CompareAsync(db, ct);
        var (proposed, lapsed) = await WriteAsync(block, verdicts, ct);
        if (proposed + lapsed > 0)
        {
            await AuditTrail.AppendAsync(db, Stream, actor, nameof(FindDoubles), clock.UtcNow(), after: new { rows = batch.Count, proposed, lapsed }, ct: ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (proposed, lapsed);
    }

    private async Task<(int Proposed, int Lapsed)> WriteAsync(
        MatchBlock block, IReadOnlyDictionary<(long First, long Second), MatchVerdict> verdicts, CancellationToken ct)
    {
        var roots = block.Roots;
        var known = await db.PersonMatches().IgnoreQueryFilters().Where(m => roots.Contains(m.FirstId) || roots.Contains(m.SecondId)).ToListAsync(ct);
        var pairs = known.ToDictionary(m => (m.FirstId, m.SecondId));
        var apart = await ApartAsync([.. verdicts.Keys.SelectMany(p => (long[])[p.First, p.Second]).Distinct()], ct);
        var (proposed, lapsed) = (0, 0);
        var now = clock.UtcNow();
        foreach (var (pair, verdict) in verdicts.Where(v => !apart.Contains(v.Key)))
        {
            if (!pairs.TryGetValue(pair, out var match))
            {
                match = new PersonMatch
                {
                    Key = Guid.CreateVersion7(), FirstId = pair.First, SecondId = pair.Second, Reasons = "", FoundUtc = now, State = MatchState.Lapsed,
                };
                db.PersonMatches().Add(match);
            }

            if (match.State is MatchState.Proposed or MatchState.Lapsed or MatchState.Merged)
            {
                proposed += match.State is MatchState.Proposed ? 0 : 1;
                (match.State, match.Score, match.Reasons) = (MatchState.Proposed, verdict.Score, MatchReason.Write(verdict.Reasons));
                match.RegionCode = block.CommonRegion(pair);
            }
        }

        foreach (var gone in known.Where(m => m.State is MatchState.Proposed && !verdicts.ContainsKey((m.FirstId, m.SecondId))))
        {
            gone.State = MatchState.Lapsed;
            lapsed++;
        }

        return (proposed, lapsed);
    }

    /// <summary>Pairs of persons of whom somebody found, on whatever rows of theirs, that they are two.</summary>
    private async Task<HashSet<(long, long)>> ApartAsync(List<long> roots, CancellationToken ct)
    {
        if (roots.Count == 0)
        {
            return [];
        }

        var found = await (
            from match in db.PersonMatches().IgnoreQueryFilters()
            where match.State == MatchState.NotSame
            join first in db.People() on match.FirstId equals first.Id
            join second in db.People() on match.SecondId equals second.Id
            where roots.Contains(first.CanonicalId ?? first.Id) && roots.Contains(second.CanonicalId ?? second.Id)
            select new { First = first.CanonicalId ?? first.Id, Second = second.CanonicalId ?? second.Id }).ToListAsync(ct);
        return [.. found.Select(f => MatchBlock.Pair(f.First, f.Second))];
    }
}
