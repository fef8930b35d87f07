using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
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

    /// <summary>As the device names it.</summary>
    public required string FileName { get; init; }

    /// <summary>What the browser announces, a little more than the file; null is taken for the longest that may come.</summary>
    public long? AnnouncedBytes { get; init; }

    /// <summary>Read once.</summary>
    public required Stream Content { get; init; }
}

/// <summary>
/// A recording by the plain form, in one stream: room is kept for it before its first byte, as for one in pieces, and given back when it is
/// refused or breaks off. Once it is whole it is ended as every upload is, by the sweep too after a crash.
/// </summary>
public sealed class TakeWhole(TrainingDbContext db, StartUpload start, FinishUpload finish, RefuseUpload refuse, IFileStore files, TimeProvider clock)
{
    public async Task<Result<FinishedUpload>> RunAsync(TakeWholeInput input, CancellationToken ct = default)
    {
        var title = string.IsNullOrWhiteSpace(input.Title) ? null : input.Title;
        if (UploadRules.RefuseNames(input.FileName, title) is { } refusal)
        {
            return refusal;
        }

        var most = MediaLimits.Default.FileBytes;
        var opened = await start.OpenAsync(
            new()
            {
                Actor = input.Actor, TrainerId = input.TrainerId, Course = input.Course, FileName = input.FileName, Title = title,
                Bytes = Math.Min(input.AnnouncedBytes ?? most, most), Status = UploadStatus.Streaming,
            },
            ct);
        return opened.Ok ? await KeepAsync(opened.Value, input, ct) : opened.Refusal;
    }

    private async Task<Result<FinishedUpload>> KeepAsync(Upload upload, TakeWholeInput input, CancellationToken ct)
    {
        try
        {
            var kept = await files.KeepRecordingAsync(input.Content, ct);
            if (!kept.Ok)
            {
                return await refuse.RunAsync(upload, kept.Refusal, input.Actor, CancellationToken.None);
            }

            await ArrivedAsync(upload, kept.Value, input.Actor);
            return await finish.RunAsync(new() { Actor = input.Actor, Key = upload.Key, TrainerId = input.TrainerId }, CancellationToken.None);
        }
        catch (Exception full) when (DiskRoom.IsFull(full))
        {
            await GiveBackAsync(upload, input.Actor);
            return new UploadFoundNoRoom();
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            await GiveBackAsync(upload, input.Actor);
            throw;
        }
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

    /// <summary>A database on the full disk may not take the word; then the room is free when the row expires.</summary>
    private async Task GiveBackAsync(Upload upload, Actor actor)
    {
        try
        {
            db.ChangeTracker.Clear();
            var row = await db.Uploads().SingleAsync(u => u.Id == upload.Id, CancellationToken.None);
            if (row.Status != UploadStatus.Streaming)
            {
                return;
            }

            var before = row.Status;
            row.Status = UploadStatus.Cancelled;
            await AuditTrail.AppendAsync(db, row.AuditStream(), actor, nameof(CancelUpload), clock.UtcNow(), new { Status = before }, new { row.Status }, ct: CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception full) when (DiskRoom.IsFull(full))
        {
        }
    }
}
