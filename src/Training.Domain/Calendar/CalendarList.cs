using Training.Domain.Shared;

namespace Training.Domain.Calendar;

public enum CalendarDayKind
{
    /// <summary>A day off, whatever its weekday.</summary>
    Holiday,

    /// <summary>调休上班: a Saturday or Sunday on which offices work.</summary>
    MakeUpWorkday,
}

/// <summary>One day that differs from the plain week, as the year's notice names it.</summary>
public sealed record CalendarFact(DateOnly Date, string Name, CalendarDayKind Kind);

/// <summary>
/// The days of one year that differ from the plain week, as taken from 国务院办公厅关于…年部分节假日安排的通知. A newer list of the same
/// year replaces an older one, which stays readable: windows that ran by it were right on their day.
/// </summary>
public sealed class CalendarList
{
    public const int SourceMaxLength = 200;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public int Year { get; set; }

    /// <summary>The notice that the list was copied from.</summary>
    public required string Source { get; set; }

    public DateTime TakenUtc { get; set; }

    /// <summary>Account, or null for the list that ships with the product.</summary>
    public long? TakenBy { get; set; }

    /// <summary>When a newer list took its place; null while it holds.</summary>
    public DateTime? ReplacedUtc { get; set; }

    public List<CalendarListDay> Days { get; set; } = [];

    /// <summary>Its chain in the written history.</summary>
    public static string AuditStream(int year) => $"calendar/{year}";
}

/// <summary>One line of a list.</summary>
public sealed class CalendarListDay
{
    public const int NameMaxLength = 40;

    public long Id { get; set; }

    public long ListId { get; set; }

    public DateOnly Date { get; set; }

    public required string Name { get; set; }

    public CalendarDayKind Kind { get; set; }
}

/// <summary>The statutory list of a year is not there yet; working days are never guessed.</summary>
public sealed record CalendarYearMissing(int Year) : Refusal(
    $"{Year}年的节假日和调休安排还没有录入，工作日算不出来。请市民政局先在“工作日历”里补上这一年，再来办。");
