using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>Where a step of a lesson begins; the first may begin later than the lesson.</summary>
public sealed class LessonChapter
{
    public const int TitleMaxLength = 60;

    public const int Most = 60;

    public long Id { get; set; }

    public long LessonId { get; set; }

    public long StartMs { get; set; }

    public required string Title { get; set; }
}

/// <summary>One text of captions, never changed: every saving makes the next number of its language. The highest that is not removed counts.</summary>
public sealed class LessonCaption
{
    public const int LabelMaxLength = 20;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long LessonId { get; set; }

    /// <summary>BCP 47, one of <see cref="CaptionLanguages"/>.</summary>
    public required string Language { get; set; }

    public required string Label { get; set; }

    /// <summary>From 1 within lesson and language.</summary>
    public int Number { get; set; }

    /// <summary>WebVTT as it is served.</summary>
    public required string Text { get; set; }

    public int Cues { get; set; }

    public DateTime WrittenUtc { get; set; }

    public long? WrittenBy { get; set; }

    public DateTime? RemovedUtc { get; set; }
}

/// <summary>What stands in an editor of captions and was not saved as a text yet: kept as it is, with all that is still wrong in it.</summary>
public sealed class CaptionDraft
{
    public const int TextMaxLength = 400_000;

    public long Id { get; set; }

    public long LessonId { get; set; }

    public required string Language { get; set; }

    public required string Text { get; set; }

    public DateTime SavedUtc { get; set; }

    public long? SavedBy { get; set; }
}

/// <summary>The same lesson spoken otherwise, in a dialect: the recorded sound, and once encoded, the folder of its rendition.</summary>
public sealed class LessonSoundTrack : IRegionScoped, IVersioned, IEncodedRecord
{
    public const int LabelMaxLength = 20;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long LessonId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>As families choose it: 濮阳话.</summary>
    public required string Label { get; set; }

    public long StoredFileId { get; set; }

    public required string SourceName { get; set; }

    public LessonStatus Status { get; set; }

    public string? Refusal { get; set; }

    /// <summary>Of the encoded sound.</summary>
    public long? DurationMs { get; set; }

    /// <summary>Below media/, written last, when everything in it was verified.</summary>
    public string? PublishedFolder { get; set; }

    public DateTime AddedUtc { get; set; }

    public DateTime? RemovedUtc { get; set; }

    public long Version { get; set; }
}

public static class LessonPartTables
{
    public static DbSet<LessonChapter> LessonChapters(this TrainingDbContext db) => db.Set<LessonChapter>();

    public static DbSet<LessonCaption> LessonCaptions(this TrainingDbContext db) => db.Set<LessonCaption>();

    public static DbSet<CaptionDraft> CaptionDrafts(this TrainingDbContext db) => db.Set<CaptionDraft>();

    public static DbSet<LessonSoundTrack> LessonSoundTracks(this TrainingDbContext db) => db.Set<LessonSoundTrack>();
}

internal sealed class LessonChapterMapping : IEntityTypeConfiguration<LessonChapter>
{
    public void Configure(EntityTypeBuilder<LessonChapter> builder)
    {
        builder.ToTable("LessonChapter");
        builder.Property(c => c.Title).HasMaxLength(LessonChapter.TitleMaxLength);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(c => c.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => new { c.LessonId, c.StartMs }).IsUnique().HasDatabaseName("UX_LessonChapter");
    }
}

internal sealed class LessonCaptionMapping : IEntityTypeConfiguration<LessonCaption>
{
    public void Configure(EntityTypeBuilder<LessonCaption> builder)
    {
        builder.ToTable("LessonCaption");
        builder.Property(c => c.Language).HasMaxLength(20);
        builder.Property(c => c.Label).HasMaxLength(LessonCaption.LabelMaxLength);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(c => c.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_LessonCaption_Key");
        builder.HasIndex(c => new { c.LessonId, c.Language, c.Number }).IsUnique().HasDatabaseName("UX_LessonCaption_Number");
    }
}

internal sealed class CaptionDraftMapping : IEntityTypeConfiguration<CaptionDraft>
{
    public void Configure(EntityTypeBuilder<CaptionDraft> builder)
    {
        builder.ToTable("CaptionDraft");
        builder.Property(d => d.Language).HasMaxLength(20);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(d => d.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(d => new { d.LessonId, d.Language }).IsUnique().HasDatabaseName("UX_CaptionDraft");
    }
}

internal sealed class LessonSoundTrackMapping : IEntityTypeConfiguration<LessonSoundTrack>
{
    public void Configure(EntityTypeBuilder<LessonSoundTrack> builder)
    {
        builder.ToTable("LessonSoundTrack");
        builder.Property(t => t.Label).HasMaxLength(LessonSoundTrack.LabelMaxLength);
        builder.Property(t => t.SourceName).HasMaxLength(255);
        builder.Property(t => t.Refusal).HasMaxLength(500);
        builder.Property(t => t.PublishedFolder).HasMaxLength(100);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(t => t.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(t => t.StoredFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.Key).IsUnique().HasDatabaseName("UX_LessonSoundTrack_Key");
        builder.HasIndex(t => t.LessonId).HasDatabaseName("IX_LessonSoundTrack_Lesson");
    }
}
