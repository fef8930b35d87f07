using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

public sealed record FinishUploadInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    public long? TrainerId { get; init; }

    /// <summary>Of the sender's whole file; null where it was told before.</summary>
    public string? Sha256 { get; init; }
}

/// <param name="Lesson">Null while bytes or the sender's hash are still missing.</param>
public sealed record FinishedUpload(Guid? Lesson, string? Sha256);

/// <summary>
/// Makes a lesson of a whole upload, once the sender's SHA-256 is known and equals that of what lies on the disk; what differs is refused and
/// nothing of it is kept. May be asked at any time and any number of times, by the sender and by the clean-up after a crash.
/// </summary>
public sealed class FinishUpload(
    TrainingDbContext db, OwnUploads uploads, PartialFiles partials, IFileStore files, AddLesson lessons, RefuseUpload refuse, TimeProvider clock)
{
    private const int Attempts = 5;

    public async Task<Result<FinishedUpload>> RunAsync(FinishUploadInput input, CancellationToken ct = default)
    {
        var sha256 = input.Sha256 is null ? null : UploadRules.Sha256(input.Sha256);
        if (input.Sha256 is not null && sha256 is null)
        {
            return new UploadUnreadable("校验值不对");
        }

        if (await uploads.RowAsync(input.Key, input.Actor, ct) is not { } upload)
        {
            return new NotFound("这次上传");
        }

        if (uploads.Gone(upload) is { } gone)
        {
            return gone;
        }

        if (upload.Status == UploadStatus.Finished)
        {
            return await LessonOfAsync(upload, ct);
        }

        if (sha256 is not null && upload.ExpectedSha256 != sha256)
        {
            await db.Uploads().Where(u => u.Id == upload.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.ExpectedSha256, sha256), ct);
            await db.Entry(upload).ReloadAsync(ct);
        }

        if (upload.ExpectedSha256 is null || uploads.OffsetOf(upload) < upload.Bytes)
        {
            return new FinishedUpload(null, null);
        }

        try
        {
            return await FinishAsync(upload, input, ct);
        }
        catch (Exception full) when (DiskRoom.IsFull(full))
        {
            return new UploadWaitsForRoom();
        }
    }

    private async Task<Result<FinishedUpload>> FinishAsync(Upload upload, FinishUploadInput input, CancellationToken ct)
    {
        if (uploads.IsInStore(upload))
        {
            return await WriteAsync(upload, input, ct);
        }

        await using (var partial = partials.TryOpen(upload.Key))
        {
            if (partial is null)
            {
                return new UploadIsBusy();
            }

            await db.Entry(upload).ReloadAsync(ct);
            if (upload.Status == UploadStatus.Finished)
            {
                await partial.DisposeAsync();
                partials.Delete(upload.Key);
                return await LessonOfAsync(upload, ct);
            }

            if (await PartialFiles.Sha256Async(partial, ct) != upload.ExpectedSha256)
            {
                return await refuse.RunAsync(upload, new UploadDiffers(), input.Actor, ct);
            }

            files.Take(partials.PathOf(upload.Key), upload.ExpectedSha256!);
        }

        return await WriteAsync(upload, input, ct);
    }

    /// <summary>Lesson, work, history and the end of the upload in one transaction; another lesson of the course written at the same moment is waited for.</summary>
    private async Task<Result<FinishedUpload>> WriteAsync(Upload upload, FinishUploadInput input, CancellationToken ct)
    {
        var course = await db.Courses().AsNoTracking().Where(c => c.Id == upload.CourseId).Select(c => c.Key).SingleAsync(ct);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryWriteAsync(upload.Id, course, input, ct);
            }
            catch (DbUpdateException met) when (attempt < Attempts && !DiskRoom.IsFull(met))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Result<FinishedUpload>> TryWriteAsync(long id, Guid course, FinishUploadInput input, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var upload = await db.Uploads().SingleAsync(u => u.Id == id, ct);
        if (upload.Status == UploadStatus.Finished)
        {
            return await LessonOfAsync(upload, ct);
        }

        var added = await lessons.OfKeptAsync(
            new()
            {
                Actor = input.Actor, CourseKey = course, TrainerId = input.TrainerId, Title = upload.Title, SourceName = upload.FileName,
                Kept = new KeptFile(upload.ExpectedSha256!, upload.Bytes),
            },
            ct);
        if (!added.Ok)
        {
            return added.Refusal;
        }

        var lesson = await db.Lessons().Where(l => l.Key == added.Value.Key).Select(l => l.Id).SingleAsync(ct);
        upload.Status = UploadStatus.Finished;
        upload.LessonId = lesson;
        await AuditTrail.AppendAsync(db, upload.AuditStream(), input.Actor, nameof(FinishUpload), clock.UtcNow(), after: new { lesson = added.Value.Key, added.Value.Sha256, added.Value.Bytes }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new FinishedUpload(added.Value.Key, added.Value.Sha256);
    }

    private async Task<Result<FinishedUpload>> LessonOfAsync(Upload upload, CancellationToken ct) =>
        new FinishedUpload(await db.Lessons().Where(l => l.Id == upload.LessonId).Select(l => (Guid?)l.Key).SingleAsync(ct), upload.ExpectedSha256);
}
