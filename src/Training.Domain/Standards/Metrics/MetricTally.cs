using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>Aggregate of a metric's rows for one place and month.</summary>
public sealed class MetricTally
{
    public long RegionCode { get; init; }

    public long StationId { get; init; }

    public Month Month { get; init; }

    /// <summary>Rows that count.</summary>
    public int Rows { get; init; }

    /// <summary>Counting rows that reach the threshold by themselves.</summary>
    public int RowsMet { get; init; }

    /// <summary>Rows that are listed and not counted.</summary>
    public int Excluded { get; init; }

    public long Numerator { get; init; }

    public long Denominator { get; init; }

    /// <summary>Least numerator of a counting row; null without rows.</summary>
    public long? Lowest { get; init; }

    /// <summary>Different members among the counting rows.</summary>
    public int Distinct { get; init; }

    public static MetricTally Nothing(long regionCode, long stationId, Month month) =>
        new() { RegionCode = regionCode, StationId = stationId, Month = month };

    public MetricTally Plus(MetricTally other) => new()
    {
        RegionCode = RegionCode,
        StationId = StationId,
        Month = Month,
        Rows = Rows + other.Rows,
        RowsMet = RowsMet + other.RowsMet,
        Excluded = Excluded + other.Excluded,
        Numerator = Numerator + other.Numerator,
        Denominator = Denominator + other.Denominator,
        Lowest = Lowest is null || other.Lowest < Lowest ? other.Lowest ?? Lowest : Lowest,
        Distinct = Math.Max(Distinct, other.Distinct),
    };
}

/// <summary>The aggregates of a metric, each one SQL statement, read in the order of station so that a whole country needs no memory.</summary>
public static class MetricTallies
{
    /// <summary>The caller's reach is checked before: a merge of two people must count the same for whoever asks, so row filters are off and the window alone bounds the rows.</summary>
    public static IQueryable<MetricRow> Rows(TrainingDbContext db, string metric, MetricWindow window) =>
        MetricRegistry.Of(metric)(db, window).IgnoreQueryFilters().AsNoTracking();

    /// <summary>One tally a station and month, by station.</summary>
    public static IQueryable<MetricTally> ByStation(TrainingDbContext db, string metric, MetricWindow window, long threshold) =>
        from row in Rows(db, metric, window)
        group row by new { row.StationId, row.RegionCode, row.Month } into place
        orderby place.Key.StationId, place.Key.Month
        select new MetricTally
        {
            RegionCode = place.Key.RegionCode,
            StationId = place.Key.StationId,
            Month = place.Key.Month,
            Rows = place.Sum(r => r.Excluded == 0 ? 1 : 0),
            RowsMet = place.Sum(r => r.Excluded == 0 && r.Numerator >= threshold ? 1 : 0),
            Excluded = place.Sum(r => r.Excluded == 0 ? 0 : 1),
            Numerator = place.Sum(r => r.Excluded == 0 ? r.Numerator : 0),
            Denominator = place.Sum(r => r.Excluded == 0 ? r.Denominator : 0),
            Lowest = place.Min(r => r.Excluded == 0 ? r.Numerator : (long?)null),
        };

    /// <summary>One tally a county over the whole window.</summary>
    public static IQueryable<MetricTally> ByCounty(TrainingDbContext db, string metric, MetricWindow window, long threshold) =>
        from row in Rows(db, metric, window)
        group row by row.RegionCode - (row.RegionCode % 1_000_000) into county
        orderby county.Key
        select new MetricTally
        {
            RegionCode = county.Key,
            StationId = 0,
            Month = window.Last,
            Rows = county.Sum(r => r.Excluded == 0 ? 1 : 0),
            RowsMet = county.Sum(r => r.Excluded == 0 && r.Numerator >= threshold ? 1 : 0),
            Excluded = county.Sum(r => r.Excluded == 0 ? 0 : 1),
            Numerator = county.Sum(r => r.Excluded == 0 ? r.Numerator : 0),
            Denominator = county.Sum(r => r.Excluded == 0 ? r.Denominator : 0),
            Lowest = county.Min(r => r.Excluded == 0 ? r.Numerator : (long?)null),
            Distinct = county.Where(r => r.Excluded == 0).Select(r => r.Member).Distinct().Count(),
        };
}
