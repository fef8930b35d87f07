using Training.Domain.Attendance;
using Training.Domain.Shared;

namespace Training.Domain.Tests.Attendance;

/// <summary>What the clock times mean that people write when they close a roll.</summary>
public class ClosingClockTests
{
    [Theory]
    [InlineData("2026-11-18 09:00", "09:05", "2026-11-18 09:05")]
    [InlineData("2026-11-18 09:00", "21:30", "2026-11-18 21:30")]
    [InlineData("2026-10-31 23:30", "00:10", "2026-11-01 00:10")]
    [InlineData("2026-11-01 00:10", "23:50", "2026-10-31 23:50")]
    [InlineData("2026-11-18 20:00", "07:00", "2026-11-18 07:00")]
    public void A_start_is_on_the_planned_day_or_just_across_midnight(string planned, string clock, string start) =>
        Assert.Equal(Utc(start), ClosingRules.StartOf(Utc(planned), TimeOnly.Parse(clock, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-11-18 09:05", "10:15", "2026-11-18 10:15")]
    [InlineData("2026-11-30 23:30", "00:40", "2026-12-01 00:40")]
    [InlineData("2026-12-31 23:30", "00:00", "2027-01-01 00:00")]
    [InlineData("2026-11-18 15:00", "14:00", "2026-11-18 14:00")]
    [InlineData("2026-11-18 09:00", "09:00", "2026-11-18 09:00")]
    public void An_end_earlier_than_the_start_is_the_next_day_if_that_can_be_one_class(string start, string clock, string end) =>
        Assert.Equal(Utc(end), ClosingRules.EndOf(Utc(start), TimeOnly.Parse(clock, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_class_across_midnight_can_be_closed_and_one_of_another_day_cannot()
    {
        var now = Utc("2026-11-02 12:00");
        Assert.Null(ClosingRules.Check(Utc("2026-10-31 23:30"), Utc("2026-11-01 00:10"), Utc("2026-11-01 01:10"), 30, now));
        Assert.IsType<StartOnAnotherDay>(ClosingRules.Check(Utc("2026-10-31 09:00"), Utc("2026-11-01 09:00"), Utc("2026-11-01 10:10"), 30, now));
        Assert.IsType<EndNotAfterStart>(ClosingRules.Check(Utc("2026-10-31 15:00"), Utc("2026-10-31 15:00"), Utc("2026-10-31 14:00"), 30, now));
    }

    [Theory]
    [InlineData(31, 31, false)]
    [InlineData(31, 33, false)]
    [InlineData(31, 34, false)]
    [InlineData(31, 35, true)]
    [InlineData(31, 27, true)]
    [InlineData(4, 7, true)]
    [InlineData(2, 4, false)]
    public void Heads_and_names_lie_apart_by_a_tenth_and_three(int present, int heads, bool apart) => Assert.Equal(apart, ClosingRules.HeadsApart(present, heads));

    [Fact]
    public void Nobody_counted_is_no_difference() => Assert.False(ClosingRules.HeadsApart(31, null));

    private static DateTime Utc(string local) =>
        TimeZoneInfo.ConvertTimeToUtc(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), ShanghaiTime.Zone);
}
