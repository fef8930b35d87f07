using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Tests.Standards;

/// <summary>濮民〔2023〕63号 正文五（一）: who owes a month.</summary>
public sealed class QuotaRulesTests
{
    private static StationLife Station(string from, string? off = null, params SuspendedStretch[] suspended) => new()
    {
        StationId = 1, Name = "岳村集村", Kind = StationKind.VillageHappinessHome, RegionCode = 410922100101,
        InUseFrom = DateOnly.Parse(from), TakenOffOn = off is null ? null : DateOnly.Parse(off), Suspensions = suspended,
    };

    [Theory]
    [InlineData("2026-09-01", null, Owed.Due, null)]
    [InlineData("2026-08-31", null, Owed.Due, null)]
    [InlineData("2026-09-02", null, Owed.Exempt, "9月2日启用，下月起计")]
    [InlineData("2026-09-30", null, Owed.Exempt, "9月30日启用，下月起计")]
    [InlineData("2026-10-01", null, Owed.NotYet, null)]
    [InlineData("2026-01-01", "2026-10-01", Owed.Due, null)]
    [InlineData("2026-01-01", "2026-09-30", Owed.Exempt, "9月30日撤下")]
    [InlineData("2026-01-01", "2026-09-02", Owed.Exempt, "9月2日撤下")]
    [InlineData("2026-01-01", "2026-09-01", Owed.Gone, null)]
    public void A_station_owes_from_its_first_full_month_until_the_month_it_is_taken_off(string from, string? off, Owed owed, string? reason) =>
        Assert.Equal(new Obligation(owed, reason), QuotaRules.In(Station(from, off), Month.From(2026, 9)));

    [Theory]
    [InlineData("2026-08-01", "2026-09-01", Owed.Due)]
    [InlineData("2026-08-01", "2026-09-02", Owed.Exempt)]
    [InlineData("2026-09-30", null, Owed.Exempt)]
    [InlineData("2026-10-01", null, Owed.Due)]
    public void A_month_with_one_suspended_day_is_exempt(string from, string? until, Owed owed)
    {
        var station = Station("2026-01-01", null, new SuspendedStretch(DateOnly.Parse(from), until is null ? null : DateOnly.Parse(until), "房屋维修"));
        var obligation = QuotaRules.In(station, Month.From(2026, 9));
        Assert.Equal(owed, obligation.Owed);
        Assert.Equal(owed == Owed.Exempt, obligation.Reason?.EndsWith("起暂停：房屋维修", StringComparison.Ordinal) == true);
    }

    /// <summary>Rows, of them met, numerator, denominator, least, distinct.</summary>
    [Theory]
    [InlineData(Aggregator.Count, 2, "2 0 9 9 1 9", FindingState.Met, 2, 0)]
    [InlineData(Aggregator.Count, 2, "1 9 9 9 9 9", FindingState.Short, 1, 1)]
    [InlineData(Aggregator.Qualifying, 2, "9 9 1 9 9 9", FindingState.Short, 1, 1)]
    [InlineData(Aggregator.Coverage, 5, "9 9 9 9 9 4", FindingState.Short, 4, 1)]
    [InlineData(Aggregator.YesNo, 1, "3 3 2 9 9 9", FindingState.Met, 1, 0)]
    [InlineData(Aggregator.YesNo, 1, "3 3 0 9 9 9", FindingState.Short, 0, 1)]
    [InlineData(Aggregator.Ratio, 80, "5 5 4 5 9 9", FindingState.Met, 80, 0)]
    [InlineData(Aggregator.Ratio, 80, "5 5 79 100 9 9", FindingState.Short, 79, 1)]
    [InlineData(Aggregator.Ratio, 80, "0 0 0 0 9 0", FindingState.Empty, 0, 0)]
    [InlineData(Aggregator.Minimum, 30, "2 2 90 2 31 9", FindingState.Met, 31, 0)]
    [InlineData(Aggregator.Minimum, 30, "2 1 90 2 28 9", FindingState.Short, 28, 2)]
    [InlineData(Aggregator.Minimum, 30, "0 0 0 0 9 0", FindingState.Empty, 0, 0)]
    public void A_place_is_judged_by_what_the_requirement_counts_and_where_nothing_is_it_is_neither_met_nor_short(
        Aggregator aggregator, int threshold, string tally, FindingState state, int value, int shortBy)
    {
        var counts = tally.Split(' ').Select(int.Parse).ToList();
        var measure = new Measure
        {
            Metric = "sessions", Aggregator = aggregator, Comparator = default, Threshold = threshold, Unit = "次", Scope = default, Period = MeasurePeriod.Month,
        };
        var verdict = QuotaRules.Judge(measure, new() { Rows = counts[0], RowsMet = counts[1], Numerator = counts[2], Denominator = counts[3], Lowest = counts[4], Distinct = counts[5] });
        Assert.Equal(new Verdict(value, threshold, state, shortBy), verdict);
    }

    [Theory]
    [InlineData("2026-10", "2026-10", "2026-10", "2026年10月")]
    [InlineData("2026-Q3", "2026-07", "2026-09", "2026年第三季度")]
    [InlineData("2026", "2026-01", "2026-12", "2026年")]
    public void Periods_are_read_and_written_alike(string key, string first, string last, string label)
    {
        Assert.True(SheetPeriod.TryParse(key, out var period));
        Assert.Equal((key, first, last, label), (period.Key, period.First.ToString(), period.Last.ToString(), period.Label));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("26")]
    [InlineData("2026年")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_period_is_not_read(string? text) => Assert.False(SheetPeriod.TryParse(text, out _));
}
