using Training.Domain.Courses;
using Training.Domain.Topics;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Courses;

public sealed class CourseForm
{
    public string? Title { get; set; }

    public string? TopicCode { get; set; }

    public string? Summary { get; set; }

    public CourseDifficulty Difficulty { get; set; }

    public string? Tags { get; set; }

    public static CourseForm Of(Course course) => new()
    {
        Title = course.Title, TopicCode = course.TopicCode, Summary = course.Summary, Difficulty = course.Difficulty, Tags = course.Tags,
    };
}

public sealed record AboutPage(Guid Key, CourseForm Form, CoursePage Page, IReadOnlyList<Topic> Topics);

/// <param name="Action">Address of the form.</param>
/// <param name="Back">Page of the course.</param>
/// <param name="Section">Place in the rail.</param>
public sealed record WithdrawPage(string Title, string Action, string Back, string Section, string? Reason);

/// <param name="Section">Place in the rail.</param>
/// <param name="Back">Page of the course, as this reader has it.</param>
public sealed record VersionView(VersionPage Page, string Topic, string Section, string Back);

public sealed class ReviewForm
{
    /// <summary>yes or no: the button that was pressed.</summary>
    public string? Decision { get; set; }

    public string? Reason { get; set; }

    public string? Place { get; set; }
}

public sealed record ReviewPage(VersionView View, ReviewForm Form, DateTime NowUtc);

/// <summary>Marks of states, on every page of courses the same.</summary>
public static class CourseMarks
{
    public static MarkKind Of(CourseStatus status) => status switch
    {
        CourseStatus.Published => MarkKind.Met,
        CourseStatus.Returned => MarkKind.Short,
        CourseStatus.Withdrawn => MarkKind.Exempt,
        _ => MarkKind.Wait,
    };

    public static MarkKind Of(CourseVersionState state) => state switch
    {
        CourseVersionState.Published => MarkKind.Met,
        CourseVersionState.Returned => MarkKind.Short,
        CourseVersionState.InReview => MarkKind.Wait,
        _ => MarkKind.Exempt,
    };

    /// <summary>3 天, 5 小时: how long something waits.</summary>
    public static string Age(DateTime sinceUtc, DateTime nowUtc)
    {
        var waits = nowUtc - sinceUtc;
        return waits.TotalDays >= 1 ? $"{(int)waits.TotalDays} 天" : waits.TotalHours >= 1 ? $"{(int)waits.TotalHours} 小时" : $"{Math.Max(1, (int)waits.TotalMinutes)} 分钟";
    }

    /// <summary>What a return was about.</summary>
    public static string Place(string? place, CourseContent content) =>
        place is null ? "整门课"
        : CoursePlaces.All.FirstOrDefault(p => p.Code == place).Words
            ?? (content.Lessons.FirstOrDefault(l => l.Key.ToString() == place) is { } lesson ? $"第 {lesson.Ordinal} 课 {lesson.Title}" : "整门课");
}

/// <param name="Address">Of the page of one version.</param>
public sealed record VersionsList(IReadOnlyList<VersionLine> Versions, DateTime NowUtc, Func<VersionLine, string> Address);
