using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

public static class DoorTables
{
    public static DbSet<HouseholdCard> HouseholdCards(this TrainingDbContext db) => db.Set<HouseholdCard>();

    public static DbSet<DoorMark> DoorMarks(this TrainingDbContext db) => db.Set<DoorMark>();

    public static DbSet<RollFlag> RollFlags(this TrainingDbContext db) => db.Set<RollFlag>();

    public static DbSet<FlagReview> FlagReviews(this TrainingDbContext db) => db.Set<FlagReview>();
}

internal sealed class HouseholdCardMapping : IEntityTypeConfiguration<HouseholdCard>
{
    public void Configure(EntityTypeBuilder<HouseholdCard> builder)
    {
        builder.ToTable("HouseholdCard");
        builder.Property(c => c.CodeHash).HasMaxLength(32);
        builder.Property(c => c.ShortIndex).HasMaxLength(32);
        builder.Property(c => c.Contact).HasMaxLength(HouseholdCard.ContactMaxLength);
        builder.Property(c => c.WithdrawnReason).HasMaxLength(HouseholdCard.ReasonMaxLength);
        builder.HasOne<Household>().WithMany().HasForeignKey(c => c.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Station>().WithMany().HasForeignKey(c => c.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Key).IsUnique().HasDatabaseName("UX_HouseholdCard_Key");
        builder.HasIndex(c => c.CodeHash).IsUnique().HasDatabaseName("UX_HouseholdCard_Code");
        builder.HasIndex(c => c.ShortIndex).HasDatabaseName("IX_HouseholdCard_Short");
        builder.HasIndex(c => new { c.HouseholdId, c.StationId }).HasDatabaseName("IX_HouseholdCard_Household");
    }
}

internal sealed class DoorMarkMapping : IEntityTypeConfiguration<DoorMark>
{
    public void Configure(EntityTypeBuilder<DoorMark> builder)
    {
        builder.ToTable("DoorMark");
        builder.Property(m => m.DeviceIndex).HasMaxLength(32);
        builder.Property(m => m.AddressIndex).HasMaxLength(32);
        builder.HasOne<Roll>().WithMany().HasForeignKey(m => m.RollId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.MarkKey).IsUnique().HasDatabaseName("UX_DoorMark_Mark");
        builder.HasIndex(m => new { m.RollId, m.AtUtc }).HasDatabaseName("IX_DoorMark_Roll");
    }
}

internal sealed class RollFlagMapping : IEntityTypeConfiguration<RollFlag>
{
    public void Configure(EntityTypeBuilder<RollFlag> builder)
    {
        builder.ToTable("RollFlag");
        builder.HasOne<Roll>().WithMany().HasForeignKey(f => f.RollId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Roll>().WithMany().HasForeignKey(f => f.OtherRollId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.Key).IsUnique().HasDatabaseName("UX_RollFlag_Key");
        builder.HasIndex(f => new { f.RollId, f.Kind, f.Subject }).IsUnique().HasDatabaseName("UX_RollFlag_Subject");
        builder.HasIndex(f => new { f.RegionCode, f.RaisedUtc }).HasDatabaseName("IX_RollFlag_Region");
    }
}

internal sealed class FlagReviewMapping : IEntityTypeConfiguration<FlagReview>
{
    public void Configure(EntityTypeBuilder<FlagReview> builder)
    {
        builder.ToTable("FlagReview");
        builder.Property(r => r.Note).HasMaxLength(FlagReview.NoteMaxLength);
        builder.HasOne<RollFlag>().WithMany().HasForeignKey(r => r.FlagId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.FlagId).HasDatabaseName("IX_FlagReview_Flag");
    }
}
