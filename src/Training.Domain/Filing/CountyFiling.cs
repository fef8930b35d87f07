using Training.Domain.Persistence;

namespace Training.Domain.Filing;

public enum FilingState
{
    /// <summary>填报中: the bodies fill and sign their part-sheets.</summary>
    Open,

    /// <summary>Every part-sheet is signed; the county gives its opinion.</summary>
    CountyReview,

    /// <summary>Signed by the county and on its way; the city has not received it.</summary>
    Filed,

    /// <summary>The city has it: frozen for everybody below.</summary>
    InReview,

    /// <summary>The city sent it back, item by item.</summary>
    Returned,

    /// <summary>审核通过: figures and papers are right; acceptance is a step of its own.</summary>
    Approved,

    /// <summary>验收: from here it may carry a subsidy.</summary>
    Accepted,
}

/// <summary>
/// 填报: the sheet of one county for one period, from its opening to its acceptance. A body reaches the filings that it leads; the others
/// reach their own <see cref="FilingPart"/>.
/// </summary>
public sealed class CountyFiling : IOrganizationRow, IVersioned
{
    public const int PeriodMaxLength = 7;

    public static string OrganizationColumn => nameof(LeadOrganizationId);

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>Code of the county.</summary>
    public long RegionCode { get; set; }

    /// <summary>2026-10, 2026-Q3 or 2026.</summary>
    public required string Period { get; set; }

    /// <summary>牵头承接主体: signs at the foot of the sheet for all.</summary>
    public long LeadOrganizationId { get; set; }

    public FilingState State { get; set; }

    /// <summary>How often it came back from the city.</summary>
    public int Round { get; set; }

    /// <summary>Last day on which whoever it waits for is in time; counted in working days, anew at each step.</summary>
    public DateOnly DueOn { get; set; }

    public DateTime OpenedUtc { get; set; }

    public long? OpenedBy { get; set; }

    /// <summary>Last step, for the order of lists.</summary>
    public DateTime MovedUtc { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"filing/{Key}";
}

public enum PartState
{
    Open,
    Signed,

    /// <summary>The county sent it back, item by item.</summary>
    Returned,
}

/// <summary>承接主体分表: what one body brings to the county's sheet.</summary>
public sealed class FilingPart : IOrganizationRow, IVersioned
{
    public static string OrganizationColumn => nameof(OrganizationId);

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FilingId { get; set; }

    public long OrganizationId { get; set; }

    /// <summary>As it was called when the filing was opened.</summary>
    public required string OrganizationName { get; set; }

    public long RegionCode { get; set; }

    public bool IsLead { get; set; }

    public PartState State { get; set; }

    public long Version { get; set; }
}

/// <summary>备注 at a line of a sheet, or of one part-sheet. People write words; figures are computed alone.</summary>
public sealed class FilingRemark : IRegionScoped
{
    public const int TextMaxLength = 200;
    public const int CodeMaxLength = 10;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FilingId { get; set; }

    /// <summary>Null: on the county's sheet.</summary>
    public long? PartId { get; set; }

    public long RegionCode { get; set; }

    public required string ItemCode { get; set; }

    /// <summary>Exactly as written.</summary>
    public required string Text { get; set; }

    public DateTime WrittenUtc { get; set; }

    public long? WrittenBy { get; set; }

    public DateTime? RemovedUtc { get; set; }

    public long? RemovedBy { get; set; }
}

/// <summary>One line that was sent back with a reason, and what was answered to it.</summary>
public sealed class FilingReturn : IRegionScoped, IVersioned
{
    public const int TextMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FilingId { get; set; }

    /// <summary>The part-sheet that the county sent back; null: the city sent back the county's sheet.</summary>
    public long? PartId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>Which time of the filing, from 1.</summary>
    public int Round { get; set; }

    /// <summary>Empty: the sheet as a whole.</summary>
    public required string ItemCode { get; set; }

    public required string Reason { get; set; }

    public DateTime ReturnedUtc { get; set; }

    public long? ReturnedBy { get; set; }

    public string? Answer { get; set; }

    public DateTime? AnsweredUtc { get; set; }

    public long? AnsweredBy { get; set; }

    public long Version { get; set; }
}

public enum SignatureKind
{
    /// <summary>承接主体负责人 on its part-sheet.</summary>
    Body,

    /// <summary>县区审核意见</summary>
    County,

    /// <summary>市局审核通过</summary>
    Approval,

    /// <summary>市局验收</summary>
    Acceptance,

    /// <summary>县区在补正表上</summary>
    Supplement,
}

/// <summary>Somebody's name under one snapshot, given with the snapshot's hash before the eyes.</summary>
public sealed class FilingSignature : IRegionScoped
{
    public const int NameMaxLength = 50;
    public const int OpinionMaxLength = 500;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long FilingId { get; set; }

    public long? PartId { get; set; }

    public long RegionCode { get; set; }

    public SignatureKind Kind { get; set; }

    public long SnapshotId { get; set; }

    /// <summary>Of the snapshot, as it was shown to the signer.</summary>
    public required string Sha256 { get; set; }

    public long? SignedBy { get; set; }

    /// <summary>As typed by the signer: the name of the account.</summary>
    public required string SignerName { get; set; }

    public DateTime SignedUtc { get; set; }

    /// <summary>审核意见; null on a part-sheet.</summary>
    public string? Opinion { get; set; }

    /// <summary>When it ceased to hold: withdrawn by the signer, or the sheet was sent back.</summary>
    public DateTime? EndedUtc { get; set; }

    public bool Withdrawn { get; set; }

    /// <summary>What the written history holds of the name: it says nothing by itself, and a name that was changed later does not fit it.</summary>
    internal string NameHash() => CanonicalJson.HashOf($"{Key}/{SignerName}");
}

public enum FilingAction
{
    Opened,
    PartSigned,
    PartWithdrawn,
    PartReturned,
    CountySigned,
    CountyWithdrawn,
    Received,
    Returned,
    Answered,
    Approved,
    Accepted,
    Urged,
    Supplemented,
    SupplementTaken,

    /// <summary>The city set the days of the period anew.</summary>
    TermSet,
}

/// <summary>One dated step in the life of a filing, as its page lists them. The written history proves it.</summary>
public sealed class FilingStep : IRegionScoped
{
    public const int WordsMaxLength = 500;

    public long Id { get; set; }

    public long FilingId { get; set; }

    public long? PartId { get; set; }

    public long RegionCode { get; set; }

    public FilingAction Action { get; set; }

    public DateTime AtUtc { get; set; }

    public long? AccountId { get; set; }

    /// <summary>Opinion, reason or note of the step.</summary>
    public string? Words { get; set; }
}
