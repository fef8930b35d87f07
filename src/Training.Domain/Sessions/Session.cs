using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sessions;

public enum TeachingForm
{
    /// <summary>集中培训</summary>
    Group,

    /// <summary>现场演示</summary>
    Demonstration,

    /// <summary>实例教学</summary>
    CaseTeaching,

    /// <summary>网络课程: counts only for people on a station's roll.</summary>
    Online,

    /// <summary>面对面</summary>
    FaceToFace,

    /// <summary>一对一: kept, never fills the 30.</summary>
    OneToOne,
}

public enum SessionStatus
{
    Planned,

    /// <summary>The roll is open.</summary>
    Running,

    /// <summary>The roll is closed: the session counts.</summary>
    Held,
    Cancelled,
}

/// <summary>现场教学的一次课: planned, published ahead, held when its roll is closed.</summary>
public sealed class Session : IStationScoped, IVersioned
{
    public const int TitleMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long StationId { get; set; }

    /// <summary>Region of the station.</summary>
    public long RegionCode { get; set; }

    public required string Title { get; set; }

    /// <summary>One of the station topics.</summary>
    public required string TopicCode { get; set; }

    public TeachingForm Form { get; set; }

    public SessionStatus Status { get; set; }

    public DateTime PlannedStartUtc { get; set; }

    public DateTime PlannedEndUtc { get; set; }

    /// <summary>When it appeared on the public timetable.</summary>
    public DateTime? PublishedUtc { get; set; }

    public DateTime? StartedUtc { get; set; }

    public DateTime? EndedUtc { get; set; }

    /// <summary>Whole minutes between real start and end; set when the roll closes.</summary>
    public int? TaughtMinutes { get; set; }

    /// <summary>Month of the real start, or of the planned one until then.</summary>
    public Month Month { get; set; }

    /// <summary>Seats of this class; null: as many as the station has.</summary>
    public int? Capacity { get; set; }

    /// <summary>What was taught is archived.</summary>
    public bool MaterialArchived { get; set; }

    public string? CancelReason { get; set; }

    public long Version { get; set; }
}

/// <summary>A pool member on a session's card.</summary>
public sealed class SessionTrainer
{
    public long Id { get; set; }

    public long SessionId { get; set; }

    public long TrainerId { get; set; }

    /// <summary>The stay in the pool on which the trainer stands here.</summary>
    public long PoolMembershipId { get; set; }
}

public enum DeclaredKind
{
    Session,
    HomeVisit,
    HelpService,
}

/// <summary>Work that was done and declared afterwards as missing on the platform: the denominator of item Z1 grows by it.</summary>
public sealed class OffPlatformDeclaration : IStationScoped
{
    public long Id { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public DeclaredKind Kind { get; set; }

    public DateOnly HappenedOn { get; set; }

    public Month Month { get; set; }

    public required string Note { get; set; }
}
