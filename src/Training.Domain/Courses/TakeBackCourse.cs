using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record NothingWaits() : Refusal("县区那里没有等着审的版本，可能刚才已经定了。刷新看看。");

/// <summary>A trainer takes a version back before the county decided. What families see is not touched.</summary>
public sealed class TakeBackCourse(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid courseKey, long trainerId, CancellationToken ct = default)
    {
        if (await OwnCourses.FindAsync(db, courseKey, trainerId, ct) is not { } course)
        {
            return new NotFound("这门课");
        }

        var version = await db.CourseVersions().SingleOrDefaultAsync(v => v.CourseId == course.Id && v.State == CourseVersionState.InReview, ct);
        var next = CourseRules.Next(course.Status, CourseAction.TakeBack);
        if (version is null || !next.Ok)
        {
            return new NothingWaits();
        }

        var now = clock.UtcNow();
        var before = course.Status;
        (version.State, version.DecidedUtc, course.Status) = (CourseVersionState.TakenBack, now, next.Value);
        await AuditTrail.AppendAsync(db, course.AuditStream(), actor, nameof(TakeBackCourse), now,
            new { Status = before }, new { course.Status, versionNumber = version.Number }, ct: ct);
        return await CourseSaving.SaveAsync(db, ct);
    }
}

internal static class CourseSaving
{
    public static async Task<Result<Done>> SaveAsync(TrainingDbContext db, CancellationToken ct)
    {
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
