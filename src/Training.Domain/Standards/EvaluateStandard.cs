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

    /// <summary>
    /// Takes each station-month as soon as it is judged, in the order of the station; then none is kept in the answer, whose size no longer
    /// grows with the stations. Null: they are kept.
    /// </summary>
    public Action<ItemReading, PlaceFigure>? OnPlace { get; init; }
}

/// <summary>
/// Counts every item for all counties and stations of a division at once: one SQL statement a reading, two for the stations, none in a
/// loop over stations. A reading's tallies are judged while they stream in, one station held at a time. Judging is left to <see cref="QuotaRules"/>; whether the caller may ask is left to the use case that asks.
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
        var readings = definition.Computed.Where(i => request.Items?.Contains(i.Code) != false)
            .SelectMany(i => ItemReading.Of(definition, i, request.Period.Last))
            .Where(r => r.InForce || request.WithAlternatives);
        var outcomes = new List<ItemOutcome>();
        foreach (var reading in readings)
        {
            var window = WindowOf(definition, reading.Measure, request.Period, ReachOf(reading.Measure, request.RegionCode), cutOff);
            outcomes.Add(new()
            {
                Reading = reading,
                Window = window,
                Counties = reading.Measure.Scope == MeasureScope.Station
                    ? await ByStationAsync(reading, window, request, stations, counties, ct)
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

    /// <summary>Whose records a measure counts when a division's sheet is asked.</summary>
    public static CodeRange ReachOf(Measure measure, long regionCode) => RegionCodes.RangeOf(measure.Scope == MeasureScope.City ? RegionCodes.CityOf(regionCode) : regionCode);

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
        return CountyFigures.ByCounty(measure, window, counties, await MetricTallies.ByCounty(db, measure.Metric, window, (long)measure.Threshold).ToListAsync(ct));
    }

    private async Task<Dictionary<long, CountyFigure>> ByStationAsync(
        ItemReading reading, MetricWindow window, EvaluationRequest request, IReadOnlyList<StationLife> stations, IReadOnlyList<long> counties, CancellationToken ct)
    {
        var measure = reading.Measure;
        var months = measure.IsMonthly ? request.Period.Months.Where(m => m.FirstDay <= window.CutOff).ToList() : [request.Period.Last];
        var sums = counties.ToDictionary(code => code, code => new CountySum(measure, code, window.Last));
        var own = new Dictionary<Month, MetricTally>();
        await using var tallies = MetricTallies.ByStation(db, measure.Metric, window, (long)measure.Threshold).AsAsyncEnumerable().GetAsyncEnumerator(ct);
        var more = await tallies.MoveNextAsync();
        // Both come in the order of the station. What stands between two stations of the list belongs to none that ever was in use.
        foreach (var station in stations)
        {
            await TakeAsync(until: station.StationId);
            await TakeAsync(until: station.StationId + 1);
            foreach (var month in months)
            {
                if (CountyFigures.PlaceOf(measure, station, month, own.GetValueOrDefault(month)) is { } place)
                {
                    sums[RegionCodes.CountyOf(station.RegionCode)].Add(place, keep: request.OnPlace is null);
                    request.OnPlace?.Invoke(reading, place);
                }
            }
        }

        await TakeAsync(until: long.MaxValue);
        return sums.ToDictionary(s => s.Key, s => s.Value.Judge());

        async Task TakeAsync(long until)
        {
            own.Clear();
            for (var station = 0L; more && tallies.Current.StationId < until; more = await tallies.MoveNextAsync())
            {
                var tally = tallies.Current;
                if (tally.StationId != station)
                {
                    own.Clear();
                    station = tally.StationId;
                }

                // Without monthly verdicts all months of a station make one figure; a station that moved keeps one too, where it stood first.
                var month = measure.IsMonthly ? tally.Month : request.Period.Last;
                var before = own.GetValueOrDefault(month);
                own[month] = before is null ? tally : before.Plus(tally);
                if (sums.TryGetValue(RegionCodes.CountyOf((before ?? tally).RegionCode), out var county))
                {
                    county.Count(tally);
                }
            }
        }
    }

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
