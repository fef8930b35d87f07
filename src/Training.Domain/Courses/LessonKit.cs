using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>
/// 大喇叭、电视播放包 of one lesson: sound in pieces for the village loudspeaker, a file for the television box and a broadcast slip, as one
/// archive for a USB stick. Made on demand; asked for again when the lesson has been published anew.
/// </summary>
public sealed class LessonKit : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public long LessonId { get; set; }

    public long RegionCode { get; set; }

    public DateTime RequestedUtc { get; set; }

    public long? RequestedById { get; set; }

    /// <summary>The published folder that it was made of; another one means that the kit is out of date.</summary>
    public string? SourceFolder { get; set; }

    /// <summary>Path below media/; null until it is whole.</summary>
    public string? Archive { get; set; }

    public long Bytes { get; set; }

    public int Pieces { get; set; }

    public DateTime? ReadyUtc { get; set; }

    /// <summary>One plain Chinese sentence: why it could not be made.</summary>
    public string? Refusal { get; set; }

    public long Version { get; set; }
}

public static class LessonKitTables
{
    public static DbSet<LessonKit> LessonKits(this TrainingDbContext db) => db.Set<LessonKit>();
}

internal sealed class LessonKitMapping : IEntityTypeConfiguration<LessonKit>
{
    public void Configure(EntityTypeBuilder<LessonKit> builder)
    {
        builder.ToTable("LessonKit");
        builder.Property(k => k.SourceFolder).HasMaxLength(100);
        builder.Property(k => k.Archive).HasMaxLength(120);
        builder.Property(k => k.Refusal).HasMaxLength(500);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(k => k.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(k => k.LessonId).IsUnique().HasDatabaseName("UX_LessonKit_Lesson");
    }
}
