using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Media;
using Training.Domain.Persistence;

namespace Training.Domain.Filing.Scans;

public enum ScanState
{
    /// <summary>Not read yet.</summary>
    Waiting,

    /// <summary>Could not be opened; the sentence says why.</summary>
    Broken,

    /// <summary>Read, and something is left to people: a page is missing, or a row is not decided.</summary>
    Open,

    /// <summary>Every page is there and every row agrees or was found to agree by somebody.</summary>
    Same,

    /// <summary>Every page is there and every row decided, and on some the paper says something else.</summary>
    Differs,
}

/// <summary>The scan of the stamped paper of one signed sheet. A better one replaces it and leaves it in the list.</summary>
public sealed class FilingScan : IRegionScoped, IVersioned
{
    public const int FileNameMaxLength = 200;
    public const int TroubleMaxLength = 200;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long SnapshotId { get; set; }

    public long RegionCode { get; set; }

    public long StoredFileId { get; set; }

    /// <summary>As the sender called it, without its folder.</summary>
    public required string FileName { get; set; }

    public PaperKind Kind { get; set; }

    public ScanState State { get; set; }

    public string? Trouble { get; set; }

    /// <summary>Pages that the sheet itself has on paper, known once it is read.</summary>
    public int SheetPages { get; set; }

    public DateTime SentUtc { get; set; }

    public long? SentBy { get; set; }

    public DateTime? ReadUtc { get; set; }

    /// <summary>When a better scan took its place.</summary>
    public DateTime? ReplacedUtc { get; set; }

    public long Version { get; set; }
}

public enum ScanFinding
{
    /// <summary>A page of this sheet.</summary>
    Bound,

    /// <summary>A page that another one of the scan shows better.</summary>
    Doubled,

    /// <summary>It carries the code of another sheet.</summary>
    Other,

    /// <summary>Laid out as this sheet is, and its code could not be read: somebody may say that it is this sheet's.</summary>
    Unread,

    /// <summary>No page of a sheet.</summary>
    Foreign,
}

public enum CodeSource
{
    None,

    /// <summary>The QR was read.</summary>
    Qr,

    /// <summary>The printed signs were read.</summary>
    Signs,

    /// <summary>Somebody looked at the page; who and why stands in the history.</summary>
    Person,
}

/// <summary>One page of a scan, and what it turned out to be.</summary>
public sealed class FilingScanPage : IRegionScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long ScanId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>Place in the scan, from 1.</summary>
    public int Number { get; set; }

    public ScanFinding Finding { get; set; }

    /// <summary>Page of the sheet, on an unread page the one that it is laid out as; null when it is none.</summary>
    public int? SheetPage { get; set; }

    public string? Code { get; set; }

    public CodeSource Source { get; set; }

    /// <summary>The page as a picture, upright where it could be laid over the sheet.</summary>
    public long StoredFileId { get; set; }
}

public enum RowVerdict
{
    /// <summary>一致</summary>
    Same,

    /// <summary>不一致</summary>
    Differs,

    /// <summary>看不清，请人看</summary>
    Unclear,
}

/// <summary>One row of the sheet as the paper shows it.</summary>
public sealed class FilingScanRow : IRegionScoped, IVersioned
{
    public const int LabelMaxLength = 60;
    public const int TextMaxLength = 400;
    public const int ReasonMaxLength = 300;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long ScanId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>Page of the sheet, from 1.</summary>
    public int SheetPage { get; set; }

    /// <summary>Within the page, from 1.</summary>
    public int Number { get; set; }

    public required string Label { get; set; }

    public RowVerdict Verdict { get; set; }

    /// <summary>What the sheet says there.</summary>
    public required string Said { get; set; }

    /// <summary>What the paper seems to say; null where it agrees or nothing could be read.</summary>
    public string? Seen { get; set; }

    /// <summary>What is wrong, in words; null where it agrees.</summary>
    public string? Words { get; set; }

    /// <summary>Piece of the paper; kept for rows that somebody must look at.</summary>
    public long? PaperFileId { get; set; }

    /// <summary>The same piece as printed.</summary>
    public long? SheetFileId { get; set; }

    /// <summary>What somebody found who looked; null: nobody has, or nobody has to.</summary>
    public RowVerdict? Decision { get; set; }

    public string? Reason { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public long? DecidedBy { get; set; }

    public long Version { get; set; }

    public bool NeedsSomebody => Verdict != RowVerdict.Same && Decision is null;

    /// <summary>The paper says something else: somebody found so, or the reader did and nobody has looked.</summary>
    public bool IsAgainst => (Decision ?? Verdict) == RowVerdict.Differs;
}

public static class ScanTables
{
    public static DbSet<FilingScan> FilingScans(this TrainingDbContext db) => db.Set<FilingScan>();

    public static DbSet<FilingScanPage> FilingScanPages(this TrainingDbContext db) => db.Set<FilingScanPage>();

    public static DbSet<FilingScanRow> FilingScanRows(this TrainingDbContext db) => db.Set<FilingScanRow>();
}

internal sealed class ScanMapping : IEntityTypeConfiguration<FilingScan>, IEntityTypeConfiguration<FilingScanPage>, IEntityTypeConfiguration<FilingScanRow>
{
    public void Configure(EntityTypeBuilder<FilingScan> builder)
    {
        builder.ToTable("FilingScan");
        builder.Property(s => s.FileName).HasMaxLength(FilingScan.FileNameMaxLength);
        builder.Property(s => s.Trouble).HasMaxLength(FilingScan.TroubleMaxLength);
        builder.HasOne<FilingSnapshot>().WithMany().HasForeignKey(s => s.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(s => s.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_FilingScan_Key");
        builder.HasIndex(s => s.SnapshotId).HasDatabaseName("IX_FilingScan_Snapshot");
    }

    public void Configure(EntityTypeBuilder<FilingScanPage> builder)
    {
        builder.ToTable("FilingScanPage");
        builder.Property(p => p.Code).HasMaxLength(SheetCode.Signs).IsUnicode(false);
        builder.HasOne<FilingScan>().WithMany().HasForeignKey(p => p.ScanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_FilingScanPage_Key");
        builder.HasIndex(p => new { p.ScanId, p.Number }).IsUnique().HasDatabaseName("UX_FilingScanPage_Number");
    }

    public void Configure(EntityTypeBuilder<FilingScanRow> builder)
    {
        builder.ToTable("FilingScanRow");
        builder.Property(r => r.Label).HasMaxLength(FilingScanRow.LabelMaxLength);
        builder.Property(r => r.Said).HasMaxLength(FilingScanRow.TextMaxLength);
        builder.Property(r => r.Seen).HasMaxLength(FilingScanRow.TextMaxLength);
        builder.Property(r => r.Words).HasMaxLength(FilingScanRow.TextMaxLength);
        builder.Property(r => r.Reason).HasMaxLength(FilingScanRow.ReasonMaxLength);
        builder.HasOne<FilingScan>().WithMany().HasForeignKey(r => r.ScanId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(r => r.PaperFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(r => r.SheetFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Key).IsUnique().HasDatabaseName("UX_FilingScanRow_Key");
        builder.HasIndex(r => new { r.ScanId, r.SheetPage, r.Number }).IsUnique().HasDatabaseName("UX_FilingScanRow_Number");
    }
}
