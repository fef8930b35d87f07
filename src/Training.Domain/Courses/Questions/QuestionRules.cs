using System.Text.RegularExpressions;
using Training.Domain.Shared;

namespace Training.Domain.Courses.Questions;

/// <summary>What may be asked and answered under a lesson, and how the time to answer is counted. Pure.</summary>
public static partial class QuestionRules
{
    /// <summary>Of one resident in one day of Shanghai.</summary>
    public const int MostADay = 5;

    public const int ShortestText = 4;

    /// <summary>After so long a question is overdue on the lists of trainer and county.</summary>
    public static readonly TimeSpan Due = TimeSpan.FromDays(2);

    /// <summary>
    /// Whether a text holds what looks like a mobile number, a telephone number with its area code or an identity number, whatever stands
    /// between the digits. 120, 12349, a blood pressure or a date are none.
    /// </summary>
    public static bool HoldsPersonalNumber(string text)
    {
        var digits = Between().Replace(string.Concat(text.Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c)), "");
        return PersonalNumber().IsMatch(digits);
    }

    /// <summary>Middle of the times from question to first answer; null while nothing was answered.</summary>
    public static TimeSpan? Median(IEnumerable<(DateTime AskedUtc, DateTime? AnsweredUtc)> questions)
    {
        List<TimeSpan> times = [.. questions.Where(q => q.AnsweredUtc is not null).Select(q => q.AnsweredUtc!.Value - q.AskedUtc).Order()];
        return times.Count == 0 ? null
            : times.Count % 2 == 1 ? times[times.Count / 2]
            : (times[(times.Count / 2) - 1] + times[times.Count / 2]) / 2;
    }

    public static bool IsPublic(LessonQuestion question) => question.AnsweredUtc is not null && question.HiddenUtc is null;

    public static bool IsOverdue(DateTime askedUtc, DateTime? answeredUtc, DateTime nowUtc) => answeredUtc is null && nowUtc - askedUtc > Due;

    /// <summary>Null when the text may stand.</summary>
    public static Refusal? Check(string? text, int most, string field) =>
        string.IsNullOrWhiteSpace(text) || text.Trim().Length < ShortestText ? new TextMissing(field)
        : text.Length > most ? new TextTooLong(text.Length, most, field)
        : HoldsPersonalNumber(text) ? new PersonalNumberInText(field)
        : null;

    [GeneratedRegex(@"(?<=[0-9])[ \t\u3000.\-—·()（）]{1,3}(?=[0-9Xx])")]
    private static partial Regex Between();

    [GeneratedRegex(@"(?<![0-9])(?:(?:\+?86)?1[3-9][0-9]{9}|0[1-9][0-9]{8,10}|[1-9][0-9]{16}[0-9Xx])(?![0-9])")]
    private static partial Regex PersonalNumber();
}

public sealed record TextMissing(string AtField) : Refusal("还没有写。写一句话，说清楚想问什么、要回什么。", AtField);

public sealed record TextTooLong(int Length, int Most, string AtField) : Refusal($"写了 {Length} 个字，最多 {Most} 个字。请写短一点。", AtField);

public sealed record PersonalNumberInText(string AtField) : Refusal($"里面有电话或身份证那样的号码。别人也看得到这里，请把号码去掉；要留电话就打 {HomeCity.Here.ServiceLine}。", AtField);
