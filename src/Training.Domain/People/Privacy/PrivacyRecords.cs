using Training.Domain.Persistence;

namespace Training.Domain.People.Privacy;

/// <summary>What a person agrees to. Health facts are sensitive and need a consent of their own (《个人信息保护法》第二十九条).</summary>
public enum ConsentMatter
{
    /// <summary>登记和联系</summary>
    Register,

    /// <summary>健康和自理情况</summary>
    Health,

    /// <summary>拍照、录像用作佐证</summary>
    Pictures,

    /// <summary>一张相片，只在点名时认人用</summary>
    Portrait,
}

public enum ConsentWay
{
    /// <summary>签字</summary>
    Signed,

    /// <summary>当面口头，有旁人见证</summary>
    Spoken,

    /// <summary>家属或监护人代签</summary>
    ByFamily,

    /// <summary>网上勾选</summary>
    Online,
}

/// <summary>That a person agreed, to which wording, when and how; taken back on the day that stands in it.</summary>
public sealed class ConsentRecord : IRegionScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long PersonId { get; set; }

    public long RegionCode { get; set; }

    public ConsentMatter Matter { get; set; }

    /// <summary>Version of the wording that was agreed to: 2026-1.</summary>
    public required string Version { get; set; }

    public ConsentWay Way { get; set; }

    public DateOnly GivenOn { get; set; }

    public long? TakenBy { get; set; }

    public DateOnly? WithdrawnOn { get; set; }
}

public enum ErasureStatus
{
    Asked,
    Refused,
    Done,
}

/// <summary>申请注销个人信息 (《个人信息保护法》第四十七条): asked by or for the person, decided by the county.</summary>
public sealed class ErasureRequest : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long PersonId { get; set; }

    public long RegionCode { get; set; }

    public ErasureStatus Status { get; set; }

    public DateTime AskedUtc { get; set; }

    public long? AskedBy { get; set; }

    /// <summary>How it was asked and how the asker proved to be the person; no numbers.</summary>
    public required string How { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public long? DecidedBy { get; set; }

    /// <summary>Why refused; with Done, a remark.</summary>
    public string? DecisionReason { get; set; }

    /// <summary>What the law keeps, one sentence a line; empty when all was erased.</summary>
    public string? Kept { get; set; }

    /// <summary>Rows that were cleared.</summary>
    public int Cleared { get; set; }

    public long Version { get; set; }

    public static string AuditStream(Guid key) => $"erasure/{key}";
}

/// <summary>到期清单: what a rule of retention says has been kept long enough in one county, listed by a nightly job, cleared by an officer.</summary>
public sealed class RetentionDue : IRegionScoped, IVersioned
{
    public long Id { get; set; }

    /// <summary>Code of the rule.</summary>
    public required string Rule { get; set; }

    /// <summary>The county.</summary>
    public long RegionCode { get; set; }

    /// <summary>Records older than this day.</summary>
    public DateOnly Before { get; set; }

    public int Count { get; set; }

    public DateTime ListedUtc { get; set; }

    public DateTime? ClearedUtc { get; set; }

    public long? ClearedBy { get; set; }

    public int Cleared { get; set; }

    public long Version { get; set; }

    public static string AuditStream(string rule, long county) => $"retention/{rule}/{Regions.RegionCodes.Short(county)}";
}
