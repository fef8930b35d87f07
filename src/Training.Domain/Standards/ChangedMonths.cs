using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>A station whose rolls of a month are no longer those that the month's check counted.</summary>
public sealed record ChangedMonth(long StationId, Month Month, DateTime CheckedUtc);

/// <summary>
/// Finds the station-months whose rolls changed after their check: by the number of closed rolls and the sum of their record versions,
/// against what the check wrote down. The next check counts them anew.
/// </summary>
public sealed class ChangedMonths(TrainingDbContext db)
{
    /// <summary>Two statements, however many stations and months.</summary>
    public async Task<IReadOnlyList<ChangedMonth>> RunAsync(long regionCode, Month from, Month until, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(regionCode);
        return await RunAsync(
            db.CheckedStations().Where(c => c.RegionCode >= range.From && c.RegionCode < range.Until && c.Month >= from && c.Month <= until),
            db.Sessions().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until && s.Month >= from && s.Month <= until), ct);
    }

    /// <summary>The same of one station and month; null when nothing changed or nothing was checked.</summary>
    public async Task<ChangedMonth?> OfStationAsync(long stationId, Month month, CancellationToken ct = default) => (await RunAsync(
        db.CheckedStations().Where(c => c.StationId == stationId && c.Month == month),
        db.Sessions().Where(s => s.StationId == stationId && s.Month == month), ct)).FirstOrDefault();

    /// <summary>What a check has before it: read before the records themselves, so that what changes in between shows as changed.</summary>
    internal static async Task<IReadOnlyDictionary<(long StationId, Month Month), (int Rolls, long Versions)>> ReadAsync(
        TrainingDbContext db, IQueryable<Session> sessions, CancellationToken ct)
    {
        var found = new Dictionary<(long StationId, Month Month), (int Rolls, long Versions)>();
        var rows =
            from s in sessions
            join r in db.Rolls() on s.Id equals r.SessionId
            where r.Status == RollStatus.Closed
            group r by new { s.StationId, s.Month } into rolls
            select new { rolls.Key.StationId, rolls.Key.Month, Rolls = rolls.Count(), Versions = rolls.Sum(r => r.Version) };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            found.Add((row.StationId, row.Month), (row.Rolls, row.Versions));
        }

        return found;
    }

    private async Task<IReadOnlyList<ChangedMonth>> RunAsync(IQueryable<CheckedStation> seen, IQueryable<Session> sessions, CancellationToken ct)
    {
        var rows = await (
            from c in seen
            join run in db.CheckRuns().IgnoreQueryFilters() on c.CheckRunId equals run.Id
            select new { c.StationId, c.Month, c.Rolls, c.Versions, run.LastRunUtc }).ToListAsync(ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var now = await ReadAsync(db, sessions, ct);
        return [.. rows.GroupBy(r => (r.StationId, r.Month)).Select(g => g.MaxBy(r => r.LastRunUtc)!)
            .Where(r => now.GetValueOrDefault((r.StationId, r.Month)) != (r.Rolls, r.Versions))
            .OrderBy(r => r.Month).ThenBy(r => r.StationId).Select(r => new ChangedMonth(r.StationId, r.Month, r.LastRunUtc))];
    }
}
