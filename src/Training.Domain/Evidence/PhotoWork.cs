using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Evidence;

public sealed record PhotoSource(long AttachmentId, string Sha256, bool AlreadyReady);

/// <summary>
/// What the copying of a photo writes: the pointer to copy and thumbnail, last, or the sentence why there is none. Two runners of one photo
/// keep the same content under the same hash, so the later one changes nothing.
/// </summary>
public sealed class PhotoWork(TrainingDbContext db, AttachmentOwners owners, IFileStore files, TimeProvider clock)
{
    public const string Kind = "copy-photo";

    public async Task<PhotoSource?> BeginAsync(long attachmentId, CancellationToken ct = default) => await (
        from row in db.Attachments().AsNoTracking()
        join file in db.StoredFiles() on row.StoredFileId equals file.Id
        where row.Id == attachmentId
        select new PhotoSource(row.Id, file.Sha256, row.Status == AttachmentStatus.Ready)).SingleOrDefaultAsync(ct);

    public async Task FinishAsync(long attachmentId, Stream copy, Stream thumbnail, CancellationToken ct = default)
    {
        var (keptCopy, keptThumbnail) = (await files.KeepAsync(copy, ct), await files.KeepAsync(thumbnail, ct));
        var now = clock.UtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (copyRow, thumbnailRow) = (await db.StoredFileAsync(keptCopy, now, ct), await db.StoredFileAsync(keptThumbnail, now, ct));
        await db.SaveChangesAsync(ct);
        var attachment = await db.Attachments().SingleAsync(a => a.Id == attachmentId, ct);
        (attachment.CopyFileId, attachment.ThumbnailFileId) = (copyRow.Id, thumbnailRow.Id);
        (attachment.Status, attachment.Refusal) = (AttachmentStatus.Ready, null);
        await AppendAsync(attachment, nameof(FinishAsync), new { attachment = attachment.Key, copy = keptCopy.Sha256, thumbnail = keptThumbnail.Sha256 }, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task RefuseAsync(long attachmentId, string sentence, CancellationToken ct = default)
    {
        db.ChangeTracker.Clear();
        var attachment = await db.Attachments().SingleAsync(a => a.Id == attachmentId, ct);
        if (attachment.Status != AttachmentStatus.Ready)
        {
            (attachment.Status, attachment.Refusal) = (AttachmentStatus.Refused, sentence.Length <= 500 ? sentence : sentence[..500]);
            await AppendAsync(attachment, nameof(RefuseAsync), new { attachment = attachment.Key, sentence }, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task AppendAsync(Attachment attachment, string process, object after, CancellationToken ct)
    {
        if (await owners.FindAsync(attachment.OwnerKind, attachment.OwnerKey, Actor.Job, ct) is { } home)
        {
            await AuditTrail.AppendAsync(db, home.AuditStream, Actor.Job, $"{nameof(PhotoWork)}.{process}", clock.UtcNow(), after: after, ct: ct);
        }
    }
}
