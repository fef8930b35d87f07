using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <summary>A recording as a plain form brings it: in one stream, which breaks off or comes whole.</summary>
public sealed record StreamedRecording
{
    /// <summary>As the device names it.</summary>
    public required string FileName { get; init; }

    /// <summary>What the browser announces, a little more than the file; null is taken for the longest that may come.</summary>
    public long? AnnouncedBytes { get; init; }

    /// <summary>Read once.</summary>
    public required Stream Content { get; init; }

    internal long MostBytes => Math.Min(AnnouncedBytes ?? MediaLimits.Default.FileBytes, MediaLimits.Default.FileBytes);
}

/// <summary>Room for what comes in one stream: promised before its first byte, and free again where it breaks off.</summary>
public sealed class StreamRoom(TrainingDbContext db, StartUpload start, TimeProvider clock)
{
    internal Task<Result<Upload>> PromiseAsync(StreamedRecording recording, Actor actor, long? trainerId, Guid course, string? title, CancellationToken ct) => start.OpenAsync(
        new()
        {
            Actor = actor, TrainerId = trainerId, Course = course, FileName = recording.FileName, Title = title, Bytes = recording.MostBytes, Status = UploadStatus.Streaming,
        },
        ct);

    /// <summary>Takes the stream while the room is kept.</summary>
    internal async Task<Result<T>> WhileAsync<T>(Upload upload, Actor actor, Func<Task<Result<T>>> take)
    {
        try
        {
            return await take();
        }
        catch (Exception full) when (DiskRoom.IsFull(full))
        {
            await GiveBackAsync(upload, actor);
            return new UploadFoundNoRoom();
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            await GiveBackAsync(upload, actor);
            throw;
        }
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
