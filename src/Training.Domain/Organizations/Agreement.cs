using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Organizations;

public enum AgreementState
{
    /// <summary>Signed, its first day is still to come.</summary>
    NotBegun,
    Valid,

    /// <summary>Ends within the days of notice.</summary>
    Expiring,
    Expired,

    /// <summary>Another agreement follows it.</summary>
    Renewed,

    /// <summary>Ended before its time.</summary>
    Ended,
}

/// <summary>合作协议: what a county agreed with a partner, for how long. Renewing makes a new one that names the former.</summary>
public sealed class Agreement : IOrganizationRow, IVersioned
{
    public const int PartnerMaxLength = 100;
    public const int PurposeMaxLength = 200;
    public const int OrdinaryWarnDays = 60;
    public const int MostWarnDays = 365;

    public static string OrganizationColumn => nameof(OrganizationId);

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long RegionCode { get; set; }

    /// <summary>The body of the register that the partner is, if it stands there.</summary>
    public long? OrganizationId { get; set; }

    public required string Partner { get; set; }

    public required string Purpose { get; set; }

    public DateOnly FromDate { get; set; }

    /// <summary>Last day; null for one without an end.</summary>
    public DateOnly? UntilDate { get; set; }

    /// <summary>How many days before the end it is warned of.</summary>
    public int WarnDays { get; set; } = OrdinaryWarnDays;

    /// <summary>The former agreement that this one follows.</summary>
    public long? RenewsId { get; set; }

    /// <summary>First day on which it holds no longer, when ended before its time.</summary>
    public DateOnly? EndedOn { get; set; }

    public string? EndedBecause { get; set; }

    /// <summary>The day on which inboxes were told that it ends; null while nobody was.</summary>
    public DateOnly? WarnedOn { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"agreement/{Id}";
}

/// <summary>What an agreement is on a day.</summary>
public static class AgreementRules
{
    public static AgreementState StateOn(DateOnly day, DateOnly from, DateOnly? until, int warnDays, DateOnly? endedOn, bool renewed) =>
        endedOn <= day ? AgreementState.Ended
        : renewed && until < day ? AgreementState.Renewed
        : until < day ? AgreementState.Expired
        : day < from ? AgreementState.NotBegun
        : !renewed && until is { } last && last.DayNumber - day.DayNumber <= warnDays ? AgreementState.Expiring
        : AgreementState.Valid;
}

internal sealed class AgreementMapping : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.ToTable("Agreement");
        builder.Property(a => a.Partner).HasMaxLength(Agreement.PartnerMaxLength);
        builder.Property(a => a.Purpose).HasMaxLength(Agreement.PurposeMaxLength);
        builder.Property(a => a.EndedBecause).HasMaxLength(Organization.ReasonMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Agreement>().WithMany().HasForeignKey(a => a.RenewsId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.Key).IsUnique().HasDatabaseName("UX_Agreement_Key");
        builder.HasIndex(a => a.RenewsId).IsUnique().HasDatabaseName("UX_Agreement_Renews");
        builder.HasIndex(a => a.RegionCode).HasDatabaseName("IX_Agreement_Region");
    }
}
