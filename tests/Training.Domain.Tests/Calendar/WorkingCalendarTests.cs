using System.Globalization;
using Training.Domain.Calendar;

namespace Training.Domain.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    private static readonly DateOnly First = new(2023, 1, 1);
    private static readonly DateOnly Last = new(2026, 12, 31);
    private static readonly WorkingCalendar Calendar = Shipped();

    public static WorkingCalendar Shipped() => new([2023, 2024, 2025, 2026], CalendarText.Shipped().Facts);

    /// <summary>The facts where they were handed out, when they lie there; the product's own copy otherwise.</summary>
    private static Dictionary<DateOnly, string> Facts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Training.sln")))
        {
            folder = folder.Parent;
        }

        var outside = Path.Combine(folder!.FullName, "..", "shared", "data", "cn-workdays.csv");
        var own = Path.Combine(folder.FullName, "src", "Training.Domain", "Calendar", "Definitions", "workdays.csv");
        return File.ReadLines(File.Exists(outside) ? outside : own).Skip(1).Select(l => l.Split(','))
            .ToDictionary(c => DateOnly.ParseExact(c[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), c => c[2]);
    }

    [Fact]
    public void Every_day_of_2023_to_2026_is_what_the_yearly_notices_say()
    {
        var facts = Facts();
        var wrong = new List<DateOnly>();
        var days = 0;
        var working = new Dictionary<int, int>();
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            days++;
            var weekend = (((day.DayNumber % 7) + 1) % 7) is 0 or 6;
            var expected = facts.TryGetValue(day, out var kind) ? kind == "makeup-workday" : !weekend;
            var said = Calendar.IsWorkingDay(day);
            if (!said.Ok || said.Value != expected)
            {
                wrong.Add(day);
            }

            working[day.Year] = working.GetValueOrDefault(day.Year) + (said.Value ? 1 : 0);
        }

        Assert.Equal(1461, days);
        Assert.Empty(wrong);
        Assert.Equal([249, 251, 248, 248], working.OrderBy(y => y.Key).Select(y => y.Value));
    }

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-14")] // Saturday before the Spring Festival: a make-up day.
    [InlineData("2026-02-14", 1, "2026-02-24")] // Over nine days off.
    [InlineData("2026-11-20", 5, "2026-11-27")]
    [InlineData("2026-11-22", 5, "2026-11-27")]
    [InlineData("2026-09-30", 7, "2026-10-15")]
    [InlineData("2025-12-31", 1, "2026-01-04")] // Sunday after New Year: a make-up day in the next year.
    [InlineData("2026-12-31", 0, "2026-12-31")]
    public void A_window_ends_on(string from, int days, string last) => Assert.Equal(Day(last), Calendar.AddWorkingDays(Day(from), days).Value);

    [Fact]
    public void Counting_back_gives_what_was_added_and_more_days_end_later()
    {
        var dice = new Random(63);
        for (var i = 0; i < 4000; i++)
        {
            var from = First.AddDays(dice.Next(0, 1461 - 130));
            var days = dice.Next(1, 61);
            var last = Calendar.AddWorkingDays(from, days).Value;

            Assert.True(Calendar.IsWorkingDay(last).Value, $"{from} + {days}");
            Assert.Equal(days, Calendar.CountWorkingDays(from, last).Value);
            Assert.True(Calendar.AddWorkingDays(from, days + 1).Value > last);
            Assert.True(Calendar.AddWorkingDays(from.AddDays(1), days).Value >= last);
            var split = dice.Next(0, days + 1);
            Assert.Equal(last, Calendar.AddWorkingDays(Calendar.AddWorkingDays(from, split).Value, days - split).Value);
        }
    }

    [Fact]
    public void A_year_without_a_list_is_said_and_never_guessed()
    {
        Assert.Equal(new CalendarYearMissing(2027), Calendar.AddWorkingDays(new DateOnly(2026, 12, 30), 2).Refusal);
        Assert.Equal(new CalendarYearMissing(2027), Calendar.CountWorkingDays(new DateOnly(2026, 12, 30), new DateOnly(2027, 1, 4)).Refusal);
        Assert.Equal(new CalendarYearMissing(2022), Calendar.IsWorkingDay(new DateOnly(2022, 12, 31)).Refusal);
        Assert.Contains("2027年", new CalendarYearMissing(2027).Message, StringComparison.Ordinal);
        for (var day = new DateOnly(2026, 10, 1); day <= Last; day = day.AddDays(1))
        {
            // Whatever crosses the end of the known years is refused; whatever stays within is answered.
            var added = Calendar.AddWorkingDays(day, 60);
            Assert.True(added.Ok ? added.Value <= Last : added.Refusal is CalendarYearMissing { Year: 2027 });
        }
    }

    [Fact]
    public void A_year_that_is_named_without_days_of_its_own_is_a_plain_one()
    {
        var calendar = new WorkingCalendar([2031], []);
        Assert.True(calendar.IsWorkingDay(new DateOnly(2031, 1, 1)).Value);
        Assert.False(calendar.IsWorkingDay(new DateOnly(2031, 1, 4)).Value);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-10-12", "2026-10-19", "过了 5 个工作日")]
    [InlineData("2026-10-16", "2026-10-18", "过了，还没到工作日")]
    [InlineData("2026-12-30", "2027-01-04", "过了 5 天")]
    public void How_late_a_day_is_is_said_in_working_days_and_in_plain_days_where_no_list_is_known(string due, string today, string said) =>
        Assert.Equal(said, Calendar.Late(DateOnly.Parse(due, CultureInfo.InvariantCulture), DateOnly.Parse(today, CultureInfo.InvariantCulture)));
}
