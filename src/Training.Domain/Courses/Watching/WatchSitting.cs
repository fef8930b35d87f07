using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses.Watching;

/// <summary>One sitting before one lesson, from the first play to the last that was heard of it. Times are the server's.</summary>
public sealed class WatchSitting : IVersioned
{
    public long Id { get; set; }

    /// <summary>Made by the server at random; whoever knows it may tell of this sitting, and if somebody is signed in, only he.</summary>
    public Guid Nonce { get; set; }

    public long LessonId { get; set; }

    /// <summary>Who watches; null for a visitor, of whom nothing is kept, and after retention and erasure.</summary>
    public long? PersonId { get; set; }

    /// <summary>In which it was opened.</summary>
    public Month Month { get; set; }

    public DateTime OpenedUtc { get; set; }

    public DateTime LastUtc { get; set; }

    /// <summary>The number of the last beat; a lower one is a repetition.</summary>
    public int Beats { get; set; }

    /// <summary>Where the last stretch that counted ended: there somebody stopped.</summary>
    public long LastPositionMs { get; set; }

    /// <summary>Length of the union of what was watched in this sitting.</summary>
    public long WatchedMs { get; set; }

    /// <summary><see cref="WatchedStretches"/>.</summary>
    public string Stretches { get; set; } = "";

    public DateTime AllowanceUtc { get; set; }

    public long AllowanceMs { get; set; }

    public long Version { get; set; }
}

/// <summary>The clock of somebody signed in: however many pages and phones play at once, an hour pays for one hour.</summary>
public sealed class WatchClock : IVersioned
{
    public long Id { get; set; }

    public long PersonId { get; set; }

    public DateTime AllowanceUtc { get; set; }

    public long AllowanceMs { get; set; }

    public long Version { get; set; }

    public void Keep(WatchAllowance allowance) => (AllowanceUtc, AllowanceMs) = allowance;
}

/// <summary>What somebody signed in has watched of a lesson, in all sittings together.</summary>
public sealed class WatchProgress : IVersioned
{
    public long Id { get; set; }

    public long PersonId { get; set; }

    public long LessonId { get; set; }

    /// <summary><see cref="WatchedStretches"/>.</summary>
    public string Stretches { get; set; } = "";

    public long WatchedMs { get; set; }

    public DateTime FirstUtc { get; set; }

    public DateTime LastUtc { get; set; }

    /// <summary>When enough of it was watched; never taken back.</summary>
    public DateTime? CompletedUtc { get; set; }

    public long Version { get; set; }
}

public static class WatchingTables
{
    public static DbSet<WatchSitting> WatchSittings(this TrainingDbContext db) => db.Set<WatchSitting>();

    public static DbSet<WatchClock> WatchClocks(this TrainingDbContext db) => db.Set<WatchClock>();

    public static DbSet<WatchProgress> WatchProgress(this TrainingDbContext db) => db.Set<WatchProgress>();
}

internal sealed class WatchSittingMapping : IEntityTypeConfiguration<WatchSitting>
{
    public void Configure(EntityTypeBuilder<WatchSitting> builder)
    {
        builder.ToTable("WatchSitting");
        builder.Property(s => s.Stretches).HasMaxLength(WatchedStretches.MaxLength);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(s => s.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Nonce).IsUnique().HasDatabaseName("UX_WatchSitting_Nonce");
        builder.HasIndex(s => new { s.LessonId, s.WatchedMs }).HasDatabaseName("IX_WatchSitting_Lesson");
        builder.HasIndex(s => new { s.PersonId, s.Month }).HasDatabaseName("IX_WatchSitting_Person");
    }
}

internal sealed class WatchClockMapping : IEntityTypeConfiguration<WatchClock>
{
    public void Configure(EntityTypeBuilder<WatchClock> builder)
    {
        builder.ToTable("WatchClock");
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.PersonId).IsUnique().HasDatabaseName("UX_WatchClock_Person");
    }
}

internal sealed class WatchProgressMapping : IEntityTypeConfiguration<WatchProgress>
{
    public void Configure(EntityTypeBuilder<WatchProgress> builder)
    {
        builder.ToTable("WatchProgress");
        builder.Property(p => p.Stretches).HasMaxLength(WatchedStretches.MaxLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(p => p.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.PersonId, p.LessonId }).IsUnique().HasDatabaseName("UX_WatchProgress");
        builder.HasIndex(p => p.LessonId).HasDatabaseName("IX_WatchProgress_Lesson");
    }
}
