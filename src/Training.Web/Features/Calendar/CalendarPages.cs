using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Calendar;
using Training.Web.Hosting;

namespace Training.Web.Features.Calendar;

/// <summary>A list of a year as it was taken, with who took it.</summary>
public sealed record TakenList(CalendarList List, int Days, string? By);

/// <param name="Lists">Of this year, the one in force first.</param>
/// <param name="Known">Years that have a list.</param>
public sealed record CalendarYearPage(int Year, DateOnly Today, WorkingCalendar Calendar, IReadOnlyList<TakenList> Lists, IReadOnlyList<int> Known)
{
    public bool IsKnown => Calendar.Years.Contains(Year);

    /// <summary>The year after the last that is known: the next one to be added.</summary>
    public int NextYear => Known.Count == 0 ? Today.Year : Known.Max() + 1;

    public int WorkingDays => Enumerable.Range(1, 12).Sum(WorkingDaysOf);

    public int WorkingDaysOf(int month) => Days(month).Count(d => Calendar.IsWorkingDay(d) is { Ok: true, Value: true });

    public static IEnumerable<DateOnly> Days(int year, int month) =>
        Enumerable.Range(1, DateTime.DaysInMonth(year, month)).Select(day => new DateOnly(year, month, day));

    public IEnumerable<DateOnly> Days(int month) => Days(Year, month);

    /// <summary>Weeks of a month, Monday first; null before its first and after its last day.</summary>
    public IEnumerable<DateOnly?[]> Weeks(int month)
    {
        var lead = ((int)new DateOnly(Year, month, 1).DayOfWeek + 6) % 7;
        return Enumerable.Repeat<DateOnly?>(null, lead).Concat(Days(month).Select(d => (DateOnly?)d)).Chunk(7).Select(week => week.Length == 7 ? week : [.. week, .. new DateOnly?[7 - week.Length]]);
    }

    /// <summary>What the day's square is, for its style; the word stands in it too.</summary>
    public string ClassOf(DateOnly day) => (Calendar.Fact(day)?.Kind, Weekend(day), day == Today) switch
    {
        (CalendarDayKind.Holiday, _, var today) => today ? "holiday today" : "holiday",
        (CalendarDayKind.MakeUpWorkday, _, var today) => today ? "makeup today" : "makeup",
        (null, true, var today) => today ? "weekend today" : "weekend",
        (null, false, true) => "today",
        _ => "",
    };

    public string Said(DateOnly day) => Calendar.Fact(day) is { } fact
        ? $"{ChineseDates.Short(day)}，{fact.Name}{(fact.Kind == CalendarDayKind.Holiday ? "放假" : "调休上班")}"
        : ChineseDates.Short(day);

    private static bool Weekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

public sealed class CalendarForm
{
    public int? Year { get; set; }

    public string? Source { get; set; }

    public string? Text { get; set; }

    public IFormFile? File { get; set; }

    public string? Reason { get; set; }

    /// <summary>The year has a list already, which this one would replace.</summary>
    [BindNever]
    public bool Replaces { get; set; }

    [BindNever]
    public IReadOnlyList<BadCalendarLine> Wrong { get; set; } = [];

    /// <summary>A list as it would be typed.</summary>
    public static string Typed(IEnumerable<CalendarFact> facts) => string.Join('\n', facts.OrderBy(f => f.Date).Select(
        f => string.Create(CultureInfo.InvariantCulture, $"{f.Date:yyyy-MM-dd},{f.Name},{(f.Kind == CalendarDayKind.Holiday ? "放假" : "上班")}")));
}
