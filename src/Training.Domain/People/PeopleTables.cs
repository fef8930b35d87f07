using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.People;

public static class PeopleTables
{
    public static DbSet<Person> People(this TrainingDbContext db) => db.Set<Person>();

    public static DbSet<Household> Households(this TrainingDbContext db) => db.Set<Household>();

    public static DbSet<HouseholdMember> HouseholdMembers(this TrainingDbContext db) => db.Set<HouseholdMember>();

    public static DbSet<PersonCounty> PersonCounties(this TrainingDbContext db) => db.Set<PersonCounty>();
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("Person");
        builder.Property(p => p.Name).HasMaxLength(Person.NameMaxLength);
        builder.Property(p => p.NameKey).HasMaxLength(Person.NameMaxLength);
        builder.Property(p => p.Initials).HasMaxLength(Person.NameMaxLength);
        builder.Property(p => p.Building).HasMaxLength(Person.BuildingMaxLength);
        builder.Property(p => p.KeySealed).HasMaxLength(100);
        builder.Property(p => p.PhoneSealed).HasMaxLength(200);
        builder.Property(p => p.PhoneIndex).HasMaxLength(32);
        builder.Property(p => p.PhoneTailIndex).HasMaxLength(32);
        builder.Property(p => p.IdNumberSealed).HasMaxLength(200);
        builder.Property(p => p.IdNumberIndex).HasMaxLength(32);
        builder.Property(p => p.AddressSealed).HasMaxLength(1000);
        builder.HasOne<Household>().WithMany().HasForeignKey(p => p.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.CanonicalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_Person_Key");
        builder.HasIndex(p => p.RegionCode).HasDatabaseName("IX_Person_Region");
        builder.HasIndex(p => p.NameKey).HasDatabaseName("IX_Person_NameKey");
        builder.HasIndex(p => p.PhoneIndex).HasDatabaseName("IX_Person_Phone");
        builder.HasIndex(p => p.PhoneTailIndex).HasDatabaseName("IX_Person_PhoneTail");
        builder.HasIndex(p => p.IdNumberIndex).HasDatabaseName("IX_Person_IdNumber");
    }
}

internal sealed class HouseholdMapping : IEntityTypeConfiguration<Household>
{
    public void Configure(EntityTypeBuilder<Household> builder)
    {
        builder.ToTable("Household");
        builder.HasIndex(h => h.Key).IsUnique().HasDatabaseName("UX_Household_Key");
        builder.HasIndex(h => h.RegionCode).HasDatabaseName("IX_Household_Region");
    }
}

internal sealed class HouseholdMemberMapping : IEntityTypeConfiguration<HouseholdMember>
{
    public void Configure(EntityTypeBuilder<HouseholdMember> builder)
    {
        builder.ToTable("HouseholdMember");
        builder.HasOne<Household>().WithMany().HasForeignKey(m => m.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonCountyMapping : IEntityTypeConfiguration<PersonCounty>
{
    public void Configure(EntityTypeBuilder<PersonCounty> builder)
    {
        builder.ToTable("PersonCounty");
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.PersonId, m.CountyCode }).HasDatabaseName("IX_PersonCounty_Person");
    }
}
