using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Standards;

/// <summary>
/// Puts the findings of a run in place of those of the run before, batch by batch within the caller's transaction: whoever is killed between two
/// batches leaves the old ones. What came out the same is not written again; what did not is kept as a difference, in a closed month also as
/// a dated correction. The statements that write pass the change tracker by; the caller appends to the history.
/// </summary>
internal sealed class StoreFindings(TrainingDbContext db, CheckRun run, DateTime nowUtc, Action<int>? stored)
{
    private const string LateReason = "关账后又有记录传上来或更正";

    private bool isFirst;
    private int done;

    /// <summary>How many findings came out otherwise than they were stored.</summary>
    public int Differences { get; private set; }

    /// <param name="spool">Of stations.</param>
    /// <param name="counties">Of the counties themselves.</param>
    /// <param name="most">The largest batch.</param>
    /// <param name="ct">Ends it; then nothing is stored.</param>
    public async Task RunAsync(FindingSpool spool, IReadOnlyList<Finding> counties, int most, CancellationToken ct)
    {
        var kept = db.Findings().AsNoTracking().Where(f => f.CheckRunId == run.Id);
        isFirst = !await kept.AnyAsync(ct);
        await db.FindingChanges().Where(c => c.CheckRunId == run.Id).ExecuteDeleteAsync(ct);
        if (Math.Max(spool.Count + counties.Count, run.Findings) <= most)
        {
            await ReplaceAsync(kept, [.. spool.Batches().SelectMany(b => b), .. counties], ct);
            return;
        }

        await ReplaceAsync(kept.Where(f => f.StationId == null), counties, ct);
        var seen = new List<string>();
        var (item, reading, after) = ("", "", 0L);
        foreach (var batch in spool.Batches().Where(b => b.Count > 0))
        {
            if ((item, reading) != (batch[0].ItemCode, batch[0].Reading))
            {
                await ForgetAsync(kept.Where(f => f.ItemCode == item && f.Reading == reading && f.StationId > after), most, ct);
                (item, reading, after) = (batch[0].ItemCode, batch[0].Reading, 0);
                seen.Add(item + " " + reading);
            }

            var until = batch[^1].StationId!.Value;
            await ReplaceAsync(kept.Where(f => f.ItemCode == item && f.Reading == reading && f.StationId > after && f.StationId <= until), batch, ct);
            after = until;
        }

        await ForgetAsync(kept.Where(f => f.ItemCode == item && f.Reading == reading && f.StationId > after), most, ct);
        await ForgetAsync(kept.Where(f => f.StationId != null && !seen.Contains(f.ItemCode + " " + f.Reading)), most, ct);
    }

    /// <summary>Findings of stations that are no more, and of readings that are not asked for any more.</summary>
    private async Task ForgetAsync(IQueryable<Finding> gone, int most, CancellationToken ct)
    {
        while (!isFirst && await gone.OrderBy(f => f.Id).Take(most).ToListAsync(ct) is { Count: > 0 } batch)
        {
            await ReplaceAsync(batch, [], ct);
        }
    }

    private async Task ReplaceAsync(IQueryable<Finding> covered, IReadOnlyList<Finding> found, CancellationToken ct) =>
        await ReplaceAsync(isFirst ? [] : await covered.ToListAsync(ct), found, ct);

    private async Task ReplaceAsync(List<Finding> before, IReadOnlyList<Finding> found, CancellationToken ct)
    {
        static (string, string, long?, long) Key(Finding f) => (f.ItemCode, f.Reading, f.StationId, f.StationId is null ? f.RegionCode : 0);

        var (written, outdated, changes) = (new List<Finding>(), new List<long>(), new List<FindingChange>());
        var old = before.ToDictionary(Key);
        foreach (var now in found)
        {
            now.CheckRunId = run.Id;
            if (!old.Remove(Key(now), out var then))
            {
                written.Add(now);
                if (!isFirst)
                {
                    Differ(now, 0, FindingState.Empty, now.Value, now.State);
                }

                continue;
            }

            if ((then.Value, then.State, then.Numerator, then.Denominator, then.Records) != (now.Value, now.State, now.Numerator, now.Denominator, now.Records))
            {
                Differ(now, then.Value, then.State, now.Value, now.State);
            }
            else if ((then.RegionCode, then.Required, then.ShortBy, then.Reason) == (now.RegionCode, now.Required, now.ShortBy, now.Reason))
            {
                continue;
            }

            outdated.Add(then.Id);
            written.Add(now);
        }

        foreach (var gone in old.Values)
        {
            Differ(gone, gone.Value, gone.State, 0, FindingState.Empty);
            outdated.Add(gone.Id);
        }

        if (outdated.Count > 0)
        {
            await db.Findings().Where(f => outdated.Contains(f.Id)).ExecuteDeleteAsync(ct);
        }

        await db.InsertManyUnkeyedAsync(written, ct);
        await db.InsertManyUnkeyedAsync(changes, ct);
        if (run.ClosedUtc is not null)
        {
            await db.InsertManyUnkeyedAsync(changes.ConvertAll(Correction), ct);
        }

        Differences += changes.Count;
        stored?.Invoke(done += found.Count);

        void Differ(Finding about, decimal oldValue, FindingState oldState, decimal newValue, FindingState newState) => changes.Add(new()
        {
            CheckRunId = run.Id, RegionCode = about.RegionCode, StationId = about.StationId, ItemCode = about.ItemCode, Reading = about.Reading,
            OldValue = oldValue, OldState = oldState, NewValue = newValue, NewState = newState,
        });
    }

    private FindingCorrection Correction(FindingChange change) => new()
    {
        CheckRunId = change.CheckRunId, RegionCode = change.RegionCode, StationId = change.StationId, ItemCode = change.ItemCode, Reading = change.Reading,
        FoundUtc = nowUtc, OldValue = change.OldValue, OldState = change.OldState, NewValue = change.NewValue, NewState = change.NewState, Reason = LateReason,
    };
}
