using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public enum RollStatus
{
    Open,
    Closed,
}

/// <summary>登记造册: the roll of one session.</summary>
public sealed class Roll : IStationScoped, IVersioned
{
    public long Id { get; set; }

    /// <summary>The session's own key: a phone without network addresses the roll before anybody has opened it.</summary>
    public Guid Key { get; set; }

    public long SessionId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public RollStatus Status { get; set; }

    public DateTime OpenedUtc { get; set; }

    public long? OpenedBy { get; set; }

    public DateTime? ClosedUtc { get; set; }

    public long? ClosedBy { get; set; }

    /// <summary>Heads counted by eye at closing, beside the count by name.</summary>
    public int? HeadCount { get; set; }

    /// <summary>Two phones closed it with different times or heads: the shorter class counts until somebody decides.</summary>
    public bool TimesInConflict { get; set; }

    public long Version { get; set; }

    /// <summary>Its chain in the written history.</summary>
    public string AuditStream() => AuditStream(Key);

    public static string AuditStream(Guid key) => $"roll/{key}";
}

public enum MarkKind
{
    Present,

    /// <summary>Takes a presence back.</summary>
    Absent,
}

/// <summary>
/// One mark: an append-only operation with an id made on the phone. A correction supersedes by operation id, never by clock. The state
/// of an attendee follows from all its marks: those that no other mark replaces decide.
/// </summary>
public sealed class RollMark : IStationScoped
{
    public long Id { get; set; }

    /// <summary>Made by the client, version 7; the same mark sent twice is one mark.</summary>
    public Guid Key { get; set; }

    public long RollId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>Key of a person or of a walk-in.</summary>
    public Guid AttendeeKey { get; set; }

    public MarkKind Kind { get; set; }

    /// <summary>Keys of the marks that this one replaces.</summary>
    public List<Guid> Supersedes { get; set; } = [];

    /// <summary>Random id of the browser's installation.</summary>
    public required string Device { get; set; }

    public long DeviceSequence { get; set; }

    public DateTime DeviceUtc { get; set; }

    /// <summary>Device clock minus server clock when the mark arrived, in milliseconds.</summary>
    public long ClockOffsetMs { get; set; }

    public DateTime ReceivedUtc { get; set; }

    /// <summary>The account that sent it, as signed in; never as claimed.</summary>
    public long? ActorId { get; set; }

    /// <summary>Here until then, for the person's own minutes; null: until the class ended. The sheet's figures do not change by it.</summary>
    public DateTime? UntilUtc { get; set; }

    /// <summary>As the person gave it, to the letter: the receipt holds it.</summary>
    public string? Reason { get; set; }

    /// <summary>Came from a phone after the roll was closed and without a reason: made before, or by somebody who could not know.</summary>
    public bool IsLate { get; set; }
}

/// <summary>Projection of the marks of one attendee: unique on session and attendee, so that nobody counts twice.</summary>
public sealed class RollEntry : IStationScoped
{
    public long Id { get; set; }

    public long RollId { get; set; }

    public long SessionId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public Guid AttendeeKey { get; set; }

    public long? PersonId { get; set; }

    public long? WalkInId { get; set; }

    /// <summary>Month of the session.</summary>
    public Month Month { get; set; }

    public bool Present { get; set; }

    /// <summary>Two marks that replace each other's predecessor and disagree: shown, not counted, until somebody decides.</summary>
    public bool InConflict { get; set; }

    /// <summary>Here until then; null: until the class ended.</summary>
    public DateTime? UntilUtc { get; set; }

    /// <summary>Trainers and coordinators of the session stand on the roll but never fill the 30.</summary>
    public bool IsStaff { get; set; }
}

/// <summary>Somebody who came and was not known: kept as written, made a person later by somebody's decision.</summary>
public sealed class WalkIn : IStationScoped
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long RollId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public required string Name { get; set; }

    /// <summary>Sealed last four digits of the phone.</summary>
    public byte[]? PhoneTailSealed { get; set; }

    public byte[]? PhoneTailIndex { get; set; }

    /// <summary>Decided by a person, never by the machine.</summary>
    public long? PersonId { get; set; }
}
