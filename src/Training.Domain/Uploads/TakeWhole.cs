using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

public sealed record TakeWholeInput
{
    public required Actor Actor { get; init; }

    public required Guid Course { get; init; }

    /// <summary>The trainer who uploads; null for staff of the county.</summary>
    public long? TrainerId { get; init; }

    /// <summary>Empty takes the name of the file without its ending.</summary>
    public string? Title { get; init; }

    public required StreamedRecording Recording { get; init; }
}

/// <summary>
/// A lesson by the plain form: room is kept for it before its first byte, as for one in pieces. Once it is whole it is ended as every upload
/// is, by the sweep too after a crash.
/// </summary>
public sealed class TakeWhole(TrainingDbContext db, StreamRoom room, FinishUpload finish, RefuseUpload refuse, IFileStore files, TimeProvider clock)
{
    public async Task<Result<FinishedUpload>> RunAsync(TakeWholeInput input, CancellationToken ct = default)
    {
        var title = string.IsNullOrWhiteSpace(input.Title) ? null : input.Title;
        if (UploadRules.RefuseNames(input.Recording.FileName, title) is { } refusal)
        {
            return refusal;
        }

        var opened = await room.PromiseAsync(input.Recording, input.Actor, input.TrainerId, input.Course, title, ct);
        return opened.Ok ? await room.WhileAsync(opened.Value, input.Actor, () => KeepAsync(opened.Value, input, ct)) : opened.Refusal;
    }

    private async Task<Result<FinishedUpload>> KeepAsync(Upload upload, TakeWholeInput input, CancellationToken ct)
    {
        var kept = await files.KeepRecordingAsync(input.Recording.Content, ct);
        if (!kept.Ok)
        {
            return await refuse.RunAsync(upload, kept.Refusal, input.Actor, CancellationToken.None);
        }

        await ArrivedAsync(upload, kept.Value, input.Actor);
        return await finish.RunAsync(new() { Actor = input.Actor, Key = upload.Key, TrainerId = input.TrainerId }, CancellationToken.None);
    }

    /// <summary>From here it is an upload that has all its bytes and the hash of them.</summary>
    private async Task ArrivedAsync(Upload upload, KeptFile kept, Actor actor)
    {
        var now = clock.UtcNow();
        var before = upload.Status;
        (upload.Bytes, upload.Offset, upload.MadeBytes, upload.ExpectedSha256) = (kept.Bytes, kept.Bytes, UploadRules.MadeOf(kept.Bytes), kept.Sha256);
        (upload.Status, upload.TouchedUtc, upload.ExpiresUtc) = (UploadStatus.Receiving, now, now + UploadRules.KeptFor);
        await AuditTrail.AppendAsync(
            db, upload.AuditStream(), actor, nameof(TakeWhole), now, new { Status = before }, new { upload.Status, upload.Bytes, sha256 = kept.Sha256 }, ct: CancellationToken.None);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
