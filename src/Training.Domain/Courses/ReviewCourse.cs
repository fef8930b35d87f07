using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record ReviewCourseInput
{
    public required Actor Actor { get; init; }

    public required Guid VersionKey { get; init; }

    public required bool Approve { get; init; }

    /// <summary>A must for a return.</summary>
    public string? Reason { get; init; }

    /// <summary>What the reason is about: <see cref="CoursePlaces"/>, or the key of a lesson of the version; null: the whole.</summary>
    public string? Place { get; init; }
}

public sealed record ReviewNeedsReason() : Refusal("退回要写清哪里要改、怎么改，老师照着改。", nameof(ReviewCourseInput.Reason));

public sealed record ReviewReasonTooLong(int Length) : Refusal($"意见有 {Length} 个字，最多 {CourseVersion.ReasonMaxLength} 个字。", nameof(ReviewCourseInput.Reason));

public sealed record NoSuchPlace() : Refusal("没有这个地方。从列表里选一个，或者选“整门课”。", nameof(ReviewCourseInput.Place));

public sealed record VersionDecided(CourseVersionState State) : Refusal($"这一版已经定了：{CourseWords.Of(State)}。");

public sealed record OwnVersion() : Refusal("这一版是您自己送审的，要由县区的另一个人来审。");

/// <summary>What a reason may be about, besides a lesson.</summary>
public static class CoursePlaces
{
    public static readonly IReadOnlyList<(string Code, string Words)> All = [("title", "名字和简介"), ("topic", "类别、适合谁、标签"), ("cover", "封面")];
}

/// <summary>
/// The county decides on a version: passed, families see it from now on in the place of the version before; or returned with a reason and where.
/// This is the only way to families.
/// </summary>
public sealed class ReviewCourse(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(ReviewCourseInput input, CancellationToken ct = default)
    {
        if (await db.CourseVersions().SingleOrDefaultAsync(v => v.Key == input.VersionKey, ct) is not { } version)
        {
            return new NotFound("这一版课程");
        }

        var course = await db.Courses().SingleAsync(c => c.Id == version.CourseId, ct);
        if (version.State != CourseVersionState.InReview)
        {
            return new VersionDecided(version.State);
        }

        if (!CourseRules.MayReview(input.Actor.AccountId, version.SubmittedBy))
        {
            return new OwnVersion();
        }

        var next = CourseRules.Next(course.Status, input.Approve ? CourseAction.Approve : CourseAction.Return);
        return !next.Ok ? next.Refusal
            : await RefuseAsync(input, version, ct) is { } refusal ? refusal
            : await WriteAsync(input, course, version, next.Value, ct);
    }

    private async Task<Refusal?> RefuseAsync(ReviewCourseInput input, CourseVersion version, CancellationToken ct) =>
        !input.Approve && string.IsNullOrWhiteSpace(input.Reason) ? new ReviewNeedsReason()
        : input.Reason?.Length > CourseVersion.ReasonMaxLength ? new ReviewReasonTooLong(input.Reason.Length)
        : string.IsNullOrEmpty(input.Place) || CoursePlaces.All.Any(place => place.Code == input.Place) ? null
        : Guid.TryParse(input.Place, out var lesson) && await db.CourseVersionLessons().AnyAsync(l => l.VersionId == version.Id && db.Lessons().Any(x => x.Id == l.LessonId && x.Key == lesson), ct) ? null
        : new NoSuchPlace();

    private async Task<Result<Done>> WriteAsync(ReviewCourseInput input, Course course, CourseVersion version, CourseStatus status, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var before = course.Status;
        try
        {
            // One version at most is shown: the one before ends in a save of its own, since the index is asked row by row.
            await using var transaction = await OwnTransaction.BeginAsync(db, ct);
            if (input.Approve)
            {
                if (await db.CourseVersions().SingleOrDefaultAsync(v => v.CourseId == course.Id && v.State == CourseVersionState.Published, ct) is { } shown)
                {
                    (shown.State, shown.EndedUtc) = (CourseVersionState.Superseded, now);
                    await db.SaveChangesAsync(ct);
                }

                course.PublishedUtc = before == CourseStatus.Published ? course.PublishedUtc : now;
                course.WithdrawnUtc = null;
            }

            version.State = input.Approve ? CourseVersionState.Published : CourseVersionState.Returned;
            (version.DecidedUtc, version.DecidedBy) = (now, input.Actor.AccountId);
            version.Reason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason;
            version.Place = input.Approve || string.IsNullOrEmpty(input.Place) ? null : input.Place;
            course.Status = status;
            await AuditTrail.AppendAsync(db, course.AuditStream(), input.Actor, nameof(ReviewCourse), now,
                new { Status = before }, new { course.Status, versionNumber = version.Number, passed = input.Approve, remarkOn = version.Place }, version.Reason, ct);
            Inbox.Add(
                db, await OwnCourses.AccountsOfAsync(db, course.TrainerId, ct),
                input.Approve
                    ? new InboxNote($"《{version.Title}》审核通过，家里人能看了", version.Reason, $"/lessons/{course.Key}")
                    : new InboxNote($"《{version.Title}》退回来了", version.Reason, $"/lessons/{course.Key}"),
                now);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }
}
