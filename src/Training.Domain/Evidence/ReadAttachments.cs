using Microsoft.EntityFrameworkCore;
using Training.Domain.Media;
using Training.Domain.Persistence;

namespace Training.Domain.Evidence;

public sealed record AttachmentLine(
    Guid Key, string Purpose, string Title, string FileName, PaperKind Kind, AttachmentStatus Status, string? Refusal, DateOnly? ValidUntil,
    long Bytes, DateTime AddedUtc, long? AddedBy, DateTime? RemovedUtc, long? RemovedBy, string? RemovedBecause)
{
    public bool IsPhoto => Kind != PaperKind.Pdf;

    public bool IsRemoved => RemovedUtc is not null;
}

/// <summary>What is handed out of an attachment: of a photo its copy, of a PDF the file as it came.</summary>
public sealed record ServedAttachment(string Sha256, string FileName, bool IsPhoto, DateTime AddedUtc);

/// <summary>Reads attachments. The caller has found their owner first, and thereby that they are within reach.</summary>
public sealed class ReadAttachments(TrainingDbContext db)
{
    /// <summary>Those that hang there in the order of adding, then those that were removed.</summary>
    public async Task<IReadOnlyList<AttachmentLine>> OfAsync(string ownerKind, Guid ownerKey, CancellationToken ct = default) => await (
        from row in db.Attachments().AsNoTracking()
        join file in db.StoredFiles() on row.StoredFileId equals file.Id
        where row.OwnerKind == ownerKind && row.OwnerKey == ownerKey
        orderby row.RemovedUtc != null, row.Id
        select new AttachmentLine(
            row.Key, row.Purpose, row.Title, row.FileName, row.Kind, row.Status, row.Refusal, row.ValidUntil,
            file.Bytes, row.AddedUtc, row.AddedBy, row.RemovedUtc, row.RemovedBy, row.RemovedBecause)).ToListAsync(ct);

    /// <summary>Kind and key of the record that an attachment hangs on.</summary>
    public async Task<(string Kind, Guid Key)?> OwnerOfAsync(Guid attachment, CancellationToken ct = default)
    {
        var owner = await db.Attachments().Where(a => a.Key == attachment).Select(a => new { a.OwnerKind, a.OwnerKey }).SingleOrDefaultAsync(ct);
        return owner is null ? null : (owner.OwnerKind, owner.OwnerKey);
    }

    /// <summary>Null for what is removed, refused or still waiting: there is nothing to show.</summary>
    public async Task<ServedAttachment?> ServeAsync(Guid attachment, bool thumbnail, CancellationToken ct = default) => await (
        from row in db.Attachments().AsNoTracking()
        join file in db.StoredFiles() on (row.Kind == PaperKind.Pdf ? row.StoredFileId : thumbnail ? row.ThumbnailFileId : row.CopyFileId) equals file.Id
        where row.Key == attachment && row.RemovedUtc == null && row.Status == AttachmentStatus.Ready && !(thumbnail && row.Kind == PaperKind.Pdf)
        select new ServedAttachment(file.Sha256, row.FileName, row.Kind != PaperKind.Pdf, row.AddedUtc)).SingleOrDefaultAsync(ct);
}
