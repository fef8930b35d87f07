using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;

namespace Training.Domain.Attendance;

public static class AttendanceTables
{
    public static DbSet<Roll> Rolls(this TrainingDbContext db) => db.Set<Roll>();

    public static DbSet<RollMark> RollMarks(this TrainingDbContext db) => db.Set<RollMark>();

    public static DbSet<RollStep> RollSteps(this TrainingDbContext db) => db.Set<RollStep>();

    public static DbSet<RollEntry> RollEntries(this TrainingDbContext db) => db.Set<RollEntry>();

    public static DbSet<WalkIn> WalkIns(this TrainingDbContext db) => db.Set<WalkIn>();

    public static DbSet<ClassPhoto> ClassPhotos(this TrainingDbContext db) => db.Set<ClassPhoto>();

    public static DbSet<TaughtRecord> TaughtRecords(this TrainingDbContext db) => db.Set<TaughtRecord>();
}

internal sealed class RollMapping : IEntityTypeConfiguration<Roll>
{
    public void Configure(EntityTypeBuilder<Roll> builder)
    {
        builder.ToTable("Roll");
        builder.HasOne<Session>().WithMany().HasForeignKey(r => r.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.SessionId).IsUnique().HasDatabaseName("UX_Roll_Session");
        builder.HasIndex(r => r.Key).IsUnique().HasDatabaseName("UX_Roll_Key");
        // The few that are open, among all that ever were: asked for on front pages.
        builder.HasIndex(r => r.StationId, "IX_Roll_Open").HasFilter($"\"{nameof(Roll.Status)}\" = '{nameof(RollStatus.Open)}'");
    }
}

internal sealed class RollMarkMapping : IEntityTypeConfiguration<RollMark>
{
    public void Configure(EntityTypeBuilder<RollMark> builder)
    {
        builder.ToTable("RollMark");
        builder.Property(m => m.Device).HasMaxLength(MarkRules.DeviceMaxLength);
        builder.Property(m => m.Reason).HasMaxLength(MarkRules.ReasonMaxLength);
        builder.HasOne<Roll>().WithMany().HasForeignKey(m => m.RollId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.Key).IsUnique().HasDatabaseName("UX_RollMark_Key");
        builder.HasIndex(m => new { m.RollId, m.AttendeeKey }).HasDatabaseName("IX_RollMark_Attendee");
    }
}

internal sealed class RollStepMapping : IEntityTypeConfiguration<RollStep>
{
    public void Configure(EntityTypeBuilder<RollStep> builder)
    {
        builder.ToTable("RollStep");
        builder.Property(s => s.Device).HasMaxLength(MarkRules.DeviceMaxLength);
        builder.Property(s => s.Reason).HasMaxLength(MarkRules.ReasonMaxLength);
        builder.HasOne<Roll>().WithMany().HasForeignKey(s => s.RollId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_RollStep_Key");
        builder.HasIndex(s => s.RollId).HasDatabaseName("IX_RollStep_Roll");
    }
}

internal sealed class RollEntryMapping : IEntityTypeConfiguration<RollEntry>
{
    public void Configure(EntityTypeBuilder<RollEntry> builder)
    {
        builder.ToTable("RollEntry");
        builder.HasOne<Roll>().WithMany().HasForeignKey(e => e.RollId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Session>().WithMany().HasForeignKey(e => e.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<WalkIn>().WithMany().HasForeignKey(e => e.WalkInId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.SessionId, e.AttendeeKey }).IsUnique().HasDatabaseName("UX_RollEntry_Attendee");
        builder.HasIndex(e => new { e.Month, e.RegionCode }).HasDatabaseName("IX_RollEntry_Month");
    }
}

internal sealed class WalkInMapping : IEntityTypeConfiguration<WalkIn>
{
    public void Configure(EntityTypeBuilder<WalkIn> builder)
    {
        builder.ToTable("WalkIn");
        builder.Property(w => w.Name).HasMaxLength(Person.NameMaxLength);
        builder.Property(w => w.PhoneTailSealed).HasMaxLength(100);
        builder.Property(w => w.PhoneTailIndex).HasMaxLength(32);
        builder.HasOne<Roll>().WithMany().HasForeignKey(w => w.RollId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => w.Key).IsUnique().HasDatabaseName("UX_WalkIn_Key");
    }
}
