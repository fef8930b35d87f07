using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record WithdrawCourseInput
{
    public required Actor Actor { get; init; }

    public required Guid CourseKey { get; init; }

    /// <summary>The trainer whose course it is; null for the county.</summary>
    public long? TrainerId { get; init; }

    public string? Reason { get; init; }
}

public sealed record WithdrawalNeedsReason() : Refusal("写一句为什么收回，以后查得到。", nameof(WithdrawCourseInput.Reason));

public sealed record WithdrawalReasonTooLong(int Length) : Refusal($"原因有 {Length} 个字，最多 {CourseVersion.ReasonMaxLength} 个字。", nameof(WithdrawCourseInput.Reason));

/// <summary>
/// Takes a course back from families, by its trainer or by the county, with a reason for the staff. Its page stays and says so; a version that
/// waits goes back to the trainer. To be shown again it is sent to the county again.
/// </summary>
public sealed class WithdrawCourse(TrainingDbContext db, IOfficers officers, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(WithdrawCourseInput input, CancellationToken ct = default)
    {
        if (await OwnCourses.FindAsync(db, input.CourseKey, input.TrainerId, ct) is not { } course)
        {
            return new NotFound("这门课");
        }

        var next = CourseRules.Next(course.Status, CourseAction.Withdraw);
        if (!next.Ok)
        {
            return next.Refusal;
        }

        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > CourseVersion.ReasonMaxLength)
        {
            return string.IsNullOrWhiteSpace(input.Reason) ? new WithdrawalNeedsReason() : new WithdrawalReasonTooLong(input.Reason.Length);
        }

        var now = clock.UtcNow();
        var before = course.Status;
        foreach (var version in await db.CourseVersions()
            .Where(v => v.CourseId == course.Id && (v.State == CourseVersionState.Published || v.State == CourseVersionState.InReview)).ToListAsync(ct))
        {
            if (version.State == CourseVersionState.InReview)
            {
                (version.State, version.DecidedUtc) = (CourseVersionState.TakenBack, now);
            }
            else
            {
                (version.State, version.EndedUtc, version.Reason) = (CourseVersionState.Withdrawn, now, input.Reason);
            }
        }

        (course.Status, course.WithdrawnUtc) = (next.Value, now);
        await AuditTrail.AppendAsync(db, course.AuditStream(), input.Actor, nameof(WithdrawCourse), now, new { Status = before }, new { course.Status }, input.Reason, ct);
        var told = input.TrainerId is null
            ? (Accounts: await OwnCourses.AccountsOfAsync(db, course.TrainerId, ct), Who: "县区民政局", Page: $"/lessons/{course.Key}")
            : (Accounts: await officers.OfAsync(course.RegionCode, ct), Who: "老师", Page: $"/county-courses/{course.Key}");
        Inbox.Add(db, told.Accounts, new InboxNote($"{told.Who}收回了《{course.Title}》", input.Reason, told.Page), now);
        return await CourseSaving.SaveAsync(db, ct);
    }
}
