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

/// <summary>One page of the sheet's PDF as a picture.</summary>
public sealed class FilingPage : IRegionScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long SnapshotId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    public long StoredFileId { get; set; }
}

public static class DocumentTables
{
    public static DbSet<FilingDocument> FilingDocuments(this TrainingDbContext db) => db.Set<FilingDocument>();

    public static DbSet<FilingPage> FilingPages(this TrainingDbContext db) => db.Set<FilingPage>();
}

internal sealed class FilingDocumentMapping : IEntityTypeConfiguration<FilingDocument>, IEntityTypeConfiguration<FilingPage>
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
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_FilingPage_Key");
        builder.HasIndex(p => p.SnapshotId).HasDatabaseName("IX_FilingPage_Snapshot");
    }
}
