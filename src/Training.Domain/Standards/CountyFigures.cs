using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>
/// Judges counties and stations from the tallies of a metric, wherever the tallies come from: the database, or rows that were copied when a
/// sheet was signed.
/// </summary>
public static class CountyFigures
{
    /// <summary>The same tallies as <see cref="MetricTallies"/> makes, from rows in memory; then judged.</summary>
    public static IReadOnlyDictionary<long, CountyFigure> OfRows(
        Measure measure, MetricWindow window, SheetPeriod period, IReadOnlyList<StationLife> stations, IReadOnlyList<long> counties, IReadOnlyCollection<MetricRow> rows) =>
        measure.Scope == MeasureScope.Station
            ? ByStation(measure, window, period, stations, counties, rows.GroupBy(r => (r.StationId, r.RegionCode, r.Month)).OrderBy(g => g.Key)
                .Select(g => TallyOf(g, g.Key.RegionCode, g.Key.StationId, g.Key.Month, (long)measure.Threshold)))
            : ByCounty(measure, window, counties, rows.GroupBy(r => RegionCodes.CountyOf(r.RegionCode))
                .Select(g => TallyOf(g, g.Key, 0, window.Last, (long)measure.Threshold)));

    public static Dictionary<long, CountyFigure> ByCounty(Measure measure, MetricWindow window, IReadOnlyList<long> counties, IEnumerable<MetricTally> found)
    {
        var tallies = found.ToDictionary(t => t.RegionCode);
        var ofCity = measure.Scope == MeasureScope.City
            ? tallies.Values.Aggregate(MetricTally.Nothing(window.Codes.From, 0, window.Last), (sum, county) => sum.Plus(county))
            : null;
        return counties.ToDictionary(code => code, code =>
        {
            var total = ofCity ?? tallies.GetValueOrDefault(code) ?? MetricTally.Nothing(code, 0, window.Last);
            return new CountyFigure { CountyCode = code, Total = total, Verdict = NothingIsShort(QuotaRules.Judge(measure, total)) };
        });
    }

    private static Dictionary<long, CountyFigure> ByStation(
        Measure measure, MetricWindow window, SheetPeriod period, IReadOnlyList<StationLife> stations, IReadOnlyList<long> counties, IEnumerable<MetricTally> found)
    {
        var months = measure.IsMonthly ? period.Months.Where(m => m.FirstDay <= window.CutOff).ToList() : [period.Last];
        var sums = counties.ToDictionary(code => code, code => new CountySum(measure, code, window.Last));
        var own = new Dictionary<(long, Month), MetricTally>();
        foreach (var tally in found)
        {
            // Without monthly verdicts all months of a station make one figure; a station that moved keeps one too, where it stood first.
            var key = (tally.StationId, measure.IsMonthly ? tally.Month : period.Last);
            var before = own.GetValueOrDefault(key);
            own[key] = before is null ? tally : before.Plus(tally);
            if (sums.TryGetValue(RegionCodes.CountyOf((before ?? tally).RegionCode), out var county))
            {
                county.Count(tally);
            }
        }

        foreach (var (station, month) in stations.SelectMany(s => months.Select(m => (s, m))))
        {
            if (PlaceOf(measure, station, month, own.GetValueOrDefault((station.StationId, month))) is { } place)
            {
                sums[RegionCodes.CountyOf(station.RegionCode)].Add(place, keep: true);
            }
        }

        return sums.ToDictionary(s => s.Key, s => s.Value.Judge());
    }

    private static MetricTally TallyOf(IEnumerable<MetricRow> rows, long regionCode, long stationId, Month month, long threshold)
    {
        var all = rows.ToList();
        var counted = all.Where(r => r.Excluded == 0).ToList();
        return new()
        {
            RegionCode = regionCode,
            StationId = stationId,
            Month = month,
            Rows = counted.Count,
            RowsMet = counted.Count(r => r.Numerator >= threshold),
            Excluded = all.Count - counted.Count,
            Numerator = counted.Sum(r => r.Numerator),
            Denominator = counted.Sum(r => r.Denominator),
            Lowest = counted.Count == 0 ? null : counted.Min(r => r.Numerator),
            Distinct = stationId == 0 ? counted.Select(r => r.Member).Distinct().Count() : 0,
        };
    }

    internal static PlaceFigure? PlaceOf(Measure measure, StationLife station, Month month, MetricTally? found)
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

    /// <summary>A county that has no record at all has not met what is asked; before a target's first date nothing is asked.</summary>
    internal static Verdict NothingIsShort(Verdict verdict) =>
        verdict.State == FindingState.Empty ? verdict with { State = verdict.Required == 0 ? FindingState.Met : FindingState.Short, ShortBy = verdict.Required } : verdict;
}
