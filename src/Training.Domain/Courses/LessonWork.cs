using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Courses;

/// <param name="Measured">Null before the first look at the original.</param>
/// <param name="Renditions">Those that stand; broken ones are left out.</param>
public sealed record LessonSource(
    long LessonId, Guid Key, string Title, string Sha256, string? PublishedFolder, bool AlreadyPublished, MediaFacts? Measured, IReadOnlyList<MadeRendition> Renditions);

/// <summary>One part of a lesson's renditions as a run has made and verified it.</summary>
/// <param name="Folder">Below media/: the lesson's folder with this part in it.</param>
/// <param name="Standing">The folder that it was built on; null for the first.</param>
public sealed record PublishedPart(string Folder, string? Standing, IReadOnlyList<MadeRendition> Renditions);

/// <summary>
/// What the transcoding writes about a lesson: begun, further, refused, failed, published. Each is one save, and each is refused aloud
/// where the lesson is not in the state before, so that two runners of one lesson cannot both publish. The work is done in parts: the whole
/// looks at the file; the starter makes it playable; the rest follows from one more decode; a rendition that broke is made again alone.
/// </summary>
public sealed class LessonWork(TrainingDbContext db, WorkQueue queue, TimeProvider clock)
{
    public const string Kind = "transcode-lesson";

    public const string StarterKind = "transcode-starter";

    public const string LadderKind = "transcode-ladder";

    /// <summary>Its subject is the <see cref="Rendition"/>; that of the others is the lesson.</summary>
    public const string RungKind = "transcode-rung";

    private const int MostMinutes = 600;

    private const long BytesOfAMinute = 60_000_000;

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
        if (!published && lesson.Status != LessonStatus.Probing)
        {
            lesson.Begin();
            await AppendAsync(lesson, nameof(EnterAsync), new { lesson = lesson.Key, status = lesson.Status.ToString() }, ct);
            await db.SaveChangesAsync(ct);
        }

