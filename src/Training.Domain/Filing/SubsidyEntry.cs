using Training.Domain.Persistence;

namespace Training.Domain.Filing;

/// <summary>资金来源 (濮民〔2023〕63号 正文六（四）): 彩票公益金、就业补助资金、财政安排的其他资金.</summary>
public enum SubsidyFund
{
    Lottery,
    Employment,
    Other,
}

/// <summary>补助台账: one amount, for one body, on the basis of one accepted sheet. Never deleted: what was wrong is struck out with a reason.</summary>
public sealed class SubsidyEntry : IOrganizationRow, IVersioned
{
    public const int TextMaxLength = 100;
    public const int ReasonMaxLength = 200;

    public static string OrganizationColumn => nameof(OrganizationId);

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FilingId { get; set; }

    /// <summary>The sheet that it rests on, supplements included: what was in force on the day of entry.</summary>
    public long SnapshotId { get; set; }

    public required string Sha256 { get; set; }

    /// <summary>Of the county.</summary>
    public long RegionCode { get; set; }

    public long OrganizationId { get; set; }

    public SubsidyFund Fund { get; set; }

    /// <summary>Which one, when it is another.</summary>
    public string? FundName { get; set; }

    /// <summary>Yuan.</summary>
    public decimal Amount { get; set; }

    /// <summary>Day of the decision.</summary>
    public DateOnly DecidedOn { get; set; }

    /// <summary>拨付文号</summary>
    public string? Document { get; set; }

    public DateTime EnteredUtc { get; set; }

    public long? EnteredBy { get; set; }

    public DateTime? StruckUtc { get; set; }

    public long? StruckBy { get; set; }

    public string? StruckBecause { get; set; }

    public long Version { get; set; }

    /// <summary>Stream of the written history.</summary>
    public string AuditStream() => $"subsidy/{Key}";
}
