using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Standards;

/// <summary>One requirement that a station or a county has not met in a month.</summary>
/// <param name="StationName">Null: the county itself is short.</param>
public sealed record Shortfall(StandardItem Item, long CountyCode, long? StationId, string? StationName, decimal Value, decimal Required, decimal ShortBy)
{
    /// <summary>A county lacks stations that meet a station's demand; otherwise what the item counts.</summary>
    public string Unit => UnitOf(Item, ofCounty: StationId is null);

    internal static string UnitOf(StandardItem item, bool ofCounty) => ofCounty && item.Measure.Scope == MeasureScope.Station ? "站" : item.Measure.Aggregator == Aggregator.Ratio ? "个百分点" : item.Measure.Unit;
}

/// <summary>What a demand of the text that stands on no line of the sheet came to in one county.</summary>
public sealed record DutyFinding(StandardItem Item, Finding Found)
{
    public long CountyCode => Found.RegionCode;

    public string Unit => Shortfall.UnitOf(Item, ofCounty: true);
}

/// <summary>What the last run found otherwise than the run before.</summary>
public sealed record ChangedFinding(StandardItem Item, string Reading, long CountyCode, string? StationName, decimal OldValue, FindingState OldState, decimal NewValue, FindingState NewState);

public sealed record CheckView
{
    public required Month Month { get; init; }

    public required long RegionCode { get; init; }

    public required StandardDefinition Definition { get; init; }

    /// <summary>Null while the month has not been checked.</summary>
    public CheckRun? Run { get; init; }

    public IReadOnlyList<Shortfall> Shortfalls { get; init; } = [];

    /// <summary>Of each county, in the order of the standard; met or not.</summary>
    public IReadOnlyList<DutyFinding> Duties { get; init; } = [];

    public IReadOnlyList<ChangedFinding> Changes { get; init; } = [];

    /// <summary>Corrections of this month after it was closed.</summary>
    public int Corrections { get; init; }

    /// <summary>By what each item in force was judged.</summary>
    public IReadOnlyDictionary<string, CheckedReading> Readings { get; init; } = new Dictionary<string, CheckedReading>();

    /// <summary>What would still mend the running month, by station.</summary>
    public ILookup<long, ProposedClass> Mends { get; init; } = Array.Empty<ProposedClass>().ToLookup(p => p.StationId);

    public IEnumerable<IGrouping<long, Shortfall>> ByCounty => Shortfalls.GroupBy(s => s.CountyCode).OrderBy(g => g.Key);
}

/// <summary>
/// Who is short of what in a month, as the stored check found it, what changed since the check before, and, while the month runs, which classes
/// would still mend it.
/// </summary>
public sealed class ReadCheck(TrainingDbContext db, StandardInForce standards, ProposeClasses propose, TimeProvider clock)
{
    /// <param name="regionCode">A city or a county that the caller reaches.</param>
    public async Task<Result<CheckView>> RunAsync(Month month, long regionCode, CancellationToken ct = default)
    {
        if (!db.Scope.Holds(regionCode) || db.Scope.IsStationBound)
        {
            return new NotFound("这个县区");
        }

        if (month.FirstDay > clock.Today())
        {
            return new MonthNotBegun(month);
        }

        var city = RegionCodes.CityOf(regionCode);
        var standard = await standards.ForAsync(month, city, ct);
        var empty = new CheckView { Month = month, RegionCode = regionCode, Definition = standard.Definition };
        // The run is the city's; its findings are cut to the caller's reach.
        var run = await db.CheckRuns().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(r => r.Month == month && r.StandardVersionId == standard.VersionId && r.RegionCode == city, ct);
        if (run is null)
        {
            return empty;
        }

        var items = standard.Definition.Computed.ToDictionary(i => i.Code);
        var codes = RegionCodes.RangeOf(regionCode);
        var found = await (
            from finding in db.Findings().AsNoTracking()
            where finding.CheckRunId == run.Id && finding.Reading == "" && finding.State == FindingState.Short
                && finding.RegionCode >= codes.From && finding.RegionCode < codes.Until
            join station in db.Stations() on finding.StationId equals (long?)station.Id into stations
            from station in stations.DefaultIfEmpty()
            orderby finding.RegionCode, finding.StationId, finding.ItemCode
            select new { Finding = finding, Name = station == null ? null : station.Name }).ToListAsync(ct);
        var shortfalls = found.Where(f => items.ContainsKey(f.Finding.ItemCode)).Select(f => new Shortfall(
            items[f.Finding.ItemCode], RegionCodes.CountyOf(f.Finding.RegionCode), f.Finding.StationId, f.Name, f.Finding.Value, f.Finding.Required, f.Finding.ShortBy)).ToList();
        return empty with
        {
            Run = run,
            Shortfalls = shortfalls,
            Duties = await DutiesAsync(run.Id, codes, standard.Definition, ct),
            Changes = await ChangesAsync(run.Id, codes, items, ct),
            Corrections = await db.FindingCorrections().CountAsync(c => c.CheckRunId == run.Id && c.RegionCode >= codes.From && c.RegionCode < codes.Until, ct),
            Readings = await db.CheckedReadings().AsNoTracking().Where(r => r.CheckRunId == run.Id && r.Reading == "").ToDictionaryAsync(r => r.ItemCode, ct),
            Mends = RegionCodes.LevelOf(regionCode) == RegionLevel.County ? await MendsAsync(regionCode, month, shortfalls, ct) : empty.Mends,
        };
    }

