using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <param name="LessonMs">Length that the sound must have, within <see cref="SoundTrackRules.ToleranceMs"/>.</param>
public sealed record SoundTrackSource(long TrackId, Guid Key, Guid LessonKey, string Label, string Sha256, long LessonMs, string? PublishedFolder, bool AlreadyPublished);

/// <summary>What the encoding writes about another sound of a lesson; each is one save, refused aloud from a wrong state, as for lessons.</summary>
public sealed class SoundTrackWork(TrainingDbContext db, TimeProvider clock)
{
    public const string Kind = "transcode-sound-track";

    /// <summary>Begins, or begins anew what a killed process left; null when the track or its lesson is gone.</summary>
    public async Task<SoundTrackSource?> BeginAsync(long trackId, CancellationToken ct = default)
    {
        var found = await (
            from track in db.LessonSoundTracks()
            join lesson in db.Lessons() on track.LessonId equals lesson.Id
            join file in db.StoredFiles() on track.StoredFileId equals file.Id
            where track.Id == trackId && track.RemovedUtc == null
            select new { Track = track, Lesson = lesson.Key, lesson.DurationMs, file.Sha256 }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var published = CourseRules.IsPlayable(found.Track.Status, found.Track.PublishedFolder);
        if (!published)
        {
            found.Track.Begin();
            await WriteAsync(found.Track, nameof(BeginAsync), ct);
        }

        return new SoundTrackSource(
            found.Track.Id, found.Track.Key, found.Lesson, found.Track.Label, found.Sha256, found.DurationMs ?? 0, found.Track.PublishedFolder, published);
    }

    public async Task EnterAsync(long trackId, LessonStatus status, CancellationToken ct = default)
    {
        var track = await db.LessonSoundTracks().SingleAsync(t => t.Id == trackId, ct);
        if (track.Status != status)
        {
            track.Move(status);
            await WriteAsync(track, nameof(EnterAsync), ct);
        }
    }

    /// <summary>The sentence says why and what to do: no sound in it, or its length does not fit (<see cref="SoundTrackRules.Refuse"/>).</summary>
    public Task RefuseAsync(long trackId, string sentence, CancellationToken ct = default) => EndAsync(trackId, LessonStatus.Refused, sentence, nameof(RefuseAsync), ct);

    public Task FailAsync(long trackId, string sentence, CancellationToken ct = default) => EndAsync(trackId, LessonStatus.Failed, sentence, nameof(FailAsync), ct);

    /// <summary>The pointer: written last, when everything in the folder was verified.</summary>
    public async Task PublishAsync(long trackId, string folder, TimeSpan duration, CancellationToken ct = default)
    {
        var track = await db.LessonSoundTracks().SingleAsync(t => t.Id == trackId, ct);
        track.Move(LessonStatus.Published);
        (track.PublishedFolder, track.DurationMs, track.Refusal) = (folder, (long)duration.TotalMilliseconds, null);
        await WriteAsync(track, nameof(PublishAsync), ct);
    }

    private async Task EndAsync(long trackId, LessonStatus status, string sentence, string process, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var track = await db.LessonSoundTracks().SingleAsync(t => t.Id == trackId, ct);
        if (track.TryEnd(status, sentence))
        {
            await WriteAsync(track, process, ct);
        }
    }

    private async Task WriteAsync(LessonSoundTrack track, string process, CancellationToken ct)
    {
        var course = await db.Courses().SingleAsync(c => db.Lessons().Any(l => l.Id == track.LessonId && l.CourseId == c.Id), ct);
        await AuditTrail.AppendAsync(db, course.AuditStream(), Actor.Job, $"{nameof(SoundTrackWork)}.{process}", clock.UtcNow(),
            after: new { track = track.Key, track.Status, track.DurationMs }, ct: ct);
        await db.SaveChangesAsync(ct);
    }
}
