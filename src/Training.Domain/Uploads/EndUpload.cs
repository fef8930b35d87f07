using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <summary>What arrived cannot be a lesson: the bytes go, the sentence stays.</summary>
public sealed class RefuseUpload(TrainingDbContext db, PartialFiles partials, TimeProvider clock)
{
    internal async Task<Refusal> RunAsync(Upload upload, Refusal why, Actor actor, CancellationToken ct)
    {
        upload.Status = UploadStatus.Refused;
        upload.Refusal = why.Message;
        await AuditTrail.AppendAsync(db, upload.AuditStream(), actor, nameof(RefuseUpload), clock.UtcNow(), after: new { upload.Status, sentence = why.Message }, ct: ct);
        await db.SaveChangesAsync(ct);
        partials.Delete(upload.Key);
        return why;
    }
}

/// <summary>取消: its sender gives an unfinished upload up. The room that was kept for it is free at once.</summary>
public sealed class CancelUpload(TrainingDbContext db, OwnUploads uploads, PartialFiles partials, TimeProvider clock)
{
    /// <summary>Answers the course that it was for.</summary>
    public async Task<Result<Guid>> RunAsync(Guid key, Actor actor, CancellationToken ct = default)
    {
        if (await uploads.RowAsync(key, actor, ct) is not { } upload)
        {
            return new NotFound("这次上传");
        }

        if (uploads.Gone(upload) is { } gone)
        {
            return gone;
        }

        if (upload.Status == UploadStatus.Finished)
        {
            return new UploadIsGone("这个文件已经收好，成了一课，取消不了。");
        }

        await using (var partial = partials.TryOpen(key))
        {
            if (partial is null)
            {
                return new UploadIsBusy();
            }

            await db.Entry(upload).ReloadAsync(ct);
            if (upload.Status == UploadStatus.Receiving)
            {
                var before = upload.Status;
                upload.Status = UploadStatus.Cancelled;
                await AuditTrail.AppendAsync(db, upload.AuditStream(), actor, nameof(CancelUpload), clock.UtcNow(), new { Status = before }, new { upload.Status }, ct: ct);
                await db.SaveChangesAsync(ct);
            }
        }

        partials.Delete(key);
        return await db.Courses().Where(c => c.Id == upload.CourseId).Select(c => c.Key).SingleAsync(ct);
    }
}
