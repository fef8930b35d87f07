using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Courses;

/// <summary>Where a course stands with families. A published one stays so while a later version of it waits for the county.</summary>
public enum CourseStatus
{
    Draft,

    /// <summary>Waits for the county; families have never seen it, or no longer do.</summary>
    InReview,

    /// <summary>The county sent it back; the reason stands on its last <see cref="CourseVersion"/>.</summary>
    Returned,
    Published,
    Withdrawn,
}

/// <summary>What somebody should bring along.</summary>
public enum CourseDifficulty
{
    Everybody,
    SomePractice,
    Carers,
}

/// <summary>音视频课程 of a county; counts for Z4 when it is published and has a playable lesson.</summary>
public sealed class Course : IRegionScoped, IVersioned
{
    public const int TitleMaxLength = 100;

    public const int SummaryMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>County that publishes it.</summary>
    public long RegionCode { get; set; }

    public long TrainerId { get; set; }

    public required string Title { get; set; }

    /// <summary>One of the course topics.</summary>
    public required string TopicCode { get; set; }

    public string? Summary { get; set; }

    public CourseDifficulty Difficulty { get; set; }

    /// <summary>As <see cref="CourseTags"/> joins them.</summary>
    public string? Tags { get; set; }

    public CourseStatus Status { get; set; }

    /// <summary>When families first saw it, since it was last withdrawn; later versions leave it as it is.</summary>
    public DateTime? PublishedUtc { get; set; }

    /// <summary>When it was last taken back from families; null since it is shown again.</summary>
    public DateTime? WithdrawnUtc { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"course/{Key}";
}

public enum LessonStatus
{
    Queued,
    Probing,
    Encoding,
    Verifying,
    Published,

    /// <summary>The file cannot be a lesson; <see cref="Lesson.Refusal"/> says why and what to do.</summary>
    Refused,
    Failed,
}

/// <summary>One lesson: an uploaded original and, once verified, the published renditions made from it.</summary>
public sealed class Lesson : IRegionScoped, IVersioned, IEncodedRecord
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long CourseId { get; set; }

    public long RegionCode { get; set; }

    public int Ordinal { get; set; }

    public required string Title { get; set; }

    public long StoredFileId { get; set; }

    /// <summary>Name as uploaded, shown to its owner only.</summary>
    public required string SourceName { get; set; }

    /// <summary>Stays out of what is sent to the county next; what families see now is not touched.</summary>
    public bool IsLeftOut { get; set; }

    public LessonStatus Status { get; set; }

    /// <summary>One plain Chinese sentence.</summary>
    public string? Refusal { get; set; }

    /// <summary>Measured on decoded output, never taken from the container.</summary>
    public long? DurationMs { get; set; }

    /// <summary>The pointer that publishes: folder under media/ that was verified; null while nothing is playable.</summary>
    public string? PublishedFolder { get; set; }

    /// <summary>What was measured of the original (<see cref="Media.MediaFacts"/> as JSON), so that no later run has to look again; null before.</summary>
    public string? Measured { get; set; }

    public long Version { get; set; }
}

/// <summary>One rendition of a published lesson.</summary>
public sealed class Rendition
{
    public long Id { get; set; }

    public long LessonId { get; set; }

    /// <summary>For example 360p or audio; the folder of its files below the lesson's.</summary>
    public required string Name { get; set; }

    public Media.RenditionKind Kind { get; set; }

    /// <summary>RFC 6381, e.g. avc1.4D401F.</summary>
    public string Codecs { get; set; } = "";

    public int AverageBitrate { get; set; }

    /// <summary>Integrated loudness measured on the finished sound, LUFS; null without sound or where it is too short or silent.</summary>
    public double? Loudness { get; set; }

    /// <summary>When its files were found missing or changed; it is left out of the playlist until it is made again.</summary>
    public DateTime? BrokenUtc { get; set; }

    /// <summary>Pixels; 0 for sound alone.</summary>
    public int Height { get; set; }

    public int Width { get; set; }

    /// <summary>Bits a second of its largest segment.</summary>
    public int Bitrate { get; set; }

    public long Bytes { get; set; }

    public long DurationMs { get; set; }
}

/// <summary>A dated self-check of the public course module (Z2): was it reachable, at which address.</summary>
public sealed class ModuleSelfCheck : IRegionScoped
{
    public long Id { get; set; }

    public long RegionCode { get; set; }

    public DateTime CheckedUtc { get; set; }

    public Shared.Month Month { get; set; }

    public required string Url { get; set; }

    public bool Reachable { get; set; }

    public string? Detail { get; set; }
}

public static class CoursesTables
{
    public static DbSet<Course> Courses(this TrainingDbContext db) => db.Set<Course>();

    public static DbSet<Lesson> Lessons(this TrainingDbContext db) => db.Set<Lesson>();

    public static DbSet<Rendition> Renditions(this TrainingDbContext db) => db.Set<Rendition>();

    public static DbSet<ModuleSelfCheck> ModuleSelfChecks(this TrainingDbContext db) => db.Set<ModuleSelfCheck>();
}

internal sealed class CourseMapping : IEntityTypeConfiguration<Course>
{
    public void Configure(EntityTypeBuilder<Course> builder)
    {
        builder.ToTable("Course");
        builder.Property(c => c.Title).HasMaxLength(Course.TitleMaxLength);
        builder.Property(c => c.TopicCode).HasMaxLength(40);
        builder.Property(c => c.Summary).HasMaxLength(Course.SummaryMaxLength);
        builder.Property(c => c.Tags).HasMaxLength(CourseTags.MaxLength);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(c => c.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Topic>().WithMany().HasForeignKey(c => c.TopicCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_Course_Key");
        builder.HasIndex(c => c.RegionCode).HasDatabaseName("IX_Course_Region");
    }
}

internal sealed class LessonMapping : IEntityTypeConfiguration<Lesson>
{
    public void Configure(EntityTypeBuilder<Lesson> builder)
    {
        builder.ToTable("Lesson");
        builder.Property(l => l.Title).HasMaxLength(Course.TitleMaxLength);
        builder.Property(l => l.SourceName).HasMaxLength(255);
        builder.Property(l => l.Refusal).HasMaxLength(500);
        builder.Property(l => l.PublishedFolder).HasMaxLength(100);
        builder.Property(l => l.Measured).HasMaxLength(4000);
        builder.HasOne<Course>().WithMany().HasForeignKey(l => l.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(l => l.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => l.Key).IsUnique().HasDatabaseName("UX_Lesson_Key");
    }
}

internal sealed class RenditionMapping : IEntityTypeConfiguration<Rendition>
{
    public void Configure(EntityTypeBuilder<Rendition> builder)
    {
        builder.ToTable("Rendition");
        builder.Property(r => r.Name).HasMaxLength(20);
        builder.Property(r => r.Codecs).HasMaxLength(40);
        builder.HasIndex(r => new { r.LessonId, r.Name }).IsUnique().HasDatabaseName("UX_Rendition_Name");
        builder.HasOne<Lesson>().WithMany().HasForeignKey(r => r.LessonId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ModuleSelfCheckMapping : IEntityTypeConfiguration<ModuleSelfCheck>
{
    public void Configure(EntityTypeBuilder<ModuleSelfCheck> builder)
    {
        builder.ToTable("ModuleSelfCheck");
        builder.Property(c => c.Url).HasMaxLength(200);
        builder.Property(c => c.Detail).HasMaxLength(200);
        builder.HasIndex(c => new { c.Month, c.RegionCode }).HasDatabaseName("IX_ModuleSelfCheck_Month");
    }
}
