using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Media;
using Training.Domain.Persistence;

namespace Training.Domain.Evidence;

public enum AttachmentStatus
{
    /// <summary>A photo whose copy is not made yet; nothing of it is shown.</summary>
    Waiting,
    Ready,

    /// <summary>No copy can be made of it; the sentence says why.</summary>
    Refused,
}

/// <summary>
/// A paper or photo bound to a record of any room. The original is kept by its hash and never shown; of a photo only a copy is, drawn anew
/// without what the camera wrote beside the picture. Who reaches it is decided by its owner (<see cref="IAttachmentOwner"/>), so the row
/// carries no region. Removing leaves the row, its reason and the original.
/// </summary>
public sealed class Attachment : IVersioned
{
    public const int TitleMaxLength = 100;
    public const int ReasonMaxLength = 200;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary><see cref="IAttachmentOwner.Kind"/> of the record.</summary>
    public required string OwnerKind { get; set; }

    public Guid OwnerKey { get; set; }

    /// <summary>Code of one of the owner's purposes.</summary>
    public required string Purpose { get; set; }

    public required string Title { get; set; }

    /// <summary>As the device named it; shown, and offered again when a PDF is taken down.</summary>
    public required string FileName { get; set; }

    public PaperKind Kind { get; set; }

    public AttachmentStatus Status { get; set; }

    /// <summary>Why no copy could be made.</summary>
    public string? Refusal { get; set; }

    /// <summary>Last day on which the paper holds; null where it does not expire.</summary>
    public DateOnly? ValidUntil { get; set; }

    public long StoredFileId { get; set; }

    /// <summary>The copy of a photo that is shown.</summary>
    public long? CopyFileId { get; set; }

    public long? ThumbnailFileId { get; set; }

    public DateTime AddedUtc { get; set; }

    public long? AddedBy { get; set; }

    public DateTime? RemovedUtc { get; set; }

    public long? RemovedBy { get; set; }

    public string? RemovedBecause { get; set; }

    public long Version { get; set; }

    public bool IsPhoto => Kind != PaperKind.Pdf;
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("Attachment");
        builder.Property(a => a.OwnerKind).HasMaxLength(40);
        builder.Property(a => a.Purpose).HasMaxLength(40);
        builder.Property(a => a.Title).HasMaxLength(Attachment.TitleMaxLength);
        builder.Property(a => a.FileName).HasMaxLength(FileNames.MaxLength);
        builder.Property(a => a.Refusal).HasMaxLength(500);
        builder.Property(a => a.RemovedBecause).HasMaxLength(Attachment.ReasonMaxLength);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(a => a.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(a => a.CopyFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(a => a.ThumbnailFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.Key).IsUnique().HasDatabaseName("UX_Attachment_Key");
        builder.HasIndex(a => new { a.OwnerKind, a.OwnerKey }).HasDatabaseName("IX_Attachment_Owner");
        // What is removed may be hung there again; quoted names are read alike by all three databases.
        builder.HasIndex(a => new { a.OwnerKind, a.OwnerKey, a.Purpose, a.StoredFileId }).IsUnique()
            .HasFilter($"\"{nameof(Attachment.RemovedUtc)}\" IS NULL").HasDatabaseName("UX_Attachment_Once");
    }
}
