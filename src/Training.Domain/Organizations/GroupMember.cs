using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Organizations;

/// <summary>Posts of a leading group, in the order in which notices name them.</summary>
public enum GroupPost
{
    /// <summary>组长</summary>
    Leader,

    /// <summary>副组长</summary>
    Deputy,

    /// <summary>成员</summary>
    Member,

    /// <summary>办公室主任</summary>
    OfficeHead,

    /// <summary>联络员</summary>
    Liaison,
}

/// <summary>领导小组: somebody who serves in the leading group of the city or of a county, from a day on.</summary>
public sealed class GroupMember : IRegionScoped
{
    public const int NameMaxLength = 50;
    public const int UnitMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Code of the city or of the county whose group it is.</summary>
    public long RegionCode { get; set; }

    public required string Name { get; set; }

    public GroupPost Post { get; set; }

    /// <summary>Unit and office: 市民政局党组书记、局长.</summary>
    public required string Unit { get; set; }

    public DateOnly FromDate { get; set; }

    /// <summary>First day on which he or she serves no longer.</summary>
    public DateOnly? UntilDate { get; set; }

    public string? EndedBecause { get; set; }
}

internal sealed class GroupMemberMapping : IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<GroupMember> builder)
    {
        builder.ToTable("GroupMember");
        builder.Property(m => m.Name).HasMaxLength(GroupMember.NameMaxLength);
        builder.Property(m => m.Unit).HasMaxLength(GroupMember.UnitMaxLength);
        builder.Property(m => m.EndedBecause).HasMaxLength(Organization.ReasonMaxLength);
        builder.HasIndex(m => m.Key).IsUnique().HasDatabaseName("UX_GroupMember_Key");
        builder.HasIndex(m => m.RegionCode).HasDatabaseName("IX_GroupMember_Region");
    }
}
