using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Standards;

/// <summary>What the quota needs to know of a station: when it was in use and when it was not.</summary>
public sealed record StationLife
{
    public required long StationId { get; init; }

    public required string Name { get; init; }

    public required StationKind Kind { get; init; }

    public required long RegionCode { get; init; }

    public required DateOnly InUseFrom { get; init; }

    public DateOnly? TakenOffOn { get; init; }

    public IReadOnlyList<SuspendedStretch> Suspensions { get; init; } = [];
}

/// <summary>From a day until, not including, another.</summary>
public sealed record SuspendedStretch(DateOnly From, DateOnly? Until, string Reason);

public enum Owed
{
    /// <summary>Not yet in use.</summary>
    NotYet,
    Due,
    Exempt,

    /// <summary>Taken off before the month began.</summary>
    Gone,
}

/// <summary>Whether a station owes its monthly quota, and why not.</summary>
public readonly record struct Obligation(Owed Owed, string? Reason = null);

/// <summary>
/// Who owes the monthly quota (濮民〔2023〕63号 正文五（一）, 附件 J2): from the first full month in use; a month touched by a suspension,
/// or in which the station was taken off, is exempt and says why.
/// </summary>
public static class QuotaRules
{
    public static Obligation In(StationLife station, Month month)
    {
        if (station.InUseFrom > month.LastDay)
        {
            return new(Owed.NotYet);
        }

        if (station.TakenOffOn <= month.FirstDay)
        {
            return new(Owed.Gone);
        }

        if (station.TakenOffOn <= month.LastDay)
        {
            return new(Owed.Exempt, $"{Day(station.TakenOffOn.Value)}撤下");
        }

        if (station.InUseFrom > month.FirstDay)
        {
            return new(Owed.Exempt, $"{Day(station.InUseFrom)}启用，下月起计");
        }

        var stretch = station.Suspensions.Where(s => s.From <= month.LastDay && (s.Until is null || s.Until > month.FirstDay)).MinBy(s => s.From);
        return stretch is null ? new(Owed.Due) : new(Owed.Exempt, $"{Day(stretch.From)}起暂停：{stretch.Reason}");
    }

    /// <summary>Value, verdict and shortfall of one place from the aggregate of its rows.</summary>
    public static Verdict Judge(Measure measure, MetricTally tally)
    {
        var required = measure.Threshold;
        switch (measure.Aggregator)
        {
            case Aggregator.Count:
                return Verdict.Of(tally.Rows, required);
            case Aggregator.Qualifying:
                return Verdict.Of(tally.Numerator, required);
            case Aggregator.Coverage:
                return Verdict.Of(tally.Distinct, required);
            case Aggregator.YesNo:
                return Verdict.Of(tally.Numerator > 0 ? 1 : 0, required);
            case Aggregator.Ratio:
                return tally.Denominator == 0 ? new(0, required, FindingState.Empty, 0)
                    // Compared exactly: 99.96 % is not 100 %, however it is printed.
                    : Verdict.Of(100m * tally.Numerator / tally.Denominator, required);
            case Aggregator.Minimum:
                return tally.Rows == 0 ? new(0, required, FindingState.Empty, 0)
                    : tally.RowsMet == tally.Rows ? new(tally.Lowest!.Value, required, FindingState.Met, 0)
                    : new(tally.Lowest!.Value, required, FindingState.Short, required - tally.Lowest.Value);
            default:
                throw new InvalidOperationException($"No rule judges {measure.Aggregator}.");
        }
    }

    private static string Day(DateOnly day) => $"{day.Month}月{day.Day}日";
}

public readonly record struct Verdict(decimal Value, decimal Required, FindingState State, decimal ShortBy)
{
    public static Verdict Of(decimal value, decimal required) =>
        value >= required ? new(value, required, FindingState.Met, 0) : new(value, required, FindingState.Short, required - value);
}
