using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Persistence;

namespace Training.Domain.Uploads;

public enum UploadStatus
{
    /// <summary>Takes bytes, or has them all and waits for the sender's hash.</summary>
    Receiving,

    /// <summary>A lesson was made of it.</summary>
    Finished,

    /// <summary>What arrived is no recording or not what was sent; nothing of it was kept.</summary>
    Refused,
    Cancelled,
    Expired,

    /// <summary>Comes in one piece by the plain form: its room is kept, and what breaks off cannot go on.</summary>
    Streaming,
}

/// <summary>
/// One recording on its way, piece by piece. The row says whose it is, for which course, how long it will be and how much of it lies
/// surely on the disk; the bytes stand in a partial file beside the store until they are whole and proved.
/// </summary>
public sealed class Upload : IRegionScoped, IVersioned
{
    public const int FileNameMaxLength = 255;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long RegionCode { get; set; }

    public long CourseId { get; set; }

    /// <summary>The only account that may go on with it.</summary>
    public long AccountId { get; set; }

    /// <summary>As the device names it; never a path.</summary>
    public required string FileName { get; set; }

    /// <summary>Of the lesson; null takes the file's name.</summary>
    public string? Title { get; set; }

    /// <summary>As announced; what arrives is exactly so long.</summary>
    public long Bytes { get; set; }

    /// <summary>Written to the disk and forced there. After a crash the file may be shorter: then the file is right.</summary>
    public long Offset { get; set; }

    /// <summary>What the encoding is likely to need beside the original; kept free for it until the lesson's work has ended.</summary>
    public long MadeBytes { get; set; }

    /// <summary>SHA-256 of the whole as the sender computed it, lower-case; null until told.</summary>
    public string? ExpectedSha256 { get; set; }

    public UploadStatus Status { get; set; }

    /// <summary>One plain Chinese sentence.</summary>
    public string? Refusal { get; set; }

    public long? LessonId { get; set; }

    public DateTime StartedUtc { get; set; }

    /// <summary>When something arrived last.</summary>
    public DateTime TouchedUtc { get; set; }

    /// <summary>Left alone until then it is cleared away; slides with every piece.</summary>
    public DateTime ExpiresUtc { get; set; }

    public long Version { get; set; }

    public bool IsWhole => Offset == Bytes;

    public string AuditStream() => $"upload/{Key}";
}

/// <summary>One row, held by whoever promises room on the disk, so that two promises are never made of the same bytes.</summary>
public sealed class DiskLedger
{
    public const int TheOne = 1;

    public int Id { get; set; }

    /// <summary>How often room was promised.</summary>
    public long Promises { get; set; }
}

public static class UploadsTables
{
    public static DbSet<Upload> Uploads(this TrainingDbContext db) => db.Set<Upload>();

    public static DbSet<DiskLedger> DiskLedgers(this TrainingDbContext db) => db.Set<DiskLedger>();
}

internal sealed class UploadMapping : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> builder)
    {
        builder.ToTable("Upload");
        builder.Property(u => u.FileName).HasMaxLength(Upload.FileNameMaxLength);
        builder.Property(u => u.Title).HasMaxLength(Course.TitleMaxLength);
        builder.Property(u => u.ExpectedSha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(u => u.Refusal).HasMaxLength(500);
        builder.HasOne<Course>().WithMany().HasForeignKey(u => u.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(u => u.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(u => u.LessonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => u.Key).IsUnique().HasDatabaseName("UX_Upload_Key");
        builder.HasIndex(u => new { u.Status, u.ExpiresUtc }).HasDatabaseName("IX_Upload_Status");
    }
}

internal sealed class DiskLedgerMapping : IEntityTypeConfiguration<DiskLedger>
{
    public void Configure(EntityTypeBuilder<DiskLedger> builder)
    {
        builder.ToTable("DiskLedger");
        builder.Property(l => l.Id).ValueGeneratedNever();
    }
}
