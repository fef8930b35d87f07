using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Trainers;

/// <summary>Kinds of talent in the pool. The first three are the professional kinds of item J5; social workers are J6.</summary>
public enum TalentKind
{
    /// <summary>教学专业人才</summary>
    Teaching,

    /// <summary>医疗护理专业人才</summary>
    Nursing,

    /// <summary>护工</summary>
    Carer,

    /// <summary>社工</summary>
    SocialWorker,

    /// <summary>志愿者</summary>
    Volunteer,
}

/// <summary>Life of a pool member (campaign: recommended or applied → county selects → city records → public notice → in the pool → left).</summary>
public enum TrainerStatus
{
    Applied,
    Selected,
    OnRecord,
    OnNotice,
    InPool,
    Left,
}

/// <summary>人才库成员: a person approved to teach or to help. Belongs to the city; counties see it through <see cref="TrainerCounty"/>.</summary>
public sealed class Trainer : IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long PersonId { get; set; }

    /// <summary>As shown on the timetable; copied from the person when put on record.</summary>
    public required string Name { get; set; }

    public TalentKind Kind { get; set; }

    /// <summary>Sending unit.</summary>
    public long? OrganizationId { get; set; }

    /// <summary>One line for families: 清丰县护理员.</summary>
    public string? Title { get; set; }

    public TrainerStatus Status { get; set; }

    public DateOnly? InPoolFrom { get; set; }

    /// <summary>First day no longer in the pool.</summary>
    public DateOnly? LeftPoolOn { get; set; }

    public long Version { get; set; }

    public static bool IsProfessional(TalentKind kind) => kind is TalentKind.Teaching or TalentKind.Nursing or TalentKind.Carer;

    public bool InPoolOn(DateOnly day) => InPoolFrom <= day && (LeftPoolOn is null || day < LeftPoolOn);
}

/// <summary>A county that a pool member serves, put on record with dates: lets the county book and see, and feeds items J5 and J6.</summary>
public sealed class TrainerCounty : IRegionScoped
{
    public long Id { get; set; }

    public long TrainerId { get; set; }

    /// <summary>Code of the county.</summary>
    public long RegionCode { get; set; }

    public DateOnly FromDate { get; set; }

    public DateOnly? UntilDate { get; set; }
}

public static class TrainersTables
{
    public static DbSet<Trainer> Trainers(this TrainingDbContext db) => db.Set<Trainer>();

    public static DbSet<PoolMembership> PoolMemberships(this TrainingDbContext db) => db.Set<PoolMembership>();

    public static DbSet<TrainerCounty> TrainerCounties(this TrainingDbContext db) => db.Set<TrainerCounty>();
}

internal sealed class TrainerMapping : IEntityTypeConfiguration<Trainer>
{
    public void Configure(EntityTypeBuilder<Trainer> builder)
    {
        builder.ToTable("Trainer");
        builder.Property(t => t.Name).HasMaxLength(Person.NameMaxLength);
        builder.Property(t => t.Title).HasMaxLength(60);
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.Key).IsUnique().HasDatabaseName("UX_Trainer_Key");
    }
}

internal sealed class TrainerCountyMapping : IEntityTypeConfiguration<TrainerCounty>
{
    public void Configure(EntityTypeBuilder<TrainerCounty> builder)
    {
        builder.ToTable("TrainerCounty");
        builder.HasOne<Trainer>().WithMany().HasForeignKey(t => t.TrainerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.RegionCode, t.TrainerId }).HasDatabaseName("IX_TrainerCounty_Region");
    }
}
