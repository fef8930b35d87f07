using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Courses;

public sealed record CreateCourseInput
{
    public required Actor Actor { get; init; }

    public required long TrainerId { get; init; }

    /// <summary>The county that publishes it; null takes the county that the trainer serves, where that is one.</summary>
    public long? CountyCode { get; init; }

    public required string Title { get; init; }

    public required string TopicCode { get; init; }

    public string? Summary { get; init; }
}

public sealed record CourseNeedsTitle() : Refusal("课程还没有名字。写一个家里人一看就懂的名字，比如“给卧床老人翻身”。", nameof(CreateCourseInput.Title));

public sealed record CourseTitleTooLong(int Length) : Refusal($"名字有 {Length} 个字，最多 {Course.TitleMaxLength} 个字。请写短一点。", nameof(CreateCourseInput.Title));

public sealed record CourseSummaryTooLong(int Length) : Refusal($"简介有 {Length} 个字，最多 {Course.SummaryMaxLength} 个字。请写短一点。", nameof(CreateCourseInput.Summary));

public sealed record CourseNeedsTopic() : Refusal("还没有选课程类别。请从八个类别里选一个。", nameof(CreateCourseInput.TopicCode));

public sealed record CourseNeedsCounty() : Refusal("这位教师不止在一个县区备案。请选这门课由哪个县区发布。", nameof(CreateCourseInput.CountyCode));

public sealed record NotServingCounty() : Refusal("这位教师现在不在这个县区备案，课不能由它发布。请换一个县区，或者先备案。", nameof(CreateCourseInput.CountyCode));

/// <summary>A trainer begins a course. It is a draft until it has a lesson that plays and somebody publishes it.</summary>
public sealed class CreateCourse(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(CreateCourseInput input, CancellationToken ct = default)
    {
        var title = input.Title.Trim();
        var summary = string.IsNullOrWhiteSpace(input.Summary) ? null : input.Summary.Trim();
        if (title.Length is 0 or > Course.TitleMaxLength)
        {
            return title.Length == 0 ? new CourseNeedsTitle() : new CourseTitleTooLong(title.Length);
        }

        if (summary?.Length > Course.SummaryMaxLength)
        {
            return new CourseSummaryTooLong(summary.Length);
        }

        if (!await db.Topics().AnyAsync(topic => topic.Code == input.TopicCode && topic.Vocabulary == TopicVocabulary.Course, ct))
        {
            return new CourseNeedsTopic();
        }

        var now = clock.UtcNow();
        var today = ShanghaiTime.DateOf(now);
        var counties = await db.TrainerCounties()
            .Where(county => county.TrainerId == input.TrainerId && county.FromDate <= today && (county.UntilDate == null || today < county.UntilDate))
            .Select(county => county.RegionCode).Distinct().ToListAsync(ct);
        if (input.CountyCode is null && counties.Count > 1)
        {
            return new CourseNeedsCounty();
        }

        var code = input.CountyCode is { } chosen ? RegionCodes.CountyOf(chosen) : counties.FirstOrDefault();
        if (!counties.Contains(code))
        {
            return new NotServingCounty();
        }

        var course = new Course
        {
            Key = Guid.CreateVersion7(),
            RegionCode = code,
            TrainerId = input.TrainerId,
            Title = title,
            TopicCode = input.TopicCode,
            Summary = summary,
            Status = CourseStatus.Draft,
        };
        db.Courses().Add(course);
        await AuditTrail.AppendAsync(db, course.AuditStream(), input.Actor, nameof(CreateCourse), now,
            after: new { course.Title, course.TopicCode, course.RegionCode, course.TrainerId }, ct: ct);
        await db.SaveChangesAsync(ct);
        return course.Key;
    }
}
