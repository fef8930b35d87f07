using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Filing.Documents;

public enum DocumentKind
{
    Word,
    Excel,
    Pdf,

    /// <summary>佐证材料包</summary>
    Pack,
}

/// <summary>A file that was made of a signed sheet and is kept: everybody who asks gets the same bytes, and nobody waits for a process.</summary>
public sealed class FilingDocument : IRegionScoped
{
    public long Id { get; set; }

    public long SnapshotId { get; set; }

    public long RegionCode { get; set; }

    public DocumentKind Kind { get; set; }

    public long StoredFileId { get; set; }

    public DateTime MadeUtc { get; set; }
}

/// <summary>One page of a PDF as a picture: of the sheet's own, or of the scan of the stamped paper.</summary>
public sealed class FilingPage : IRegionScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long SnapshotId { get; set; }

    /// <summary>Null: of the sheet itself.</summary>
    public long? ScanId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    public long StoredFileId { get; set; }
}

public enum ScanState
{
    /// <summary>The code on it has not been read yet.</summary>
    Waiting,

    /// <summary>The code was read, and is this sheet's.</summary>
    Bound,

    /// <summary>No code could be read; somebody types it.</summary>
    Unread,

    /// <summary>It carries the code of another sheet.</summary>
    Other,

    /// <summary>The file could not be opened.</summary>
    Broken,
}

/// <summary>The scan of a stamped sheet: what its code says it belongs to. The file itself is an attachment of the snapshot.</summary>
public sealed class FilingScan : IRegionScoped, IVersioned
{
    public const int CodesMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long SnapshotId { get; set; }

    public long AttachmentId { get; set; }

    public long RegionCode { get; set; }

    public ScanState State { get; set; }

    /// <summary>Codes of sheets found on it, apart by a space.</summary>
    public string Codes { get; set; } = "";

    /// <summary>Pages on which the code was read.</summary>
    public int Read { get; set; }

    public int Pages { get; set; }

    /// <summary>Who typed the code where none could be read.</summary>
    public long? TypedBy { get; set; }

    public DateTime? SettledUtc { get; set; }

    public long Version { get; set; }
}

public static class DocumentTables
{
    public static DbSet<FilingDocument> FilingDocuments(this TrainingDbContext db) => db.Set<FilingDocument>();

    public static DbSet<FilingPage> FilingPages(this TrainingDbContext db) => db.Set<FilingPage>();

    public static DbSet<FilingScan> FilingScans(this TrainingDbContext db) => db.Set<FilingScan>();
}

internal sealed class FilingDocumentMapping :
    IEntityTypeConfiguration<FilingDocument>, IEntityTypeConfiguration<FilingPage>, IEntityTypeConfiguration<FilingScan>
{
    public void Configure(EntityTypeBuilder<FilingDocument> builder)
    {
        builder.ToTable("FilingDocument");
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(d => d.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(d => d.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.SnapshotId, d.Kind }).IsUnique().HasDatabaseName("UX_FilingDocument_Kind");
    }

    public void Configure(EntityTypeBuilder<FilingPage> builder)
    {
        builder.ToTable("FilingPage");
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(p => p.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FilingScan>().WithMany().HasForeignKey(p => p.ScanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_FilingPage_Key");
        builder.HasIndex(p => p.SnapshotId).HasDatabaseName("IX_FilingPage_Snapshot");
    }

    public void Configure(EntityTypeBuilder<FilingScan> builder)
    {
        builder.ToTable("FilingScan");
        builder.Property(s => s.Codes).HasMaxLength(FilingScan.CodesMaxLength).IsUnicode(false);
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(s => s.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Attachment>().WithMany().HasForeignKey(s => s.AttachmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_FilingScan_Key");
        builder.HasIndex(s => s.AttachmentId).IsUnique().HasDatabaseName("UX_FilingScan_Attachment");
        builder.HasIndex(s => s.SnapshotId).HasDatabaseName("IX_FilingScan_Snapshot");
    }
}
