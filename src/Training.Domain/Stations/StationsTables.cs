using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Stations;

public static class StationsTables
{
    public static DbSet<Station> Stations(this TrainingDbContext db) => db.Set<Station>();

    public static DbSet<StationStep> StationSteps(this TrainingDbContext db) => db.Set<StationStep>();

    public static DbSet<StationSuspension> StationSuspensions(this TrainingDbContext db) => db.Set<StationSuspension>();

    public static DbSet<StationMember> StationMembers(this TrainingDbContext db) => db.Set<StationMember>();
}

internal sealed class StationMapping : IEntityTypeConfiguration<Station>
{
    public void Configure(EntityTypeBuilder<Station> builder)
    {
        builder.ToTable("Station");
        builder.Property(s => s.Name).HasMaxLength(Station.NameMaxLength);
        builder.Property(s => s.Address).HasMaxLength(200);
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Key).IsUnique().HasDatabaseName("UX_Station_Key");
        builder.HasIndex(s => s.RegionCode).HasDatabaseName("IX_Station_Region");
    }
}

internal sealed class StationStepMapping : IEntityTypeConfiguration<StationStep>
{
    public void Configure(EntityTypeBuilder<StationStep> builder)
    {
        builder.ToTable("StationStep");
        builder.Property(s => s.Reason).HasMaxLength(500);
        builder.HasOne<Station>().WithMany().HasForeignKey(s => s.StationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StationSuspensionMapping : IEntityTypeConfiguration<StationSuspension>
{
    public void Configure(EntityTypeBuilder<StationSuspension> builder)
    {
        builder.ToTable("StationSuspension");
        builder.Property(s => s.Reason).HasMaxLength(500);
        builder.HasOne<Station>().WithMany().HasForeignKey(s => s.StationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StationMemberMapping : IEntityTypeConfiguration<StationMember>
{
    public void Configure(EntityTypeBuilder<StationMember> builder)
    {
        builder.ToTable("StationMember");
        builder.HasOne<Station>().WithMany().HasForeignKey(m => m.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.StationId, m.PersonId }).HasDatabaseName("IX_StationMember_Person");
    }
}
