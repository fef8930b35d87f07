using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Uploads;

/// <summary>Where the sender goes on.</summary>
public sealed record UploadPlace(Guid Key, long Bytes, long Offset, DateTime ExpiresUtc, UploadStatus Status);

/// <summary>One unfinished upload, for its sender.</summary>
/// <param name="IsWhole">Everything arrived; only the comparison with the sender's file is missing.</param>
public sealed record OpenUpload(Guid Key, string FileName, string? Title, long Bytes, long Offset, DateTime TouchedUtc, DateTime ExpiresUtc, bool IsWhole)
{
    /// <summary>Rounded down: 100 is said only of what is whole.</summary>
    public int Percent => (int)(Offset * 100 / Bytes);
}

/// <summary>The uploads of one account. Nobody else's are found here, not even by officers.</summary>
public sealed class OwnUploads(TrainingDbContext db, PartialFiles partials, IFileStore files, TimeProvider clock)
{
    public async Task<Result<UploadPlace>> FindAsync(Guid key, Actor actor, CancellationToken ct = default)
    {
        if (await RowAsync(key, actor, ct) is not { } upload)
        {
            return new NotFound("这次上传");
        }

        return Gone(upload) is { } gone ? gone : new UploadPlace(upload.Key, upload.Bytes, OffsetOf(upload), upload.ExpiresUtc, upload.Status);
    }

    /// <summary>Of a course, oldest first.</summary>
    public async Task<IReadOnlyList<OpenUpload>> OfCourseAsync(Guid course, Actor actor, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var rows = await db.Uploads().AsNoTracking()
            .Where(u => u.AccountId == actor.AccountId && u.Status == UploadStatus.Receiving && u.ExpiresUtc > now && db.Courses().Any(c => c.Id == u.CourseId && c.Key == course))
            .OrderBy(u => u.Id).ToListAsync(ct);
        return [.. rows.Select(u => (Upload: u, Offset: OffsetOf(u))).Select(p => new OpenUpload(
            p.Upload.Key, p.Upload.FileName, p.Upload.Title, p.Upload.Bytes, p.Offset, p.Upload.TouchedUtc, p.Upload.ExpiresUtc, p.Offset == p.Upload.Bytes))];
    }

    internal async Task<Upload?> RowAsync(Guid key, Actor actor, CancellationToken ct) =>
        actor.AccountId is { } account ? await db.Uploads().SingleOrDefaultAsync(u => u.Key == key && u.AccountId == account && u.Status != UploadStatus.Streaming, ct) : null;

    internal UploadIsGone? Gone(Upload upload) => !UploadRules.IsGone(upload, clock.UtcNow()) ? null : new UploadIsGone(upload.Status switch
    {
        UploadStatus.Refused => upload.Refusal ?? new UploadDiffers().Message,
        UploadStatus.Cancelled => "这次上传已经取消。要传就再选一次文件。",
        _ => "这次上传放得太久，已经清掉了。要传就再选一次文件，从头传。",
    });

    /// <summary>What surely lies on the disk: never more than the row says, and never more than the file holds.</summary>
    internal long OffsetOf(Upload upload) =>
        upload.Status == UploadStatus.Finished || IsInStore(upload) ? upload.Bytes : Math.Min(upload.Offset, partials.LengthOf(upload.Key));

    /// <summary>The process ended between putting the whole file into the store and writing the lesson.</summary>
    internal bool IsInStore(Upload upload) => upload.IsWhole && upload.ExpectedSha256 is { } sha256 && !partials.Exists(upload.Key) && files.Holds(sha256);
}
