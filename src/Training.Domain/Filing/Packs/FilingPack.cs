using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Filing.Packs;

/// <summary>佐证材料包: a signed sheet with everything it rests on, in one ZIP. Made anew when something came to it; those before stay.</summary>
public sealed class FilingPack : IRegionScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long SnapshotId { get; set; }

    public long RegionCode { get; set; }

    public long StoredFileId { get; set; }

    /// <summary>Of its list of files: whoever holds the ZIP compares this with what the verifier page says.</summary>
    public required string ManifestSha256 { get; set; }

    public int Files { get; set; }

    /// <summary>What the sheet rests on and the pack does not hold.</summary>
    public int LeftOut { get; set; }

    public DateTime MadeUtc { get; set; }
}

public static class PackTables
{
    public static DbSet<FilingPack> FilingPacks(this TrainingDbContext db) => db.Set<FilingPack>();
}

internal sealed class FilingPackMapping : IEntityTypeConfiguration<FilingPack>
{
    public void Configure(EntityTypeBuilder<FilingPack> builder)
    {
        builder.ToTable("FilingPack");
        builder.Property(p => p.ManifestSha256).HasMaxLength(64).IsUnicode(false);
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(p => p.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_FilingPack_Key");
        builder.HasIndex(p => new { p.SnapshotId, p.StoredFileId }).IsUnique().HasDatabaseName("UX_FilingPack_Once");
    }
}
