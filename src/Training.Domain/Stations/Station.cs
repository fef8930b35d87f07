using Training.Domain.Persistence;

namespace Training.Domain.Stations;

public enum StationKind
{
    /// <summary>街道养老服务站</summary>
    StreetElderCare,

    /// <summary>社区日间照料中心</summary>
    CommunityDayCare,

    /// <summary>农村幸福院</summary>
    VillageHappinessHome,

    /// <summary>乡镇（街道）社工站</summary>
    TownSocialWork,

    /// <summary>社区（村）活动室</summary>
    CommunityRoom,
}

/// <summary>依托单位: what kind of body lends the premises.</summary>
public enum HostKind
{
    /// <summary>街道办事处、乡镇政府</summary>
    TownOffice,

    /// <summary>居民委员会、村民委员会</summary>
    VillageCommittee,

    /// <summary>养老机构</summary>
    CareHome,

    /// <summary>医疗机构</summary>
    Medical,

    /// <summary>社会组织</summary>
    SocialOrganization,

    /// <summary>企业</summary>
    Company,

    /// <summary>其他</summary>
    Other,
}

/// <summary>Where a station stands in its life; <see cref="StationRules"/> holds the ways between.</summary>
public enum StationStatus
{
    Proposed,

    /// <summary>By the county; can be mended and sent again.</summary>
    Rejected,
    Reviewed,

    /// <summary>By the city; can be mended and sent again.</summary>
    Returned,
    OnRecord,
    InUse,
    Suspended,
    TakenOff,
}

/// <summary>培训站: a place where training is held.</summary>
public sealed class Station : IRegionScoped, IVersioned
{
    public const int NameMaxLength = 100;

    public const int HostNameMaxLength = 100;

    public const int AddressMaxLength = 200;

    public const int NetworkMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public required string Name { get; set; }

    /// <summary>Pinyin initials of the name, for search; written whenever the name is.</summary>
    public string Initials { get; set; } = "";

    public StationKind Kind { get; set; }

    /// <summary>Town or village where it stands.</summary>
    public long RegionCode { get; set; }

    /// <summary>承接主体 that runs it.</summary>
    public long? OrganizationId { get; set; }

    /// <summary>依托单位: the body whose premises these are.</summary>
    public string? HostName { get; set; }

    public HostKind? HostKind { get; set; }

    public string? Address { get; set; }

    /// <summary>Seats.</summary>
    public int Capacity { get; set; }

    /// <summary>Year of the 双百 demonstration list that it stands on; null for none.</summary>
    public int? ModelYear { get; set; }

    /// <summary>The 示范性社区养老服务网络 that it belongs to (濮民〔2023〕63号 五（一）), as written.</summary>
    public string? Network { get; set; }

    /// <summary>Degrees east, as whoever proposed it gave them; only ever drawn beside the city's other stations.</summary>
    public double? Longitude { get; set; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; set; }

    public ServiceHours? Hours { get; set; }

    public Premises? Premises { get; set; }

    public StationStatus Status { get; set; }

    /// <summary>First day in use; the quota is owed from the first full month after it.</summary>
    public DateOnly? InUseFrom { get; set; }

    /// <summary>First day no longer in use.</summary>
    public DateOnly? TakenOffOn { get; set; }

    public long Version { get; set; }

    /// <summary>Stream of the written history.</summary>
    public string AuditStream() => $"station/{Key}";
}
