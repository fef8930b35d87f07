using System.Collections.Frozen;
using Training.Domain.Shared;

namespace Training.Domain.Calendar;

/// <summary>
/// Decides which days offices work, and counts them: Monday to Friday without the year's holidays, with its make-up days. Days are those
/// of Asia/Shanghai. A year without a list is refused by name, never taken for a plain one.
/// </summary>
/// <remarks>
/// The day on which a period begins is not counted (《中华人民共和国民法典》第二百零一条, in force from 2021-01-01); its last day runs to
/// 24:00 (第二百零三条).
/// </remarks>
public sealed class WorkingCalendar
{
    private readonly FrozenSet<int> years;
    private readonly FrozenDictionary<DateOnly, CalendarFact> facts;

    /// <summary>A year is known when it is named here, also if it should have no day that differs.</summary>
    public WorkingCalendar(IEnumerable<int> years, IEnumerable<CalendarFact> facts)
    {
        this.years = years.ToFrozenSet();
        this.facts = facts.ToFrozenDictionary(f => f.Date);
    }

    public IReadOnlySet<int> Years => years;

    /// <summary>What the list says of a day, or null for a day of the plain week.</summary>
    public CalendarFact? Fact(DateOnly date) => facts.GetValueOrDefault(date);

    public Result<bool> IsWorkingDay(DateOnly date) => years.Contains(date.Year) ? Works(date) : new CalendarYearMissing(date.Year);

    /// <summary>The day on which a period of so many working days ends; the first working day after <paramref name="from"/> is its first. Zero gives the day itself.</summary>
    public Result<DateOnly> AddWorkingDays(DateOnly from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var date = from;
        for (var left = days; left > 0;)
        {
            date = date.AddDays(1);
            if (!years.Contains(date.Year))
            {
                return new CalendarYearMissing(date.Year);
            }

            left -= Works(date) ? 1 : 0;
        }

        return date;
    }

    /// <summary>Working days after <paramref name="from"/> up to and with <paramref name="until"/>: what <see cref="AddWorkingDays"/> added. Zero when it lies before.</summary>
    public Result<int> CountWorkingDays(DateOnly from, DateOnly until)
    {
        var count = 0;
        for (var date = from.AddDays(1); date <= until; date = date.AddDays(1))
        {
            if (!years.Contains(date.Year))
            {
                return new CalendarYearMissing(date.Year);
            }

            count += Works(date) ? 1 : 0;
        }

        return count;
    }

    /// <summary>How many working days a day is past; plain days when the list of a year is missing. Zero while it is in time.</summary>
    public int DaysLate(DateOnly due, DateOnly today) => Math.Max(0, CountWorkingDays(due, today) is { Ok: true, Value: var days } ? days : today.DayNumber - due.DayNumber);

    /// <summary>The same in Chinese: plain days are called plain days.</summary>
    public string Late(DateOnly due, DateOnly today) => (CountWorkingDays(due, today).Ok, DaysLate(due, today)) switch
    {
        (true, 0) => "过了，还没到工作日",
        (true, var days) => $"过了 {days} 个工作日",
        (false, var days) => $"过了 {days} 天",
    };

    private bool Works(DateOnly date) => facts.TryGetValue(date, out var fact)
        ? fact.Kind == CalendarDayKind.MakeUpWorkday
        : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
