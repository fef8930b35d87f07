using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

public enum CourseVersionState
{
    /// <summary>The county has not decided yet.</summary>
    InReview,

    /// <summary>The trainer took it back before the county decided.</summary>
    TakenBack,
    Returned,

    /// <summary>What families see; at most one of a course.</summary>
    Published,

    /// <summary>A later version took its place.</summary>
    Superseded,

    /// <summary>The course was withdrawn while this was shown.</summary>
    Withdrawn,
}

/// <summary>
/// A course as it was sent to the county: frozen, whatever becomes of the desk copy (<see cref="Course"/>, <see cref="Lesson"/>). Families see the
/// version that is published, never the desk copy.
/// </summary>
public sealed class CourseVersion : IRegionScoped, IVersioned
{
    public const int NoteMaxLength = 200;

    public const int ReasonMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long CourseId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>From 1 within the course.</summary>
    public int Number { get; set; }

    public CourseVersionState State { get; set; }

    public required string Title { get; set; }

    public required string TopicCode { get; set; }

    public string? Summary { get; set; }

    public CourseDifficulty Difficulty { get; set; }

    public string? Tags { get; set; }

    /// <summary>Attachment whose copy is the cover; null takes the poster of the first lesson.</summary>
    public Guid? CoverKey { get; set; }

    /// <summary>What the trainer said about the change.</summary>
    public string? Note { get; set; }

    public DateTime SubmittedUtc { get; set; }

    public long? SubmittedBy { get; set; }

    public DateTime? DecidedUtc { get; set; }

    /// <summary>Account of the county that decided.</summary>
    public long? DecidedBy { get; set; }

    /// <summary>Why it was returned or withdrawn.</summary>
    public string? Reason { get; set; }

    /// <summary>What the reason is about: title, topic, cover, or the key of a lesson; null: the whole.</summary>
    public string? Place { get; set; }

    /// <summary>When families no longer saw it.</summary>
    public DateTime? EndedUtc { get; set; }

    public long Version { get; set; }
}

/// <summary>A lesson of a version, with what belonged to it then.</summary>
public sealed class CourseVersionLesson
{
    public long Id { get; set; }

    public long VersionId { get; set; }

    public long LessonId { get; set; }

    /// <summary>From 1 within the version.</summary>
    public int Ordinal { get; set; }

    public required string Title { get; set; }

    /// <summary><see cref="LessonContent"/> as JSON.</summary>
    public required string Content { get; set; }
}

public static class CourseVersionTables
{
    public static DbSet<CourseVersion> CourseVersions(this TrainingDbContext db) => db.Set<CourseVersion>();

    public static DbSet<CourseVersionLesson> CourseVersionLessons(this TrainingDbContext db) => db.Set<CourseVersionLesson>();
}

internal sealed class CourseVersionMapping : IEntityTypeConfiguration<CourseVersion>
{
    public void Configure(EntityTypeBuilder<CourseVersion> builder)
    {
        builder.ToTable("CourseVersion");
        builder.Property(v => v.Title).HasMaxLength(Course.TitleMaxLength);
        builder.Property(v => v.TopicCode).HasMaxLength(40);
        builder.Property(v => v.Summary).HasMaxLength(Course.SummaryMaxLength);
        builder.Property(v => v.Tags).HasMaxLength(CourseTags.MaxLength);
        builder.Property(v => v.Note).HasMaxLength(CourseVersion.NoteMaxLength);
        builder.Property(v => v.Reason).HasMaxLength(CourseVersion.ReasonMaxLength);
        builder.Property(v => v.Place).HasMaxLength(60);
        builder.HasOne<Course>().WithMany().HasForeignKey(v => v.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => v.Key).IsUnique().HasDatabaseName("UX_CourseVersion_Key");
        builder.HasIndex(v => new { v.CourseId, v.Number }).IsUnique().HasDatabaseName("UX_CourseVersion_Number");
        // Quoted names are read alike by all three databases.
        builder.HasIndex(v => v.CourseId, "UX_CourseVersion_Published").IsUnique()
            .HasFilter($"\"{nameof(CourseVersion.State)}\" = '{nameof(CourseVersionState.Published)}'");
        builder.HasIndex(v => v.CourseId, "UX_CourseVersion_InReview").IsUnique()
            .HasFilter($"\"{nameof(CourseVersion.State)}\" = '{nameof(CourseVersionState.InReview)}'");
    }
}

internal sealed class CourseVersionLessonMapping : IEntityTypeConfiguration<CourseVersionLesson>
{
    public void Configure(EntityTypeBuilder<CourseVersionLesson> builder)
    {
        builder.ToTable("CourseVersionLesson");
        builder.Property(l => l.Title).HasMaxLength(Course.TitleMaxLength);
        builder.HasOne<CourseVersion>().WithMany().HasForeignKey(l => l.VersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(l => l.LessonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.VersionId, l.LessonId }).IsUnique().HasDatabaseName("UX_CourseVersionLesson");
        builder.HasIndex(l => l.LessonId).HasDatabaseName("IX_CourseVersionLesson_Lesson");
    }
}
