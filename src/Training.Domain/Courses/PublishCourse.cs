using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record PublishCourseInput
{
    public required Actor Actor { get; init; }

    public required Guid CourseKey { get; init; }

    /// <summary>The trainer whose course it is; null for staff of the county.</summary>
    public long? TrainerId { get; init; }

    /// <summary>False takes it back from the families.</summary>
    public required bool Publish { get; init; }
}

public sealed record NothingPlaysYet() : Refusal("这门课还没有能放的一课。等视频转好了再公开。");

/// <summary>Shows a course to the families, or takes it back. Only what plays can be shown.</summary>
public sealed class PublishCourse(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(PublishCourseInput input, CancellationToken ct = default)
    {
        var course = await db.Courses().SingleOrDefaultAsync(c => c.Key == input.CourseKey, ct);
        if (course is null || (input.TrainerId is { } trainer && course.TrainerId != trainer))
        {
            return new NotFound("这门课");
        }

        var wanted = input.Publish ? CourseStatus.Published : CourseStatus.Withdrawn;
        if (course.Status == wanted)
        {
            return default(Done);
        }

        var playable = await db.Lessons().CountAsync(l => l.CourseId == course.Id && l.Status == LessonStatus.Published && l.PublishedFolder != null, ct);
        if (input.Publish && !CourseRules.IsPlayable(wanted, playable))
        {
            return new NothingPlaysYet();
        }

        var now = clock.UtcNow();
        var before = course.Status;
        course.Status = wanted;
        course.PublishedUtc = input.Publish ? now : course.PublishedUtc;
        await AuditTrail.AppendAsync(db, course.AuditStream(), input.Actor, nameof(PublishCourse), now, new { Status = before }, new { course.Status }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }
}
