using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

public sealed record TakeSoundTrackInput
{
    public required OwnLesson Lesson { get; init; }

    /// <summary>As families choose it: 濮阳话.</summary>
    public string? Label { get; init; }

    public required StreamedRecording Recording { get; init; }
}

/// <summary>Another sound of a lesson by its form: room is kept for it while it comes, as for a lesson.</summary>
public sealed class TakeSoundTrack(TrainingDbContext db, StreamRoom room, AddSoundTrack add, RefuseUpload refuse, TimeProvider clock)
{
    /// <summary>Answers the key of the sound.</summary>
    public async Task<Result<Guid>> RunAsync(TakeSoundTrackInput input, CancellationToken ct = default)
    {
        var which = input.Lesson;
        if ((UploadRules.RefuseNames(input.Recording.FileName, title: null) ?? await add.RefuseAsync(which, input.Label, ct)) is { } refusal)
        {
            return refusal;
        }

        var opened = await room.PromiseAsync(input.Recording, which.Actor, which.TrainerId, which.CourseKey, title: null, ct);
        return opened.Ok ? await room.WhileAsync(opened.Value, which.Actor, () => KeepAsync(opened.Value, input, ct)) : opened.Refusal;
    }

    private async Task<Result<Guid>> KeepAsync(Upload upload, TakeSoundTrackInput input, CancellationToken ct)
    {
        var added = await add.RunAsync(new() { Lesson = input.Lesson, Label = input.Label, SourceName = input.Recording.FileName, Content = input.Recording.Content }, ct);
        if (!added.Ok)
        {
            return await refuse.RunAsync(upload, added.Refusal, input.Lesson.Actor, CancellationToken.None);
        }

        // What is made of it is a hundredth of a film and asks for its own room: nothing is kept any longer.
        var before = upload.Status;
        upload.LessonId = await db.Lessons().Where(l => l.Key == input.Lesson.LessonKey).Select(l => l.Id).SingleAsync(CancellationToken.None);
        (upload.Status, upload.Offset, upload.MadeBytes, upload.TouchedUtc) = (UploadStatus.Finished, upload.Bytes, 0, clock.UtcNow());
        await AuditTrail.AppendAsync(
            db, upload.AuditStream(), input.Lesson.Actor, nameof(TakeSoundTrack), clock.UtcNow(), new { Status = before }, new { upload.Status, track = added.Value },
            ct: CancellationToken.None);
        await db.SaveChangesAsync(CancellationToken.None);
        return added.Value;
    }
}
