using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Courses;

public sealed record AddSoundTrackInput
{
    public required OwnLesson Lesson { get; init; }

    /// <summary>As families choose it: 濮阳话.</summary>
    public string? Label { get; init; }

    public required string SourceName { get; init; }

    /// <summary>Read once, from where it stands to its end.</summary>
    public required Stream Content { get; init; }
}

public sealed record TrackNeedsLabel() : Refusal($"写上这是哪里的话，比如：{HomeCity.Here.Short}话。", nameof(AddSoundTrackInput.Label));

public sealed record TrackLabelTooLong(int Length) : Refusal($"名字有 {Length} 个字，最多 {LessonSoundTrack.LabelMaxLength} 个字。", nameof(AddSoundTrackInput.Label));

public sealed record TrackLabelTaken(string Label) : Refusal($"这一课已经有“{Label}”了。先移除旧的，或者换个名字。", nameof(AddSoundTrackInput.Label));

public sealed record LessonPlaysNotYet() : Refusal("这一课的视频还没转好。转好以后再传另外的声音，长短才对得上。", "File");

/// <summary>When another sound fits a lesson. Pure.</summary>
public static class SoundTrackRules
{
    /// <summary>The part of a lesson's length by which another sound may differ.</summary>
    public const double Part = 0.01;

    /// <summary>However short the lesson.</summary>
    public const long LeastMs = 2_000;

    public static long ToleranceMs(long lessonMs) => Math.Max(LeastMs, (long)(lessonMs * Part));

    /// <summary>Null when it fits.</summary>
    public static string? Refuse(long trackMs, long lessonMs) => Math.Abs(trackMs - lessonMs) <= ToleranceMs(lessonMs) ? null
        : $"这段声音长 {CourseWords.Clock(trackMs)}，这一课长 {CourseWords.Clock(lessonMs)}，差得太多，对不上画面。相差不能超过 {ToleranceMs(lessonMs) / 1000.0:0.#} 秒。";
}

/// <summary>Takes another sound of a lesson: keeps the recording by its hash, and queues its encoding in the same save.</summary>
public sealed class AddSoundTrack(TrainingDbContext db, IFileStore files, WorkQueue queue, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(AddSoundTrackInput input, CancellationToken ct = default)
    {
        var which = input.Lesson;
        if (await RefuseAsync(which, input.Label, ct) is { } refusal)
        {
            return refusal;
        }

        var kept = await files.KeepRecordingAsync(input.Content, ct);
        if (!kept.Ok)
        {
            return kept.Refusal;
        }

        var (course, lesson) = (await OwnCourses.LessonAsync(db, which.CourseKey, which.LessonKey, which.TrainerId, ct))!.Value;
        return await WriteAsync(input, course, lesson, kept.Value, ct);
    }

    /// <summary>Why no sound of this name can be added, told before the first byte of it is asked for; null where it can.</summary>
    public async Task<Refusal?> RefuseAsync(OwnLesson which, string? label, CancellationToken ct = default) =>
        await OwnCourses.LessonAsync(db, which.CourseKey, which.LessonKey, which.TrainerId, ct) is var (_, lesson) ? await RefuseAsync(label, lesson, ct) : new NotFound("这一课");

    private async Task<Refusal?> RefuseAsync(string? label, Lesson lesson, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(label) ? new TrackNeedsLabel()
        : label.Length > LessonSoundTrack.LabelMaxLength ? new TrackLabelTooLong(label.Length)
        : !CourseRules.IsPlayable(lesson.Status, lesson.PublishedFolder) ? new LessonPlaysNotYet()
        : await db.LessonSoundTracks().AnyAsync(t => t.LessonId == lesson.Id && t.RemovedUtc == null && t.Label == label, ct) ? new TrackLabelTaken(label)
        : null;

    private async Task<Result<Guid>> WriteAsync(AddSoundTrackInput input, Course course, Lesson lesson, KeptFile kept, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var stored = await db.StoredFileAsync(kept, now, ct);

        // The work item needs the track's number.
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        await db.SaveChangesAsync(ct);
        var track = new LessonSoundTrack
        {
            Key = Guid.CreateVersion7(),
            LessonId = lesson.Id,
            RegionCode = lesson.RegionCode,
            Label = input.Label!,
            StoredFileId = stored.Id,
            SourceName = FileNames.Clean(input.SourceName),
            Status = LessonStatus.Queued,
            AddedUtc = now,
        };
        db.LessonSoundTracks().Add(track);
        await AuditTrail.AppendAsync(db, course.AuditStream(), input.Lesson.Actor, nameof(AddSoundTrack), now,
            after: new { lesson = lesson.Key, track = track.Key, track.Label, kept.Sha256, kept.Bytes }, ct: ct);
        await db.SaveChangesAsync(ct);
        queue.Enqueue(db, SoundTrackWork.Kind, track.Id, $"转声音：{lesson.Title}，{track.Label}");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return track.Key;
    }
}
