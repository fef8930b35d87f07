using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Organizations;

public enum OrganizationKind
{
    /// <summary>养老机构</summary>
    CareHome,

    /// <summary>医疗机构</summary>
    Medical,

    /// <summary>医养结合机构</summary>
    MedicalCare,

    /// <summary>社会工作服务机构</summary>
    SocialWork,

    /// <summary>培训基地</summary>
    TrainingBase,
}

/// <summary>承接主体: a body that runs stations and files the sheet.</summary>
public sealed class Organization : IRegionScoped
{
    public const int NameMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public required string Name { get; set; }

    public OrganizationKind Kind { get; set; }

    /// <summary>The county that it works for.</summary>
    public long RegionCode { get; set; }

    public string? ContactName { get; set; }

    public string AuditStream() => $"organization/{Id}";
}

public static class OrganizationsTables
{
    public static DbSet<Organization> Organizations(this TrainingDbContext db) => db.Set<Organization>();
}

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("Organization");
        builder.Property(o => o.Name).HasMaxLength(Organization.NameMaxLength);
        builder.Property(o => o.ContactName).HasMaxLength(50);
        builder.HasIndex(o => o.Key).IsUnique().HasDatabaseName("UX_Organization_Key");
        builder.HasIndex(o => o.RegionCode).HasDatabaseName("IX_Organization_Region");
    }
}
