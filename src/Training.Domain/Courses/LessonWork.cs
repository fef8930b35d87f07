using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record LessonSource(long LessonId, Guid Key, string Title, string Sha256, string? PublishedFolder, bool AlreadyPublished);

/// <summary>
/// What the transcoding writes about a lesson: begun, further, refused, failed, published. Each is one save, and each is refused aloud
/// where the lesson is not in the state before, so that two runners of one lesson cannot both publish.
/// </summary>
public sealed class LessonWork(TrainingDbContext db, TimeProvider clock)
{
    public const string Kind = "transcode-lesson";

    /// <summary>Begins, or begins anew what a killed process left; null when there is no such lesson.</summary>
    public async Task<LessonSource?> BeginAsync(long lessonId, CancellationToken ct = default)
    {
        var found = await (
            from row in db.Lessons()
            join file in db.StoredFiles() on row.StoredFileId equals file.Id
            where row.Id == lessonId
            select new { Lesson = row, file.Sha256 }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var lesson = found.Lesson;
        var published = CourseRules.IsPlayable(lesson.Status, lesson.PublishedFolder);
        if (!published)
        {
            await StepAsync(lesson, LessonStatus.Probing, ct);
            lesson.Refusal = null;
            await db.SaveChangesAsync(ct);
        }

        return new LessonSource(lesson.Id, lesson.Key, lesson.Title, found.Sha256, lesson.PublishedFolder, published);
    }

    public async Task EnterAsync(long lessonId, LessonStatus status, CancellationToken ct = default)
    {
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        if (lesson.Status != status)
        {
            await StepAsync(lesson, status, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>The file cannot be a lesson: the sentence says why and what to do.</summary>
    public async Task RefuseAsync(long lessonId, string sentence, CancellationToken ct = default)
    {
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        Move(lesson, LessonStatus.Refused);
        lesson.Refusal = sentence;
        await AppendAsync(lesson, nameof(RefuseAsync), new { lesson = lesson.Key, sentence }, ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task FailAsync(long lessonId, string sentence, CancellationToken ct = default)
    {
        db.ChangeTracker.Clear();
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        if (CourseRules.MayMove(lesson.Status, LessonStatus.Failed))
        {
            lesson.Status = LessonStatus.Failed;
            lesson.Refusal = sentence.Length <= 500 ? sentence : sentence[..500];
            await AppendAsync(lesson, nameof(FailAsync), new { lesson = lesson.Key, sentence = lesson.Refusal }, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>The pointer: written last, when everything that it points to was verified and lies in its place.</summary>
    public async Task PublishAsync(long lessonId, string folder, TimeSpan duration, IReadOnlyList<MadeRendition> renditions, bool damaged, CancellationToken ct = default)
    {
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        Move(lesson, LessonStatus.Published);
        lesson.PublishedFolder = folder;
        lesson.DurationMs = (long)duration.TotalMilliseconds;
        lesson.Refusal = damaged ? "原文件有少量损坏，放的时候可能闪一下。" : null;
        db.Renditions().RemoveRange(await db.Renditions().Where(rendition => rendition.LessonId == lessonId).ToListAsync(ct));
        db.Renditions().AddRange(renditions.Select(made => new Rendition
        {
            LessonId = lessonId,
            Name = made.Name,
            Width = made.Width ?? 0,
            Height = made.Height ?? 0,
            Bitrate = made.PeakBitsPerSecond,
            Bytes = made.Bytes,
            DurationMs = (long)(made.Seconds * 1000),
        }));
        await AppendAsync(lesson, nameof(PublishAsync), new { lesson = lesson.Key, lesson.DurationMs, renditions = renditions.Select(made => made.Name) }, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task StepAsync(Lesson lesson, LessonStatus to, CancellationToken ct)
    {
        Move(lesson, to);
        await AppendAsync(lesson, nameof(EnterAsync), new { lesson = lesson.Key, status = to.ToString() }, ct);
    }

    private async Task AppendAsync(Lesson lesson, string process, object after, CancellationToken ct)
    {
        var course = await db.Courses().SingleAsync(c => c.Id == lesson.CourseId, ct);
        await AuditTrail.AppendAsync(db, course.AuditStream(), Actor.Job, $"{nameof(LessonWork)}.{process}", clock.UtcNow(), after: after, ct: ct);
    }

    private static void Move(Lesson lesson, LessonStatus to)
    {
        if (!CourseRules.MayMove(lesson.Status, to))
        {
            throw new InvalidOperationException($"Lesson {lesson.Id} is {lesson.Status} and cannot become {to}.");
        }

        lesson.Status = to;
    }
}
