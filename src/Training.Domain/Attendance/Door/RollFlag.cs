using Training.Domain.Persistence;

namespace Training.Domain.Attendance.Door;

public enum RollFlagKind
{
    /// <summary>One browser checked several people in.</summary>
    OneDevice,

    /// <summary>Many people within a minute from one network address.</summary>
    OneAddress,

    /// <summary>One person present in two sessions that overlap.</summary>
    TwoPlaces,
}

/// <summary>
/// Something on a roll that a person should look at. It asks and never rejects: the marks count as they stand until somebody corrects them.
/// </summary>
public sealed class RollFlag : IStationScoped, IVersioned
{
    public long Id { get; set; }

    public Guid Key { get; set; }

    public long RollId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public RollFlagKind Kind { get; set; }

    /// <summary>What makes it the same flag when it is found again; unique within the roll.</summary>
    public Guid Subject { get; set; }

    /// <summary>Keys of the people on this roll whom it is about.</summary>
    public List<Guid> Attendees { get; set; } = [];

    /// <summary>The other roll of <see cref="RollFlagKind.TwoPlaces"/>.</summary>
    public long? OtherRollId { get; set; }

    /// <summary>When the first and the last of the marks were made, or when the two sessions overlapped.</summary>
    public DateTime FromUtc { get; set; }

    public DateTime UntilUtc { get; set; }

    public DateTime RaisedUtc { get; set; }

    /// <summary>Corrections since then took its ground away.</summary>
    public DateTime? GoneUtc { get; set; }

    /// <summary>The last verdict; all of them stand in <see cref="FlagReview"/>.</summary>
    public FlagVerdict? Verdict { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"roll-flag/{Key}";
}

public enum FlagVerdict
{
    /// <summary>看过，还要核实</summary>
    Seen,

    /// <summary>核实了，没问题</summary>
    Explained,

    /// <summary>核实了，是代签</summary>
    Proxy,
}

/// <summary>Who looked at a flag, when, and what he or she made of it. Never changed; a second thought is a second row.</summary>
public sealed class FlagReview : IStationScoped
{
    public const int NoteMaxLength = 200;

    public long Id { get; set; }

    public long FlagId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public FlagVerdict Verdict { get; set; }

    /// <summary>How it was found out; needed for a verdict that settles the matter.</summary>
    public string? Note { get; set; }

    public long? AccountId { get; set; }

    public DateTime AtUtc { get; set; }
}
