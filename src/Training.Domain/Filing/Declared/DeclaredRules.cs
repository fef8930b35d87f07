using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

/// <summary>What a line of a standard asks of those who declare.</summary>
public enum LineAsks
{
    /// <summary>Nothing: records tell.</summary>
    Nothing,

    /// <summary>A number that no record tells.</summary>
    Figure,

    /// <summary>Points for what records tell; the points by records stand beside them.</summary>
    Mark,
}

/// <summary>One number that is asked: of a line, in a month, of a division.</summary>
/// <param name="Key">Code of the line, and behind a colon the month or division where a line asks several.</param>
/// <param name="Label">Null where the line asks one number only.</param>
public sealed record DeclaredSlot(string Key, string? Label, Month Month, long RegionCode);

/// <summary>The step is not one of the state in which the sheet is.</summary>
public sealed record DeclaredNotThere(DeclaredState State) : Refusal($"这张申报表现在{DeclaredWords.Of(State)}，不能动。刷新看看。");

/// <summary>
/// What a standard asks people to declare, read from its lines alone: metrics named declared.NAME ask a figure, points on a line that records
/// tell ask a mark (温民福〔2018〕88号 附件4: 自评、复评、考核). A standard without either asks nothing.
/// </summary>
public static class DeclaredRules
{
    public static bool Asks(StandardDefinition standard) => standard.Items.Any(i => AsksOf(i) != LineAsks.Nothing);

    public static LineAsks AsksOf(StandardItem item) =>
        item.Measure.Metric.StartsWith(DeclaredMetrics.Prefix, StringComparison.Ordinal) ? LineAsks.Figure
        : item.Scoring is null ? LineAsks.Nothing : LineAsks.Mark;

    /// <summary>Whether each station has a sheet of its own; otherwise the county has one.</summary>
    public static bool IsOfStations(StandardDefinition standard) => standard.Items.Any(i => AsksOf(i) != LineAsks.Nothing && i.Measure.Scope == MeasureScope.Station);

    /// <param name="towns">Streets and towns of the county: where the least of several is asked, each has its number.</param>
    public static IReadOnlyList<DeclaredSlot> Slots(StandardItem item, SheetPeriod period, StationLife? station, long regionCode, IReadOnlyList<Region> towns)
    {
        if (AsksOf(item) == LineAsks.Nothing)
        {
            return [];
        }

        if (AsksOf(item) == LineAsks.Figure && item.Measure.IsMonthly && !period.IsMonth)
        {
            return [.. period.Months.Where(m => station is null || QuotaRules.In(station, m).Owed == Owed.Due).Select(m => new DeclaredSlot($"{item.Code}:{m}", $"{m.MonthOfYear}月", m, regionCode))];
        }

        return item.Measure is { Aggregator: Aggregator.Minimum, Scope: MeasureScope.County } && towns.Count > 0
            ? [.. towns.Select(t => new DeclaredSlot($"{item.Code}:{t.Code}", t.Name, period.Last, t.Code))]
            : [new(item.Code, null, period.Last, regionCode)];
    }

    /// <summary>The most that a number of the line may be.</summary>
    public static long Most(StandardItem item) => AsksOf(item) switch
    {
        LineAsks.Mark => (long)item.Scoring!.Points,
        _ when item.Measure.Aggregator == Aggregator.YesNo => 1,
        _ when item.Scoring is { Kind: ScoringKind.ByHand or ScoringKind.Parts } given => (long)given.Points,
        _ => 999_999_999,
    };

    /// <summary>What the numbers of one column earn on a scored line; null where a number is missing or nothing is scored.</summary>
    public static decimal? Points(StandardItem item, IReadOnlyCollection<long> numbers, int asked)
    {
        if (item.Scoring is not { } scoring || numbers.Count < asked || asked == 0)
        {
            return null;
        }

        if (AsksOf(item) == LineAsks.Mark)
        {
            return numbers.Sum();
        }

        return scoring.Of([.. numbers.Select(n =>
        {
            var tally = new MetricTally { Rows = 1, Numerator = n, Denominator = 1, Lowest = n, RowsMet = n >= item.Measure.Threshold ? 1 : 0 };
            return (QuotaRules.Judge(item.Measure, tally), tally);
        })]);
    }

    public static DeclaredColumn? ColumnOf(DeclaredState state) => state switch
    {
        DeclaredState.Filling => DeclaredColumn.Own,
        DeclaredState.CountyAudit => DeclaredColumn.County,
        DeclaredState.CityReview => DeclaredColumn.City,
        _ => null,
    };

    /// <summary>A county's own sheet goes to the city at once.</summary>
    public static Result<DeclaredState> Passed(DeclaredSheet sheet) => sheet.State switch
    {
        DeclaredState.Filling => sheet.IsStation ? DeclaredState.CountyAudit : DeclaredState.CityReview,
        DeclaredState.CountyAudit => DeclaredState.CityReview,
        DeclaredState.CityReview => DeclaredState.Done,
        _ => new DeclaredNotThere(sheet.State),
    };

    public static Result<DeclaredState> SentBack(DeclaredSheet sheet) => sheet.State switch
    {
        DeclaredState.CountyAudit => DeclaredState.Filling,
        DeclaredState.CityReview => sheet.IsStation ? DeclaredState.CountyAudit : DeclaredState.Filling,
        _ => new DeclaredNotThere(sheet.State),
    };
}
