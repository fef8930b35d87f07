using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Sheets;

public enum DraftState
{
    /// <summary>Looked at, nothing written.</summary>
    Previewed,

    Confirmed,

    /// <summary>Put away by its owner, or too old.</summary>
    Dropped,
}

/// <summary>
/// A workbook that somebody uploaded and has not decided on. It holds personal values, so file and preview lie sealed in the row (every
/// machine of the site reaches them there) and are emptied as soon as it is decided.
/// </summary>
public sealed class ImportDraft
{
    public const int FileNameMaxLength = 200;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public required string Kind { get; set; }

    /// <summary>Who uploaded it; nobody else sees it.</summary>
    public long? AccountId { get; set; }

    /// <summary>As uploaded, shown only.</summary>
    public required string FileName { get; set; }

    /// <summary>Of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; set; }

    public DraftState State { get; set; }

    public DateTime UploadedUtc { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public int NewLines { get; set; }

    public int ChangedLines { get; set; }

    public int SameLines { get; set; }

    public int WrongLines { get; set; }

    public byte[]? ContentSealed { get; set; }

    public byte[]? PlanSealed { get; set; }
}

public static class SheetsTables
{
    public static DbSet<ImportDraft> ImportDrafts(this TrainingDbContext db) => db.Set<ImportDraft>();
}

internal sealed class ImportDraftMapping : IEntityTypeConfiguration<ImportDraft>
{
    public void Configure(EntityTypeBuilder<ImportDraft> builder)
    {
        builder.ToTable("ImportDraft");
        builder.Property(d => d.Kind).HasMaxLength(40);
        builder.Property(d => d.FileName).HasMaxLength(ImportDraft.FileNameMaxLength);
        builder.Property(d => d.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.HasIndex(d => d.Key).IsUnique().HasDatabaseName("UX_ImportDraft_Key");
        builder.HasIndex(d => new { d.AccountId, d.Kind }).HasDatabaseName("IX_ImportDraft_Account");
    }
}
