using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;
using Training.Domain.Shared;

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

/// <summary>承接主体: a body that runs stations and files the sheet. Never deleted: what it did stays its own; it is closed with a date.</summary>
public sealed class Organization : IOrganizationRow, IVersioned
{
    public const int NameMaxLength = 100;
    public const int PersonMaxLength = 50;
    public const int AddressMaxLength = 200;
    public const int ReasonMaxLength = 200;

    public static string OrganizationColumn => nameof(Id);

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Exactly as written.</summary>
    public required string Name { get; set; }

    /// <summary>Folded, for search and to warn of a second body of one name.</summary>
    public string NameKey { get; set; } = "";

    /// <summary>Pinyin initials, for search.</summary>
    public string Initials { get; set; } = "";

    public OrganizationKind Kind { get; set; }

    /// <summary>The county that it works for.</summary>
    public long RegionCode { get; set; }

    /// <summary>统一社会信用代码; null while it is not known.</summary>
    public string? CreditCode { get; set; }

    public string? LegalPerson { get; set; }

    public string? ContactName { get; set; }

    public byte[]? ContactPhoneSealed { get; set; }

    public string? Address { get; set; }

    /// <summary>First day on which it works no longer.</summary>
    public DateOnly? ClosedOn { get; set; }

    public string? ClosedBecause { get; set; }

    public long Version { get; set; }

    internal void Reach(ContactDraft draft, Vault vault)
    {
        ContactName = OrganizationRules.OrNothing(draft.ContactName);
        Address = OrganizationRules.OrNothing(draft.Address);
        if (draft.ContactPhone is not null)
        {
            ContactPhoneSealed = ContactNumber.TryParse(draft.ContactPhone, out var phone) ? vault.Seal(phone.Digits) : null;
        }
    }

    public string AuditStream() => $"organization/{Id}";

    public bool IsOpenOn(DateOnly day) => ClosedOn is null || day < ClosedOn;
}

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("Organization");
        builder.Property(o => o.Name).HasMaxLength(Organization.NameMaxLength);
        builder.Property(o => o.NameKey).HasMaxLength(Organization.NameMaxLength);
        builder.Property(o => o.Initials).HasMaxLength(Organization.NameMaxLength);
        builder.Property(o => o.CreditCode).HasMaxLength(Organizations.CreditCode.Length).IsUnicode(false);
        builder.Property(o => o.LegalPerson).HasMaxLength(Organization.PersonMaxLength);
        builder.Property(o => o.ContactName).HasMaxLength(Organization.PersonMaxLength);
        builder.Property(o => o.ContactPhoneSealed).HasMaxLength(200);
        builder.Property(o => o.Address).HasMaxLength(Organization.AddressMaxLength);
        builder.Property(o => o.ClosedBecause).HasMaxLength(Organization.ReasonMaxLength);
        builder.HasIndex(o => o.Key).IsUnique().HasDatabaseName("UX_Organization_Key");
        builder.HasIndex(o => o.RegionCode).HasDatabaseName("IX_Organization_Region");
        builder.HasIndex(o => new { o.RegionCode, o.CreditCode }).IsUnique().HasDatabaseName("UX_Organization_CreditCode");
    }
}
