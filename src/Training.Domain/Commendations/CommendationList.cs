using Training.Domain.Persistence;

namespace Training.Domain.Commendations;

/// <summary>优秀集体、单位和个人: whom 濮民〔2023〕63号 (2023-09-14) 正文六（五）wants praised. Families are not among them, so no list names one.</summary>
public enum PraisedKind
{
    /// <summary>优秀集体: 培训站点</summary>
    Station,

    /// <summary>优秀单位: 承接主体</summary>
    Organization,

    /// <summary>优秀个人: 讲师 (教学专业人才、医疗护理专业人才、护工)</summary>
    Lecturer,

    /// <summary>优秀个人: 社工、志愿者</summary>
    Helper,
}

public enum CommendationState
{
    /// <summary>拟定: computed; candidates may be taken off.</summary>
    Draft,

    /// <summary>公示中: objections are heard.</summary>
    OnNotice,

    /// <summary>已确定: the notice ended.</summary>
    Confirmed,

    /// <summary>作废: given up before it was published.</summary>
    Dropped,
}

/// <summary>
/// 通报表扬名单 of a city for a quarter or a year, computed by a dated rule (<see cref="CommendationDefinition"/>). People take candidates off with a reason; nobody adds one,
/// and a place that was freed stays empty, so that nobody can be let in by taking off another.
/// </summary>
public sealed class CommendationList : IRegionScoped, IVersioned
{
    public const int PeriodMaxLength = 7;
    public const int VersionMaxLength = 10;
    public const int ReasonMaxLength = 300;

    public long Id { get; set; }

    public Guid Key { get; set; }

    /// <summary>City whose list it is.</summary>
    public long RegionCode { get; set; }

    /// <summary>2026-Q3 or 2026.</summary>
    public required string Period { get; set; }

    /// <summary>Which list of the city for the period, from 1.</summary>
    public int Number { get; set; }

    public CommendationState State { get; set; }

    /// <summary>Version of the definition by which it was computed.</summary>
    public required string Rule { get; set; }

    /// <summary>The whole computation as canonical text; frozen from the day on which it was put forward.</summary>
    public required string Text { get; set; }

    /// <summary>SHA-256 of the text in UTF-8.</summary>
    public required string Sha256 { get; set; }

    public DateTime MadeUtc { get; set; }

    public long? MadeBy { get; set; }

    /// <summary>When the figures were last computed.</summary>
    public DateTime ComputedUtc { get; set; }

    public DateTime? PutForwardUtc { get; set; }

    /// <summary>The notice that publishes it, the last one.</summary>
    public Guid? NoticeKey { get; set; }

    public DateTime? ConfirmedUtc { get; set; }

    /// <summary>Why it was given up.</summary>
    public string? DropReason { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"commendation/{Key}";
}

public enum CandidateState
{
    /// <summary>In the ranking, below the places of the list.</summary>
    Ranked,

    /// <summary>On the list.</summary>
    Listed,

    /// <summary>Left out by the rule; why stands in the computation.</summary>
    Barred,

    /// <summary>划掉: taken off by an officer before the notice, with the reason.</summary>
    TakenOff,

    /// <summary>公示期内异议成立.</summary>
    StruckOff,

    /// <summary>The notice ended and nothing stood against it.</summary>
    Praised,

    /// <summary>撤下: praised, and taken back later with the reason.</summary>
    Revoked,
}

/// <summary>Whom a list computed, and what became of it. Figures and place stand in the list's text; names are looked up when the list is read.</summary>
public sealed class CommendationCandidate : IRegionScoped, IVersioned
{
    public const int ReasonMaxLength = 300;

    public long Id { get; set; }

    /// <summary>In its address, and the key of its line in the notice.</summary>
    public Guid Key { get; set; }

    public long ListId { get; set; }

    /// <summary>County in which it was done.</summary>
    public long RegionCode { get; set; }

    public PraisedKind Kind { get; set; }

    /// <summary>Row of the station, the body, the member of the pool.</summary>
    public long SubjectId { get; set; }

    public CandidateState State { get; set; }

    /// <summary>Why it was taken off, or back.</summary>
    public string? Reason { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public long? DecidedBy { get; set; }

    public long Version { get; set; }
}
