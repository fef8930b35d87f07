using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Courses;

public sealed record AddLessonInput
{
    public required Actor Actor { get; init; }

    public required Guid CourseKey { get; init; }

    /// <summary>The trainer who uploads; null for staff of the county.</summary>
    public long? TrainerId { get; init; }

    /// <summary>Empty takes the name of the file without its ending.</summary>
    public string? Title { get; init; }

    /// <summary>As the device names it: shown to its owner, never used as a path.</summary>
    public required string SourceName { get; init; }

    /// <summary>Read once, from where it stands to its end.</summary>
    public required Stream Content { get; init; }
}

/// <summary>A recording that the store already holds, whole and looked at.</summary>
public sealed record AddKeptLessonInput
{
    public required Actor Actor { get; init; }

    public required Guid CourseKey { get; init; }

    /// <summary>The trainer who uploads; null for staff of the county.</summary>
    public long? TrainerId { get; init; }

    /// <summary>Empty takes the name of the file without its ending.</summary>
    public string? Title { get; init; }

    /// <summary>As the device names it.</summary>
    public required string SourceName { get; init; }

    public required KeptFile Kept { get; init; }
}

/// <param name="Key">Of the lesson.</param>
/// <param name="Sha256">Of what arrived, for the sender to compare.</param>
public sealed record AddedLesson(Guid Key, string Sha256, long Bytes);

/// <summary>
/// Takes an uploaded original: looks at its first bytes, keeps it by its hash, and writes lesson, work item and history in one save.
/// What is plainly no recording is refused before anything is kept; everything else is judged by the work that follows.
/// </summary>
public sealed class AddLesson(TrainingDbContext db, IFileStore files, WorkQueue queue, TimeProvider clock)
{
    public async Task<Result<AddedLesson>> RunAsync(AddLessonInput input, CancellationToken ct = default)
    {
        var place = await PlaceAsync(input.CourseKey, input.TrainerId, input.Title, input.SourceName, ct);
        if (!place.Ok)
        {
            return place.Refusal;
        }

        var kept = await files.KeepRecordingAsync(input.Content, ct);
        return kept.Ok ? await WriteAsync(place.Value, kept.Value, input.Actor, ct) : kept.Refusal;
    }

    /// <summary>Within the caller's transaction, if there is one.</summary>
    public async Task<Result<AddedLesson>> OfKeptAsync(AddKeptLessonInput input, CancellationToken ct = default)
    {
        var place = await PlaceAsync(input.CourseKey, input.TrainerId, input.Title, input.SourceName, ct);
        return place.Ok ? await WriteAsync(place.Value, input.Kept, input.Actor, ct) : place.Refusal;
    }

    private sealed record Place(Course Course, string Title, string SourceName);

    private async Task<Result<Place>> PlaceAsync(Guid key, long? trainerId, string? given, string device, CancellationToken ct)
    {
        var course = await db.Courses().SingleOrDefaultAsync(c => c.Key == key, ct);
        if (course is null || (trainerId is { } trainer && course.TrainerId != trainer))
        {
            return new NotFound("这门课");
        }

        var sourceName = FileNames.Clean(device);
        var title = string.IsNullOrWhiteSpace(given) ? FileNames.Title(sourceName, Course.TitleMaxLength) : given.Trim();
        return title.Length switch
        {
            0 => new CourseNeedsTitle(),
            > Course.TitleMaxLength => new CourseTitleTooLong(title.Length),
            _ => new Place(course, title, sourceName),
        };
    }

    private async Task<Result<AddedLesson>> WriteAsync(Place place, KeptFile kept, Actor actor, CancellationToken ct)
    {
        var (course, title, sourceName) = place;
        var now = clock.UtcNow();
        var stored = await db.StoredFileAsync(kept, now, ct);

        // The work item needs the lesson's number, so both are written in one transaction of two saves.
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        await db.SaveChangesAsync(ct);
        var lesson = new Lesson
        {
            Key = Guid.CreateVersion7(),
            CourseId = course.Id,
            RegionCode = course.RegionCode,
            Ordinal = (await db.Lessons().Where(l => l.CourseId == course.Id).MaxAsync(l => (int?)l.Ordinal, ct) ?? 0) + 1,
            Title = title,
            StoredFileId = stored.Id,
            SourceName = sourceName,
            Status = LessonStatus.Queued,
        };
        db.Lessons().Add(lesson);
        await db.SaveChangesAsync(ct);
        queue.Enqueue(db, LessonWork.Kind, lesson.Id, $"转码：{title}", LessonWork.PriorityOf(kept.Bytes));
        await AuditTrail.AppendAsync(db, course.AuditStream(), actor, nameof(AddLesson), now,
            after: new { lesson = lesson.Key, lesson.Title, lesson.Ordinal, kept.Sha256, kept.Bytes }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new AddedLesson(lesson.Key, kept.Sha256, kept.Bytes);
    }
}
