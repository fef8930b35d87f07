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

/// <summary>Life of a station (campaign: proposed → county review → on record with the city → in use → suspended or taken off).</summary>
public enum StationStatus
{
    Proposed,
    Rejected,
    Reviewed,
    OnRecord,
    InUse,
    Suspended,
    TakenOff,
}

/// <summary>培训站: a place where training is held.</summary>
public sealed class Station : IRegionScoped, IVersioned
{
    public const int NameMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public required string Name { get; set; }

    public StationKind Kind { get; set; }

    /// <summary>Town or village where it stands.</summary>
    public long RegionCode { get; set; }

    /// <summary>承接主体 that runs it.</summary>
    public long? OrganizationId { get; set; }

    public string? Address { get; set; }

    /// <summary>Seats.</summary>
    public int Capacity { get; set; }

    /// <summary>On the year's 双百 demonstration list.</summary>
    public bool IsModel { get; set; }

    public StationStatus Status { get; set; }

    /// <summary>First day in use; the quota is owed from the first full month after it.</summary>
    public DateOnly? InUseFrom { get; set; }

    /// <summary>First day no longer in use.</summary>
    public DateOnly? TakenOffOn { get; set; }

    public long Version { get; set; }
}

/// <summary>One dated step in the life of a station, signed by an account.</summary>
public sealed class StationStep : IStationScoped
{
    public long Id { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public StationStatus Status { get; set; }

    public DateOnly EffectiveOn { get; set; }

    public DateTime AtUtc { get; set; }

    public long? ActorId { get; set; }

    public string? Reason { get; set; }
}

/// <summary>A stretch in which a station was suspended; a month with any suspended day is exempt from the quota, with this reason shown.</summary>
public sealed class StationSuspension : IStationScoped
{
    public long Id { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public DateOnly FromDate { get; set; }

    /// <summary>Exclusive; null while it lasts.</summary>
    public DateOnly? UntilDate { get; set; }

    public required string Reason { get; set; }
}

/// <summary>A regular of a station: whom the roll offers first. Never alters past rolls.</summary>
public sealed class StationMember : IStationScoped
{
    public long Id { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public long PersonId { get; set; }

    public DateOnly FromDate { get; set; }

    public DateOnly? UntilDate { get; set; }
}