        var renditions = await db.Renditions().AsNoTracking().Where(row => row.LessonId == lessonId && row.BrokenUtc == null).ToListAsync(ct);
        return new LessonSource(
            lesson.Id, lesson.Key, lesson.Title, found.Sha256, lesson.PublishedFolder, published, MediaFacts.Read(lesson.Measured), [.. renditions.Select(Made)]);
    }

    /// <summary>The original may become a lesson: what it is is written down, and the starter is handed over in the same save.</summary>
    public async Task MeasuredAsync(long lessonId, MediaFacts facts, long workItemId, CancellationToken ct = default)
    {
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        lesson.Measured = facts.Write();
        await AppendAsync(lesson, nameof(MeasuredAsync), new { lesson = lesson.Key, DurationMs = (long)facts.Media.Duration.TotalMilliseconds }, ct);
        await HandOverAsync(workItemId, StarterKind, lessonId, facts, ct);
    }

    /// <summary>Hands what is missing beside the starter to a part of the whole.</summary>
    public Task HandOverLadderAsync(long lessonId, MediaFacts facts, long workItemId, CancellationToken ct = default) =>
        HandOverAsync(workItemId, LadderKind, lessonId, facts, ct);

    public async Task EnterAsync(long lessonId, LessonStatus status, CancellationToken ct = default)
    {
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        if (lesson.Status != status)
        {
            lesson.Move(status);
            await AppendAsync(lesson, nameof(EnterAsync), new { lesson = lesson.Key, status = status.ToString() }, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>The file cannot be a lesson: the sentence says why and what to do.</summary>
    public Task RefuseAsync(long lessonId, string sentence, CancellationToken ct = default) => EndAsync(lessonId, LessonStatus.Refused, sentence, nameof(RefuseAsync), ct);

    public Task FailAsync(long lessonId, string sentence, CancellationToken ct = default) => EndAsync(lessonId, LessonStatus.Failed, sentence, nameof(FailAsync), ct);

    /// <summary>
    /// The pointer: written last, when everything that it points to was verified and lies in its place. From here the lesson plays. What is
    /// still to be made goes to the next part of the same whole, in the same save.
    /// </summary>
    public async Task PublishAsync(long lessonId, PublishedPart part, TimeSpan duration, MediaFacts facts, bool damaged, long? handOverOf, CancellationToken ct = default)
    {
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        lesson.Move(LessonStatus.Published);
        lesson.PublishedFolder = part.Folder;
        lesson.DurationMs = (long)duration.TotalMilliseconds;
        lesson.Measured = facts.Write();
        lesson.Refusal = damaged ? "原文件有少量损坏，放的时候可能闪一下。" : null;
        await ReplaceAsync(lessonId, part.Renditions, all: true, ct);
        await AppendAsync(lesson, nameof(PublishAsync), new { lesson = lesson.Key, lesson.DurationMs, renditions = part.Renditions.Select(made => made.Name) }, ct);
        if (handOverOf is { } whole)
        {
            await HandOverAsync(whole, LadderKind, lessonId, facts, ct);
            return;
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// Further renditions of a lesson that plays: the pointer moves from one whole folder to the next. False when it has moved meanwhile:
    /// then the part is to be put together anew with what stands now.
    /// </summary>
    public async Task<bool> AddAsync(long lessonId, PublishedPart part, CancellationToken ct = default)
    {
        db.ChangeTracker.Clear();
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        if (lesson.Status != LessonStatus.Published || lesson.PublishedFolder != part.Standing)
        {
            return false;
        }

        lesson.PublishedFolder = part.Folder;
        await ReplaceAsync(lessonId, part.Renditions, all: false, ct);
        await AppendAsync(lesson, nameof(AddAsync), new { lesson = lesson.Key, renditions = part.Renditions.Select(made => made.Name) }, ct);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <summary>Files of these renditions are gone or changed: one is made again alone, several from one decode.</summary>
    public async Task BrokenAsync(long lessonId, IReadOnlyCollection<long> renditions, CancellationToken ct = default)
    {
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        var rows = await db.Renditions().Where(row => renditions.Contains(row.Id)).ToListAsync(ct);
        foreach (var row in rows)
        {
            row.BrokenUtc = clock.UtcNow();
        }

        queue.Enqueue(db, rows.Count == 1 ? RungKind : LadderKind, rows.Count == 1 ? rows[0].Id : lessonId, $"重做坏了的一档：{lesson.Title}", priority: 1);
        await AppendAsync(lesson, nameof(BrokenAsync), new { lesson = lesson.Key, renditions = rows.Select(row => row.Name) }, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Which lesson a rendition belongs to, and its name; null when it is gone.</summary>
    public async Task<(long LessonId, string Name)?> RenditionAsync(long renditionId, CancellationToken ct = default) =>
        await db.Renditions().AsNoTracking().SingleOrDefaultAsync(row => row.Id == renditionId, ct) is { } row ? (row.LessonId, row.Name) : null;

    /// <summary>Short lessons first: somebody waits for each, and a short one is soon done. A priority is the minutes, below zero.</summary>
    public static int PriorityOf(TimeSpan duration) => -(int)Math.Min(duration.TotalMinutes, MostMinutes);

    /// <summary>Before anybody has looked at the original: as if it were filmed by a telephone at 8 megabits a second.</summary>
    public static int PriorityOf(long bytes) => -(int)Math.Min(bytes / BytesOfAMinute, MostMinutes);

    private async Task HandOverAsync(long whole, string kind, long lessonId, MediaFacts facts, CancellationToken ct)
    {
        await queue.HandOverAsync(
            db, whole, kind, lessonId, kind == StarterKind ? "先做能看的一档和声音" : "做其余几档", PriorityOf(facts.Media.Duration), ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task ReplaceAsync(long lessonId, IReadOnlyList<MadeRendition> renditions, bool all, CancellationToken ct)
    {
        var rows = await db.Renditions().Where(row => row.LessonId == lessonId).ToListAsync(ct);
        foreach (var made in renditions)
        {
            var row = rows.Find(row => row.Name == made.Name);
            if (row is null)
            {
                row = new Rendition { LessonId = lessonId, Name = made.Name };
                db.Renditions().Add(row);
            }

            row.Kind = made.Kind;
            row.Width = made.Width ?? 0;
            row.Height = made.Height ?? 0;
            row.Codecs = made.Codecs;
            row.Bitrate = made.PeakBitsPerSecond;
            row.AverageBitrate = made.AverageBitsPerSecond;
            row.Bytes = made.Bytes;
            row.DurationMs = (long)(made.Seconds * 1000);
            row.Loudness = made.Loudness;
            row.BrokenUtc = null;
        }

        db.Renditions().RemoveRange(all ? rows.Where(row => renditions.All(made => made.Name != row.Name)) : []);
    }

    private static MadeRendition Made(Rendition row) => new()
    {
        Name = row.Name,
        Width = row.Width == 0 ? null : row.Width,
        Height = row.Height == 0 ? null : row.Height,
        Codecs = row.Codecs,
        Seconds = row.DurationMs / 1000.0,
        Bytes = row.Bytes,
        PeakBitsPerSecond = row.Bitrate,
        AverageBitsPerSecond = row.AverageBitrate,
        Loudness = row.Loudness,
    };

    private async Task EndAsync(long lessonId, LessonStatus status, string sentence, string process, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var lesson = await db.Lessons().SingleAsync(l => l.Id == lessonId, ct);
        if (lesson.TryEnd(status, sentence))
        {
            await AppendAsync(lesson, process, new { lesson = lesson.Key, sentence = lesson.Refusal }, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task AppendAsync(Lesson lesson, string process, object after, CancellationToken ct)
    {
        var course = await db.Courses().SingleAsync(c => c.Id == lesson.CourseId, ct);
        await AuditTrail.AppendAsync(db, course.AuditStream(), Actor.Job, $"{nameof(LessonWork)}.{process}", clock.UtcNow(), after: after, ct: ct);
    }
}
