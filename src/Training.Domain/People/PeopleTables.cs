using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.People;

public static class PeopleTables
{
    public static DbSet<Person> People(this TrainingDbContext db) => db.Set<Person>();

    public static DbSet<Household> Households(this TrainingDbContext db) => db.Set<Household>();

    public static DbSet<HouseholdMember> HouseholdMembers(this TrainingDbContext db) => db.Set<HouseholdMember>();

    public static DbSet<PersonMatch> PersonMatches(this TrainingDbContext db) => db.Set<PersonMatch>();

    public static DbSet<PersonMerge> PersonMerges(this TrainingDbContext db) => db.Set<PersonMerge>();

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
        builder.Property(p => p.AddressIndex).HasMaxLength(32);
        builder.HasIndex(p => p.RegionCode).HasDatabaseName("IX_Person_Region");
        // A search is one range of one of these, in the order in which it is shown.
        builder.HasIndex(p => new { p.Initials, p.NameKey, p.Id }).HasDatabaseName("IX_Person_Initials");
        builder.HasIndex(p => new { p.CountyCode, p.Initials, p.NameKey, p.Id }).HasDatabaseName("IX_Person_CountyInitials");
        builder.HasIndex(p => new { p.NameKey, p.Id }).HasDatabaseName("IX_Person_NameKey");
        builder.HasIndex(p => new { p.CountyCode, p.NameKey, p.Id }).HasDatabaseName("IX_Person_CountyName");
        builder.HasIndex(p => new { p.BirthDate, p.CountyCode }).HasDatabaseName("IX_Person_Birth");
        builder.HasIndex(p => p.HouseholdId).HasDatabaseName("IX_Person_Household");
        builder.HasIndex(p => p.CanonicalId).HasDatabaseName("IX_Person_Canonical");
        builder.HasIndex(p => p.AwaitsMatching).HasDatabaseName("IX_Person_AwaitsMatching");
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
        builder.HasOne<Household>().WithMany().HasForeignKey(h => h.CanonicalId).OnDelete(DeleteBehavior.Restrict);
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
        builder.HasIndex(m => m.CountyCode).HasDatabaseName("IX_PersonCounty_County");
    }
}

internal sealed class PersonMatchMapping : IEntityTypeConfiguration<PersonMatch>
{
    public void Configure(EntityTypeBuilder<PersonMatch> builder)
    {
        builder.ToTable("PersonMatch");
        builder.Property(m => m.Reasons).HasMaxLength(PersonMatch.ReasonsMaxLength);
        builder.Property(m => m.Why).HasMaxLength(PersonMatch.WhyMaxLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.FirstId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.SecondId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.Key).IsUnique().HasDatabaseName("UX_PersonMatch_Key");
        builder.HasIndex(m => new { m.FirstId, m.SecondId }).IsUnique().HasDatabaseName("UX_PersonMatch_Pair");
        builder.HasIndex(m => m.SecondId).HasDatabaseName("IX_PersonMatch_Second");
        builder.HasIndex(m => new { m.State, m.RegionCode }).HasDatabaseName("IX_PersonMatch_State");
    }
}

internal sealed class PersonMergeMapping : IEntityTypeConfiguration<PersonMerge>
{
    public void Configure(EntityTypeBuilder<PersonMerge> builder)
    {
        builder.ToTable("PersonMerge");
        builder.Property(m => m.Why).HasMaxLength(PersonMatch.WhyMaxLength);
        builder.Property(m => m.WhyUndone).HasMaxLength(PersonMatch.WhyMaxLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.FromId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Household>().WithMany().HasForeignKey(m => m.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Household>().WithMany().HasForeignKey(m => m.IntoHouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.Key).IsUnique().HasDatabaseName("UX_PersonMerge_Key");
        builder.HasIndex(m => m.FromId).HasDatabaseName("IX_PersonMerge_From");
        builder.HasIndex(m => m.IntoId).HasDatabaseName("IX_PersonMerge_Into");
    }
}
