using System.Globalization;
using System.Text.RegularExpressions;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>Every line that is wrong, with its number.</summary>
public sealed record ChaptersWrong(IReadOnlyList<string> Lines) : Refusal(string.Join('\n', Lines), "Chapters");

/// <summary>
/// Chapters as they are typed: one a line, the time it begins at (2:35 or 1:02:35), a space, its name. They stand in order of time, each within the
/// lesson, none twice.
/// </summary>
public static partial class ChapterRules
{
    /// <param name="typed">As typed; blank lines are passed over.</param>
    /// <param name="lessonMs">Length of the lesson; null while it is not known, and then nothing is too late.</param>
    public static Result<IReadOnlyList<Chapter>> Parse(string? typed, long? lessonMs)
    {
        List<Chapter> chapters = [];
        List<string> wrong = [];
        var number = 0;
        foreach (var line in (typed ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var read = Line().Match(line);
            if (!read.Success)
            {
                wrong.Add($"第 {number} 行：要写成“2:35 一手扶肩”这样，时间在前，空一格，再写名字。");
                continue;
            }

            var start = MsOf(read);
            var title = read.Groups["title"].Value;
            if (Refuse(start, title, chapters.LastOrDefault(), lessonMs) is { } sentence)
            {
                wrong.Add($"第 {number} 行：{sentence}");
            }
            else
            {
                chapters.Add(new Chapter(start, title));
            }
        }

        if (chapters.Count > LessonChapter.Most)
        {
            wrong.Add($"写了 {chapters.Count} 步，最多 {LessonChapter.Most} 步。");
        }

        return wrong.Count > 0 ? new ChaptersWrong(wrong) : chapters;
    }

    public static string Write(IEnumerable<Chapter> chapters) => string.Join('\n', chapters.Select(c => $"{CourseWords.Clock(c.StartMs)} {c.Title}"));

    private static string? Refuse(long start, string title, Chapter? last, long? lessonMs) =>
        lessonMs is { } length && start >= length ? $"{CourseWords.Clock(start)} 超出了这一课，它只有 {CourseWords.Clock(length)}。"
        : last is not null && start <= last.StartMs ? $"{CourseWords.Clock(start)} 不在上一步（{CourseWords.Clock(last.StartMs)}）后面。按先后写。"
        : title.Length > LessonChapter.TitleMaxLength ? $"名字有 {title.Length} 个字，最多 {LessonChapter.TitleMaxLength} 个字。"
        : null;

    private static long MsOf(Match read)
    {
        static long Number(Group part) => part.Success ? long.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
        return ((Number(read.Groups["h"]) * 3600) + (Number(read.Groups["m"]) * 60) + Number(read.Groups["s"])) * 1000;
    }

    [GeneratedRegex(@"\A\s*(?:(?<h>[0-9]{1,2})[:：])?(?<m>[0-9]{1,3})[:：](?<s>[0-5][0-9])[\s\u3000]+(?<title>\S(?:.*\S)?)\s*\z")]
    private static partial Regex Line();
}
