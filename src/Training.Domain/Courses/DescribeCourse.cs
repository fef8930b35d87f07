using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Topics;

namespace Training.Domain.Courses;

public sealed record DescribeCourseInput
{
    public required Actor Actor { get; init; }

    public required Guid CourseKey { get; init; }

    public required long TrainerId { get; init; }

    public required string Title { get; init; }

    public required string TopicCode { get; init; }

    public string? Summary { get; init; }

    public CourseDifficulty Difficulty { get; init; }

    /// <summary>As typed; see <see cref="CourseTags"/>.</summary>
    public string? Tags { get; init; }
}

/// <summary>Changes what the desk copy says of a course. Families see it once the county has passed the next version.</summary>
public sealed class DescribeCourse(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(DescribeCourseInput input, CancellationToken ct = default)
    {
        if (await OwnCourses.FindAsync(db, input.CourseKey, input.TrainerId, ct) is not { } course)
        {
            return new NotFound("这门课");
        }

        var summary = string.IsNullOrWhiteSpace(input.Summary) ? null : input.Summary;
        if (string.IsNullOrWhiteSpace(input.Title) || input.Title.Length > Course.TitleMaxLength)
        {
            return string.IsNullOrWhiteSpace(input.Title) ? new CourseNeedsTitle() : new CourseTitleTooLong(input.Title.Length);
        }

        if (summary?.Length > Course.SummaryMaxLength)
        {
            return new CourseSummaryTooLong(summary.Length);
        }

        if (!await db.Topics().AnyAsync(topic => topic.Code == input.TopicCode && topic.Vocabulary == TopicVocabulary.Course, ct))
        {
            return new CourseNeedsTopic();
        }

        var tags = CourseTags.Parse(input.Tags);
        if (!tags.Ok)
        {
            return tags.Refusal;
        }

        var before = new { course.Title, course.TopicCode, course.Difficulty, course.Tags };
        (course.Title, course.TopicCode, course.Summary, course.Difficulty, course.Tags) = (input.Title, input.TopicCode, summary, input.Difficulty, CourseTags.Join(tags.Value));
        await AuditTrail.AppendAsync(db, course.AuditStream(), input.Actor, nameof(DescribeCourse), clock.UtcNow(),
            before, new { course.Title, course.TopicCode, course.Difficulty, course.Tags }, ct: ct);
        return await CourseSaving.SaveAsync(db, ct);
    }
}
