using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Households;

public static class HouseholdsTables
{
    public static DbSet<HouseholdFile> HouseholdFiles(this TrainingDbContext db) => db.Set<HouseholdFile>();

    public static DbSet<PersonFile> PersonFiles(this TrainingDbContext db) => db.Set<PersonFile>();

    public static DbSet<HomeVisit> HomeVisits(this TrainingDbContext db) => db.Set<HomeVisit>();

    public static DbSet<HomeVisitPerson> HomeVisitPeople(this TrainingDbContext db) => db.Set<HomeVisitPerson>();
}

internal sealed class HouseholdFileMapping : IEntityTypeConfiguration<HouseholdFile>
{
    public void Configure(EntityTypeBuilder<HouseholdFile> builder)
    {
        builder.ToTable("HouseholdFile");
        builder.HasOne<Station>().WithMany().HasForeignKey(f => f.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Household>().WithMany().HasForeignKey(f => f.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.Key).IsUnique().HasDatabaseName("UX_HouseholdFile_Key");
        builder.HasIndex(f => new { f.StationId, f.HouseholdId }).IsUnique().HasDatabaseName("UX_HouseholdFile_Household");
        builder.HasIndex(f => f.RegionCode).HasDatabaseName("IX_HouseholdFile_Region");
    }
}

internal sealed class PersonFileMapping : IEntityTypeConfiguration<PersonFile>
{
    public void Configure(EntityTypeBuilder<PersonFile> builder)
    {
        builder.ToTable("PersonFile");
        builder.Property(f => f.GroundSealed).HasMaxLength(200);
        builder.Property(f => f.PlanSealed).HasMaxLength(8000);
        builder.HasOne<HouseholdFile>().WithMany().HasForeignKey(f => f.HouseholdFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.HouseholdFileId, f.PersonId }).IsUnique().HasDatabaseName("UX_PersonFile_Person");
    }
}

internal sealed class HomeVisitMapping : IEntityTypeConfiguration<HomeVisit>
{
    public void Configure(EntityTypeBuilder<HomeVisit> builder)
    {
        builder.ToTable("HomeVisit");
        builder.Property(v => v.Content).HasMaxLength(2000);
        builder.HasOne<HouseholdFile>().WithMany().HasForeignKey(v => v.HouseholdFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Trainer>().WithMany().HasForeignKey(v => v.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.OnlyPoolMembers(nameof(HomeVisit.PoolMembershipId), nameof(HomeVisit.TrainerId));
        builder.HasIndex(v => v.Key).IsUnique().HasDatabaseName("UX_HomeVisit_Key");
        builder.HasIndex(v => new { v.Month, v.RegionCode }).HasDatabaseName("IX_HomeVisit_Month");
    }
}

internal sealed class HomeVisitPersonMapping : IEntityTypeConfiguration<HomeVisitPerson>
{
    public void Configure(EntityTypeBuilder<HomeVisitPerson> builder)
    {
        builder.ToTable("HomeVisitPerson");
        builder.HasOne<HomeVisit>().WithMany().HasForeignKey(p => p.HomeVisitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PersonFile>().WithMany().HasForeignKey(p => p.PersonFileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.HomeVisitId, p.PersonFileId }).IsUnique().HasDatabaseName("UX_HomeVisitPerson");
    }
}
