using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>
/// A bookmark: where a resident stopped in a lesson, as the resident's own player said. It is not time watched, and no figure reads it.
/// There is none for a lesson that was seen to its end.
/// </summary>
public sealed class WatchPosition
{
    public long Id { get; set; }

    /// <summary>The resident for whom the account stands.</summary>
    public long PersonId { get; set; }

    public long LessonId { get; set; }

    /// <summary>Milliseconds from the beginning, never beyond the lesson's length.</summary>
    public long PositionMs { get; set; }

    public DateTime UpdatedUtc { get; set; }
}

public static class WatchTables
{
    public static DbSet<WatchPosition> WatchPositions(this TrainingDbContext db) => db.Set<WatchPosition>();
}

internal sealed class WatchPositionMapping : IEntityTypeConfiguration<WatchPosition>
{
    public void Configure(EntityTypeBuilder<WatchPosition> builder)
    {
        builder.ToTable("WatchPosition");
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(w => w.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(w => new { w.PersonId, w.LessonId }).IsUnique().HasDatabaseName("UX_WatchPosition");
    }
}
