using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Standards;

/// <summary>What to evaluate.</summary>
public sealed record EvaluationRequest
{
    public required StandardOfMonth Standard { get; init; }

    /// <summary>A county, or a city with all its counties.</summary>
    public required long RegionCode { get; init; }

    public required SheetPeriod Period { get; init; }

    public required DateOnly Today { get; init; }

    /// <summary>Null: all items.</summary>
    public IReadOnlyCollection<string>? Items { get; init; }

    /// <summary>Compute the other readings too.</summary>
    public bool WithAlternatives { get; init; }
}

/// <summary>
/// Counts every item for all counties and stations of a division at once: one SQL statement a reading, two for the stations, none in a
/// loop over stations. Judging is left to <see cref="QuotaRules"/>; whether the caller may ask is left to the use case that asks.
/// </summary>
public sealed class EvaluateStandard(TrainingDbContext db)
{
    public async Task<Evaluation> RunAsync(EvaluationRequest request, CancellationToken ct = default)
    {
        var codes = RegionCodes.RangeOf(request.RegionCode);
        var definition = request.Standard.Definition;
        var cutOff = request.Period.Last.LastDay < request.Today ? request.Period.Last.LastDay : request.Today;
        var stations = await StationsAsync(codes, cutOff, ct);
        var counties = await CountiesAsync(request.RegionCode, stations, ct);
        var items = definition.Items.Concat(definition.Duties.Select(d => d.AsItem()).OfType<StandardItem>());
        var readings = items.Where(i => request.Items?.Contains(i.Code) != false)
            .SelectMany(i => ItemReading.Of(definition, i, request.Period.Last))
            .Where(r => r.InForce || request.WithAlternatives);
        var outcomes = new List<ItemOutcome>();
        foreach (var reading in readings)
        {
            var window = WindowOf(definition, reading.Measure, request.Period, codes, cutOff);
            outcomes.Add(new()
            {
                Reading = reading,
                Window = window,
                Counties = reading.Measure.Scope == MeasureScope.Station
                    ? await ByStationAsync(reading.Measure, window, request.Period, stations, counties, ct)
                    : await ByCountyAsync(reading.Measure, window, counties, ct),
            });
        }

        return new()
        {
            Standard = request.Standard,
            Period = request.Period,
            CutOff = cutOff,
            CountyCodes = counties,
            Stations = stations,
            Outcomes = outcomes,
        };
    }

    /// <summary>Which months a measure counts when a sheet for this period is asked.</summary>
    public static MetricWindow WindowOf(StandardDefinition definition, Measure measure, SheetPeriod period, CodeRange codes, DateOnly cutOff)
    {
        var thresholds = StandardInForce.ThresholdsOf(definition, period.Last);
        return new()
        {
            Codes = codes,
            First = measure.Period switch
            {
                MeasurePeriod.Stock => period.Last,
                MeasurePeriod.YearToDate => definition.Settings.YearStart(period.Last),
                _ => period.First,
            },
            Last = period.Last,
            CutOff = cutOff,
            People = thresholds.People,
            Minutes = thresholds.Minutes,
        };
    }

    private async Task<Dictionary<long, CountyFigure>> ByCountyAsync(
        Measure measure, MetricWindow window, IReadOnlyList<long> counties, CancellationToken ct)
    {
        var tallies = await MetricTallies.ByCounty(db, measure.Metric, window, (long)measure.Threshold).ToDictionaryAsync(t => t.RegionCode, ct);
        return counties.ToDictionary(code => code, code =>
        {
            var total = tallies.GetValueOrDefault(code) ?? MetricTally.Nothing(code, 0, window.Last);
            return new CountyFigure { CountyCode = code, Total = total, Verdict = NothingIsShort(QuotaRules.Judge(measure, total)) };
        });
    }

    private async Task<Dictionary<long, CountyFigure>> ByStationAsync(
        Measure measure, MetricWindow window, SheetPeriod period, IReadOnlyList<StationLife> stations, IReadOnlyList<long> counties, CancellationToken ct)
    {
        var found = await MetricTallies.ByStation(db, measure.Metric, window, (long)measure.Threshold).ToListAsync(ct);
        var months = measure.IsMonthly ? period.Months.Where(m => m.FirstDay <= window.CutOff).ToList() : [period.Last];
        var tallies = new Dictionary<(long, Month), MetricTally>(found.Count);
        foreach (var tally in found)
        {
            // Without monthly verdicts all months of a station make one figure; a station that moved keeps one too.
            var key = (tally.StationId, measure.IsMonthly ? tally.Month : period.Last);
            tallies[key] = tallies.TryGetValue(key, out var before) ? before.Plus(tally) : tally;
        }

        var totals = tallies.Values.GroupBy(t => RegionCodes.CountyOf(t.RegionCode))
            .ToDictionary(g => g.Key, g => g.Aggregate(MetricTally.Nothing(g.Key, 0, window.Last), (sum, t) => sum.Plus(t)));
        var places = (from station in stations
                      from month in months
                      let place = PlaceOf(measure, station, month, tallies.GetValueOrDefault((station.StationId, month)))
                      where place is not null
                      select place).ToLookup(p => RegionCodes.CountyOf(p.Station.RegionCode));
        return counties.ToDictionary(code => code, code => CountyOf(
            measure, code, totals.GetValueOrDefault(code) ?? MetricTally.Nothing(code, 0, window.Last), [.. places[code]]));
    }

