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
/// against what the last check that saw the station wrote down. The next check counts them anew. The database compares; what is the same never leaves it.
/// </summary>
public sealed class ChangedMonths(TrainingDbContext db)
{
    /// <summary>Two statements, however many stations and months; one more for each check that a later one of the same month followed.</summary>
    public Task<IReadOnlyList<ChangedMonth>> RunAsync(long regionCode, Month from, Month until, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(regionCode);
        return RunAsync(
            db.CheckedStations().Where(c => c.RegionCode >= range.From && c.RegionCode < range.Until && c.Month >= from && c.Month <= until),
            db.Sessions().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until && s.Month >= from && s.Month <= until), ct);
    }

    /// <summary>The same of one station and month; null when nothing changed or nothing was checked.</summary>
    public async Task<ChangedMonth?> OfStationAsync(long stationId, Month month, CancellationToken ct = default) => (await RunAsync(
        db.CheckedStations().Where(c => c.StationId == stationId && c.Month == month),
        db.Sessions().Where(s => s.StationId == stationId && s.Month == month), ct)).FirstOrDefault();

    /// <summary>The months in which any station changed, oldest first; a month is looked at until the first such station.</summary>
    public async Task<IReadOnlyList<Month>> MonthsAsync(long regionCode, Month from, Month until, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(regionCode);
        var months = new SortedSet<Month>();
        foreach (var part in await LastSeenAsync(db.CheckedStations().Where(c => c.RegionCode >= range.From && c.RegionCode < range.Until && c.Month >= from && c.Month <= until), ct))
        {
            foreach (var month in part.Runs.Select(r => r.Month).Where(m => !months.Contains(m)).ToList())
            {
                var rolls = CountedRolls(db, db.Sessions().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until && s.Month == month));
                if (await Differing(part.Seen.Where(c => c.Month == month), rolls).AnyAsync(ct))
                {
                    months.Add(month);
                }
            }
        }

        return [.. months];
    }

    /// <summary>What a check has before it: read before the records themselves, so that what changes in between shows as changed.</summary>
    internal static async Task<IReadOnlyDictionary<long, (int Rolls, long Versions)>> ReadAsync(TrainingDbContext db, long regionCode, Month month, CancellationToken ct)
    {
        var range = RegionCodes.RangeOf(regionCode);
        var found = new Dictionary<long, (int Rolls, long Versions)>();
        var rows = CountedRolls(db, db.Sessions().Where(s => s.Month == month && s.RegionCode >= range.From && s.RegionCode < range.Until));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            found.Add(row.StationId, (row.Rolls, row.Versions));
        }

        return found;
    }

    private async Task<IReadOnlyList<ChangedMonth>> RunAsync(IQueryable<CheckedStation> seen, IQueryable<Session> sessions, CancellationToken ct)
    {
        var changed = new List<ChangedMonth>();
        foreach (var (part, runs) in await LastSeenAsync(seen, ct))
        {
            var at = runs.ToDictionary(r => r.Id, r => r.LastRunUtc);
            changed.AddRange((await Differing(part, CountedRolls(db, sessions)).Select(c => new { c.StationId, c.Month, c.CheckRunId }).ToListAsync(ct))
                .Select(c => new ChangedMonth(c.StationId, c.Month, at[c.CheckRunId])));
        }

        return [.. changed.OrderBy(c => c.Month).ThenBy(c => c.StationId)];
    }

    /// <summary>
    /// Each station-month once, as the newest check saw it: those of every month's last check together, and of each earlier check what no later one saw.
    /// </summary>
    private async Task<List<(IQueryable<CheckedStation> Seen, List<CheckRun> Runs)>> LastSeenAsync(IQueryable<CheckedStation> seen, CancellationToken ct)
    {
        // Apart from the rest: a check is the city's, and passing the scope by would pass it by in the whole statement.
        var runs = await db.CheckRuns().IgnoreQueryFilters().AsNoTracking().Where(r => seen.Any(c => c.CheckRunId == r.Id)).ToListAsync(ct);
        var months = runs.GroupBy(r => r.Month).Select(m => m.OrderByDescending(r => r.LastRunUtc).ThenByDescending(r => r.Id).ToList()).ToList();
        var last = months.ConvertAll(m => m[0]);
        var ids = last.ConvertAll(r => r.Id);
        var parts = new List<(IQueryable<CheckedStation>, List<CheckRun>)>();
        if (last.Count > 0)
        {
            parts.Add((seen.Where(c => ids.Contains(c.CheckRunId)), last));
        }

        foreach (var month in months)
        {
            for (var n = 1; n < month.Count; n++)
            {
                var (run, later) = (month[n], month[..n].ConvertAll(r => r.Id));
                parts.Add((seen.Where(c => c.CheckRunId == run.Id && !db.CheckedStations().Any(l => later.Contains(l.CheckRunId) && l.StationId == c.StationId)), [run]));
            }
        }

        return parts;
    }

    private static IQueryable<CheckedStation> Differing(IQueryable<CheckedStation> seen, IQueryable<StationRolls> now) =>
        from c in seen
        join r in now on new { c.StationId, c.Month } equals new { r.StationId, r.Month } into counted
        from r in counted.DefaultIfEmpty()
        where c.Rolls != ((int?)r.Rolls ?? 0) || c.Versions != ((long?)r.Versions ?? 0)
        select c;

    private static IQueryable<StationRolls> CountedRolls(TrainingDbContext db, IQueryable<Session> sessions) =>
        from s in sessions
        join r in db.Rolls() on s.Id equals r.SessionId
        where r.Status == RollStatus.Closed
        group r by new { s.StationId, s.Month } into rolls
        select new StationRolls { StationId = rolls.Key.StationId, Month = rolls.Key.Month, Rolls = rolls.Count(), Versions = rolls.Sum(r => r.Version) };

    private sealed record StationRolls
    {
        public long StationId { get; init; }

        public Month Month { get; init; }

        public int Rolls { get; init; }

        public long Versions { get; init; }
    }
}