    private async Task<IReadOnlyList<DutyFinding>> DutiesAsync(long runId, CodeRange codes, StandardDefinition definition, CancellationToken ct)
    {
        var duties = definition.Duties.Select(d => d.AsItem()).OfType<StandardItem>().ToList();
        var wanted = duties.ConvertAll(d => d.Code);
        var found = await db.Findings().AsNoTracking()
            .Where(f => f.CheckRunId == runId && f.Reading == "" && f.StationId == null && wanted.Contains(f.ItemCode) && f.RegionCode >= codes.From && f.RegionCode < codes.Until)
            .OrderBy(f => f.RegionCode).ToListAsync(ct);
        return [.. found.GroupBy(f => f.RegionCode).SelectMany(county => county.Select(f => new DutyFinding(duties.First(d => d.Code == f.ItemCode), f)).OrderBy(d => wanted.IndexOf(d.Item.Code)))];
    }

    private async Task<IReadOnlyList<ChangedFinding>> ChangesAsync(long runId, CodeRange codes, IReadOnlyDictionary<string, StandardItem> items, CancellationToken ct)
    {
        var rows = await (
            from change in db.FindingChanges().AsNoTracking()
            where change.CheckRunId == runId && change.RegionCode >= codes.From && change.RegionCode < codes.Until
            join station in db.Stations() on change.StationId equals (long?)station.Id into stations
            from station in stations.DefaultIfEmpty()
            orderby change.RegionCode, change.StationId, change.ItemCode, change.Reading
            select new { Change = change, Name = station == null ? null : station.Name }).ToListAsync(ct);
        return [.. rows.Where(r => items.ContainsKey(r.Change.ItemCode)).Select(r => new ChangedFinding(
            items[r.Change.ItemCode], r.Change.Reading, RegionCodes.CountyOf(r.Change.RegionCode), r.Name, r.Change.OldValue, r.Change.OldState, r.Change.NewValue, r.Change.NewState))];
    }

    /// <summary>Classes on the timetable are reckoned to qualify: what they will not bring is proposed.</summary>
    private async Task<ILookup<long, ProposedClass>> MendsAsync(long county, Month month, IReadOnlyList<Shortfall> shortfalls, CancellationToken ct)
    {
        var missing = shortfalls.Where(s => s.StationId is not null && s.Item.Measure.Metric == OnSiteMetrics.Sessions).ToDictionary(s => s.StationId!.Value, s => (int)Math.Ceiling(s.ShortBy));
        var ids = missing.Keys.ToList();
        var now = clock.UtcNow();
        var planned = await db.Sessions().AsNoTracking()
            .Where(s => ids.Contains(s.StationId) && s.Month == month && s.PlannedStartUtc > now && s.Form != TeachingForm.OneToOne && (s.Status == SessionStatus.Planned || s.Status == SessionStatus.Running))
            .GroupBy(s => s.StationId).Select(g => new { StationId = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.StationId, g => g.Count, ct);
        var lacking = missing.Select(m => (m.Key, Lacks: m.Value - planned.GetValueOrDefault(m.Key))).Where(m => m.Lacks > 0).ToDictionary(m => m.Key, m => m.Lacks);
        return (await propose.RunAsync(county, month, lacking, ct)).ToLookup(p => p.StationId);
    }
}
