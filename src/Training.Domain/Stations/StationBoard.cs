using Microsoft.EntityFrameworkCore;
using Training.Domain.Calendar;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

/// <summary>How many stations of one kind and state a county has, and how many of these stand on a 双百 list.</summary>
public sealed record StationTally(long CountyCode, StationKind Kind, StationStatus Status, int Count, int Models);

/// <summary>A station on which somebody must act, since when, and for how many working days; null where the calendar lacks a year on the way.</summary>
public sealed record WaitingStation(Guid Key, string Name, StationKind Kind, StationStatus Status, long RegionCode, DateOnly Since, int? WorkingDays)
{
    public StationParty WaitsOn => StationRules.WaitsOn(Status)!.Value;
}

public sealed record StationBoardReport(IReadOnlyList<StationTally> Tallies, IReadOnlyList<WaitingStation> Waiting)
{
    /// <summary>Stations in use, suspended ones apart: the stock of item J1.</summary>
    public int InUse(StationKind? kind = null, long? county = null) => Count(StationStatus.InUse, kind, county);

    public int Count(StationStatus status, StationKind? kind = null, long? county = null) =>
        Of(status, kind, county).Sum(tally => tally.Count);

    public int ModelsInUse(StationKind kind, long? county = null) => Of(StationStatus.InUse, kind, county).Sum(tally => tally.Models);

    private IEnumerable<StationTally> Of(StationStatus status, StationKind? kind, long? county) =>
        Tallies.Where(t => t.Status == status && (kind is null || t.Kind == kind) && (county is null || t.CountyCode == county));
}

/// <summary>Where the city and its counties stand with their stations, and what waits on whom, the longest first.</summary>
public sealed class StationBoard(TrainingDbContext db, TimeProvider clock)
{
    private static readonly StationStatus[] Waiting = [.. Enum.GetValues<StationStatus>().Where(status => StationRules.WaitsOn(status) is not null)];

    public async Task<StationBoardReport> RunAsync(long regionCode, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(regionCode);
        var stations = db.Stations().AsNoTracking().Where(s => s.RegionCode >= range.From && s.RegionCode < range.Until);
        var tallies = await stations
            .GroupBy(s => new { County = s.RegionCode - (s.RegionCode % 1_000_000), s.Kind, s.Status })
            .Select(g => new { g.Key.County, g.Key.Kind, g.Key.Status, Count = g.Count(), Models = g.Sum(s => s.ModelYear == null ? 0 : 1) })
            .ToListAsync(ct);
        var waiting = await stations
            .Where(s => Waiting.Contains(s.Status))
            .Select(s => new
            {
                s.Key, s.Name, s.Kind, s.Status, s.RegionCode, s.Id,
                Since = db.StationSteps().Where(step => step.StationId == s.Id).Max(step => (DateOnly?)step.EffectiveOn),
            })
            // Steps are read by whoever the station is bound to: a body sees what waits of its own.
            .Where(s => s.Since != null)
            .OrderBy(s => s.Since).ThenBy(s => s.RegionCode).ThenBy(s => s.Id).ToListAsync(ct);
        var (calendar, today) = (await WorkingCalendars.LoadAsync(db, ct), clock.Today());
        int? Worked(DateOnly since) => calendar.CountWorkingDays(since, today) is { Ok: true, Value: var days } ? days : null;
        return new StationBoardReport(
            [.. tallies.Select(t => new StationTally(t.County, t.Kind, t.Status, t.Count, t.Models))],
            [.. waiting.Select(s => new WaitingStation(s.Key, s.Name, s.Kind, s.Status, s.RegionCode, s.Since!.Value, Worked(s.Since.Value)))]);
    }
}
