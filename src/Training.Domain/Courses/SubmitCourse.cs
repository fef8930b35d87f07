using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record SubmitCourseInput
{
    public required Actor Actor { get; init; }

    public required Guid CourseKey { get; init; }

    public required long TrainerId { get; init; }

    /// <summary>What the trainer says about it; may stay empty.</summary>
    public string? Note { get; init; }
}

public sealed record NothingPlaysYet() : Refusal("这门课还没有能放的一课。等视频转好了再送审。");

public sealed record WaitsAlready() : Refusal("这门课已经送审了，县区还没有定。要改，先拿回来再送。");

public sealed record NothingChanged() : Refusal("和家里人现在看的一样，没有要审的。改了再送审。");

public sealed record NoteTooLong(int Length) : Refusal($"说明有 {Length} 个字，最多 {CourseVersion.NoteMaxLength} 个字。", nameof(SubmitCourseInput.Note));

/// <summary>
/// Freezes the desk copy as the next version and lays it before the county. Nothing reaches families on any other way; what they see now stays
/// until the county has decided. Lessons that do not play yet are left out.
/// </summary>
public sealed class SubmitCourse(TrainingDbContext db, CourseContents contents, IOfficers officers, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(SubmitCourseInput input, CancellationToken ct = default)
    {
        if (await OwnCourses.FindAsync(db, input.CourseKey, input.TrainerId, ct) is not { } course)
        {
            return new NotFound("这门课");
        }

        if (input.Note?.Length > CourseVersion.NoteMaxLength)
        {
            return new NoteTooLong(input.Note.Length);
        }

        var versions = await db.CourseVersions().Where(v => v.CourseId == course.Id).ToListAsync(ct);
        if (versions.Any(v => v.State == CourseVersionState.InReview))
        {
            return new WaitsAlready();
        }

        var next = CourseRules.Next(course.Status, CourseAction.Submit);
        if (!next.Ok)
        {
            return next.Refusal;
        }

        var content = await contents.OfDeskAsync(course, ct);
        if (content.Lessons.Count == 0)
        {
            return new NothingPlaysYet();
        }

        if (versions.SingleOrDefault(v => v.State == CourseVersionState.Published) is { } shown
            && CourseChanges.Between(await contents.OfVersionAsync(shown, ct), content).Count == 0)
        {
            return new NothingChanged();
        }

        return await WriteAsync(input, course, next.Value, content, versions.Count + 1, ct);
    }

    private async Task<Result<Guid>> WriteAsync(SubmitCourseInput input, Course course, CourseStatus status, CourseContent content, int number, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var version = new CourseVersion
        {
            Key = Guid.CreateVersion7(),
            CourseId = course.Id,
            RegionCode = course.RegionCode,
            Number = number,
            State = CourseVersionState.InReview,
            Title = content.Title,
            TopicCode = content.TopicCode,
            Summary = content.Summary,
            Difficulty = content.Difficulty,
            Tags = content.Tags,
            CoverKey = content.CoverKey,
            Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note,
            SubmittedUtc = now,
            SubmittedBy = input.Actor.AccountId,
        };
        // The rows of its lessons need the version's number.
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        db.CourseVersions().Add(version);
        course.Status = status;
        await AuditTrail.AppendAsync(db, course.AuditStream(), input.Actor, nameof(SubmitCourse), now,
            after: new { course.Status, versionNumber = number, lessons = content.Lessons.Count }, ct: ct);
        Inbox.Add(db, await officers.OfAsync(course.RegionCode, ct), new InboxNote($"《{content.Title}》等您审核", $"第 {number} 版，{content.Lessons.Count} 课。", $"/course-reviews/{version.Key}"), now);
        try
        {
            await db.SaveChangesAsync(ct);
            db.CourseVersionLessons().AddRange(content.Lessons.Select(lesson => new CourseVersionLesson
            {
                VersionId = version.Id, LessonId = lesson.LessonId, Ordinal = lesson.Ordinal, Title = lesson.Title, Content = lesson.Content.Write(),
            }));
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            // Two browsers of one trainer: the index holds one waiting version.
            return new ChangedMeanwhile();
        }

        await transaction.CommitAsync(ct);
        return version.Key;
    }
}
