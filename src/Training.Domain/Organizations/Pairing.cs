using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Organizations;

/// <summary>
/// 定点联系: a body keeps contact with a community or village from a day on. Every social-work body has at least one
/// (濮民〔2023〕63号: 社会组织定点联系社区).
/// </summary>
public sealed class Pairing : IOrganizationRow
{
    public static string OrganizationColumn => nameof(OrganizationId);

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long OrganizationId { get; set; }

    /// <summary>Code of the community or village.</summary>
    public long RegionCode { get; set; }

    public DateOnly FromDate { get; set; }

    /// <summary>Exclusive; null while it lasts.</summary>
    public DateOnly? UntilDate { get; set; }

    public string? EndedBecause { get; set; }

    public bool HoldsOn(DateOnly day) => FromDate <= day && (UntilDate is null || day < UntilDate);
}

internal sealed class PairingMapping : IEntityTypeConfiguration<Pairing>
{
    public void Configure(EntityTypeBuilder<Pairing> builder)
    {
        builder.ToTable("Pairing");
        builder.Property(p => p.EndedBecause).HasMaxLength(Organization.ReasonMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Region>().WithMany().HasForeignKey(p => p.RegionCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.Key).IsUnique().HasDatabaseName("UX_Pairing_Key");
        builder.HasIndex(p => p.RegionCode).HasDatabaseName("IX_Pairing_Region");
    }
}
