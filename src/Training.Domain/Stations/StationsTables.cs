using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
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
        builder.Property(s => s.Initials).HasMaxLength(Station.NameMaxLength).IsUnicode(false);
        builder.Property(s => s.HostName).HasMaxLength(Station.HostNameMaxLength);
        builder.Property(s => s.Address).HasMaxLength(Station.AddressMaxLength);
        builder.Property(s => s.Network).HasMaxLength(Station.NetworkMaxLength);
        builder.Property(s => s.Hours).HasMaxLength(400).HasConversion((ValueConverter)new JsonText<ServiceHours>(ServiceHours.Write, ServiceHours.Read), new SameText<ServiceHours>(ServiceHours.Write));
        builder.Property(s => s.Premises).HasMaxLength(1000).HasConversion((ValueConverter)new JsonText<Premises>(Premises.Write, Premises.Read), new SameText<Premises>(Premises.Write));
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
        builder.Property(s => s.Reason).HasMaxLength(StationStep.ReasonMaxLength);
        builder.Property(s => s.Found).HasMaxLength(1000)
            .HasConversion((ValueConverter)new JsonText<PremisesFindings>(PremisesFindings.Write, PremisesFindings.Read), new SameText<PremisesFindings>(PremisesFindings.Write));
        builder.HasOne<Station>().WithMany().HasForeignKey(s => s.StationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StationSuspensionMapping : IEntityTypeConfiguration<StationSuspension>
{
    public void Configure(EntityTypeBuilder<StationSuspension> builder)
    {
        builder.ToTable("StationSuspension");
        builder.Property(s => s.Reason).HasMaxLength(StationStep.ReasonMaxLength);
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

/// <summary>A small record kept as one JSON text: never asked for in a query, read and written whole.</summary>
internal sealed class JsonText<T>(Func<T, string> write, Func<string, T> read) : ValueConverter<T, string>(value => write(value), text => read(text));

/// <summary>Two are the same when they are written the same.</summary>
internal sealed class SameText<T>(Func<T, string> write) : ValueComparer<T>(
    (one, other) => (one == null && other == null) || (one != null && other != null && write(one) == write(other)),
    value => write(value).GetHashCode(StringComparison.Ordinal),
    value => value)
    where T : class;
