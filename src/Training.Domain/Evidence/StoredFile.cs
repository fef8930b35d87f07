using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Evidence;

/// <summary>A file kept by its content: two uploads of the same bytes are one file.</summary>
public sealed class StoredFile
{
    public long Id { get; set; }

    /// <summary>Lower-case hexadecimal, 64 digits.</summary>
    public required string Sha256 { get; set; }

    public long Bytes { get; set; }

    public DateTime StoredUtc { get; set; }
}

public enum EvidenceKind
{
    Photo,
    SignedRoll,
    Scan,
    Recording,
    Material,
}

/// <summary>佐证材料: a stored file bound to the record that it proves.</summary>
public sealed class EvidenceItem : IRegionScoped
{
    public long Id { get; set; }

    public long RegionCode { get; set; }

    public long StoredFileId { get; set; }

    /// <summary>Kind of the record, for example session.</summary>
    public required string SubjectKind { get; set; }

    public long SubjectId { get; set; }

    public EvidenceKind Kind { get; set; }

    /// <summary>Name as uploaded, shown only.</summary>
    public required string FileName { get; set; }

    public DateTime AddedUtc { get; set; }
}

public static class EvidenceTables
{
    public static DbSet<StoredFile> StoredFiles(this TrainingDbContext db) => db.Set<StoredFile>();

    public static DbSet<EvidenceItem> EvidenceItems(this TrainingDbContext db) => db.Set<EvidenceItem>();

    public static DbSet<Attachment> Attachments(this TrainingDbContext db) => db.Set<Attachment>();

    /// <summary>The row of what was just kept: the one that is there, or a new one for the caller to save.</summary>
    internal static async Task<StoredFile> StoredFileAsync(this TrainingDbContext db, KeptFile kept, DateTime nowUtc, CancellationToken ct)
    {
        var known = db.StoredFiles().Local.SingleOrDefault(f => f.Sha256 == kept.Sha256)
            ?? await db.StoredFiles().SingleOrDefaultAsync(f => f.Sha256 == kept.Sha256, ct);
        if (known is not null)
        {
            return known;
        }

        var stored = new StoredFile { Sha256 = kept.Sha256, Bytes = kept.Bytes, StoredUtc = nowUtc };
        db.StoredFiles().Add(stored);
        return stored;
    }
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("StoredFile");
        builder.Property(f => f.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(f => f.Sha256).IsUnique().HasDatabaseName("UX_StoredFile_Sha256");
    }
}

internal sealed class EvidenceItemMapping : IEntityTypeConfiguration<EvidenceItem>
{
    public void Configure(EntityTypeBuilder<EvidenceItem> builder)
    {
        builder.ToTable("EvidenceItem");
        builder.Property(e => e.SubjectKind).HasMaxLength(40);
        builder.Property(e => e.FileName).HasMaxLength(255);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(e => e.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId }).HasDatabaseName("IX_EvidenceItem_Subject");
    }
}
