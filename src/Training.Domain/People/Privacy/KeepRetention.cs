using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

public sealed record RetentionCleared() : Refusal("这一批已经清理过了。");

/// <summary>到期清单: lists every night what the rules say has been kept long enough, and clears a county's list when its officer confirms.</summary>
public sealed class KeepRetention(TrainingDbContext db, IEnumerable<IRetentionSource> sources, TimeProvider clock)
{
    /// <summary>Lists what is due today; a list that nobody has confirmed is brought up to date. Returns how many records wait.</summary>
    public async Task<int> ListAsync(CancellationToken ct = default)
    {
        var open = await db.RetentionDues().IgnoreQueryFilters().Where(d => d.ClearedUtc == null).ToListAsync(ct);
        var (now, waiting) = (clock.UtcNow(), 0);
        foreach (var source in sources)
        {
            if (RetentionRules.All.Single(r => r.Code == source.Rule).Before(clock.Today()) is not { } before)
            {
                continue;
            }

            var due = await source.DueAsync(before, ct);
            foreach (var (county, count) in due)
            {
                var row = open.Find(d => d.Rule == source.Rule && d.RegionCode == county);
                waiting += count;
                if (row is not null && row.Count == count)
                {
                    continue;
                }

                if (row is null)
                {
                    row = new RetentionDue { Rule = source.Rule, RegionCode = county };
                    db.RetentionDues().Add(row);
                }

                (row.Before, row.Count, row.ListedUtc) = (before, count, now);
                await AuditTrail.AppendAsync(
                    db, RetentionDue.AuditStream(row.Rule, county), Actor.Job, "ListRetention", now, after: new { row.Count, row.Before }, ct: ct, regionCode: county);
            }

            db.RetentionDues().RemoveRange(open.Where(d => d.Rule == source.Rule && !due.ContainsKey(d.RegionCode)));
        }

        await db.SaveChangesAsync(ct);
        return waiting;
    }

    public async Task<Result<int>> ConfirmAsync(long dueId, Actor actor, CancellationToken ct = default)
    {
        if (await db.RetentionDues().FirstOrDefaultAsync(d => d.Id == dueId, ct) is not { } due)
        {
            return new NotFound("这份到期清单");
        }

        if (due.ClearedUtc is not null)
        {
            return new RetentionCleared();
        }

        await db.OverwriteWhatIsDeletedAsync(ct);
        var now = clock.UtcNow();
        due.Cleared = await sources.Single(s => s.Rule == due.Rule).ClearAsync(due.RegionCode, due.Before, now, ct);
        (due.ClearedUtc, due.ClearedBy) = (now, actor.AccountId);
        await AuditTrail.AppendAsync(
            db, RetentionDue.AuditStream(due.Rule, due.RegionCode), actor, "ClearRetention", now, new { due.Count }, new { due.Cleared, due.Before }, ct: ct,
            regionCode: due.RegionCode);
        await db.SaveChangesAsync(ct);
        await db.EmptyWriteAheadLogAsync(ct);
        return due.Cleared;
    }
}