    private static PlaceFigure? PlaceOf(Measure measure, StationLife station, Month month, MetricTally? found)
    {
        var tally = found ?? MetricTally.Nothing(station.RegionCode, station.StationId, month);
        var obligation = measure.Period == MeasurePeriod.Stock
            // A stock is taken of the stations that are there on the day; who is suspended on it is exempt.
            ? found is null ? new Obligation(Owed.Gone) : found.Rows > 0 ? new Obligation(Owed.Due) : new Obligation(Owed.Exempt, "暂停")
            : QuotaRules.In(station, month);
        if (obligation.Owed is Owed.NotYet or Owed.Gone)
        {
            return null;
        }

        var verdict = QuotaRules.Judge(measure, tally);
        return new()
        {
            Station = station,
            Month = month,
            Tally = tally,
            Verdict = obligation.Owed == Owed.Exempt ? verdict with { State = FindingState.Exempt, ShortBy = 0 } : verdict,
            Reason = obligation.Reason,
        };
    }

    private static CountyFigure CountyOf(Measure measure, long code, MetricTally total, IReadOnlyList<PlaceFigure> places)
    {
        var met = places.Count(p => p.Verdict.State == FindingState.Met);
        var due = met + places.Count(p => p.Verdict.State == FindingState.Short);
        var exempt = places.Count(p => p.Verdict.State == FindingState.Exempt);
        var state = due > 0 && met == due ? FindingState.Met
            : due == 0 && exempt > 0 && exempt == places.Count ? FindingState.Exempt
            : FindingState.Short;
        var overall = QuotaRules.Judge(measure, total);
        return new()
        {
            CountyCode = code,
            Total = total,
            Verdict = new(overall.Value, measure.Threshold, state, state == FindingState.Short ? due - met : 0),
            Due = due,
            Met = met,
            Exempt = exempt,
            Places = places,
        };
    }

    /// <summary>A county that has no record at all has not met what is asked.</summary>
    private static Verdict NothingIsShort(Verdict verdict) =>
        verdict.State == FindingState.Empty ? verdict with { State = FindingState.Short, ShortBy = verdict.Required } : verdict;

    private async Task<List<StationLife>> StationsAsync(CodeRange codes, DateOnly cutOff, CancellationToken ct)
    {
        var suspensions = await db.StationSuspensions().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.RegionCode >= codes.From && s.RegionCode < codes.Until && s.FromDate <= cutOff)
            .Select(s => new { s.StationId, Stretch = new SuspendedStretch(s.FromDate, s.UntilDate, s.Reason) })
            .ToListAsync(ct);
        var byStation = suspensions.ToLookup(s => s.StationId, s => s.Stretch);
        var stations = await db.Stations().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.RegionCode >= codes.From && s.RegionCode < codes.Until && s.InUseFrom != null && s.InUseFrom <= cutOff)
            .OrderBy(s => s.Id)
            .Select(s => new StationLife
            {
                StationId = s.Id,
                Name = s.Name,
                Kind = s.Kind,
                RegionCode = s.RegionCode,
                InUseFrom = s.InUseFrom!.Value,
                TakenOffOn = s.TakenOffOn,
            })
            .ToListAsync(ct);
        return [.. stations.Select(s => byStation.Contains(s.StationId) ? s with { Suspensions = [.. byStation[s.StationId]] } : s)];
    }

    private async Task<IReadOnlyList<long>> CountiesAsync(long regionCode, IEnumerable<StationLife> stations, CancellationToken ct)
    {
        if (RegionCodes.LevelOf(regionCode) >= RegionLevel.County)
        {
            return [RegionCodes.CountyOf(regionCode)];
        }

        var codes = RegionCodes.RangeOf(regionCode);
        var listed = await db.Regions().AsNoTracking()
            .Where(r => r.Level == RegionLevel.County && r.Code >= codes.From && r.Code < codes.Until)
            .Select(r => r.Code).ToListAsync(ct);
        return [.. listed.Union(stations.Select(s => RegionCodes.CountyOf(s.RegionCode))).Order()];
    }
}
