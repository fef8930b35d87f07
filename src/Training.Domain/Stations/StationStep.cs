using Training.Domain.Persistence;

namespace Training.Domain.Stations;

/// <summary>What is done to a station.</summary>
public enum StationAction
{
    Propose,

    /// <summary>A proposal changed and sent again.</summary>
    Mend,
    Approve,
    Reject,

    /// <summary>备案</summary>
    Record,

    /// <summary>The city sends it back.</summary>
    Return,
    Open,
    Suspend,
    Resume,
    TakeOff,

    /// <summary>The proposer takes the proposal back.</summary>
    Withdraw,
}

/// <summary>One dated step in the life of a station, signed by an account. Steps are never changed; replayed they give the station's state.</summary>
public sealed class StationStep : IStationScoped
{
    public const int ReasonMaxLength = 500;

    public long Id { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public StationAction Action { get; set; }

    /// <summary>The state that it led to.</summary>
    public StationStatus Status { get; set; }

    /// <summary>The day from which it holds, in Shanghai.</summary>
    public DateOnly EffectiveOn { get; set; }

    /// <summary>When it was signed.</summary>
    public DateTime AtUtc { get; set; }

    public long? ActorId { get; set; }

    public string? Reason { get; set; }

    /// <summary>What the county found on the spot, when the step is a review.</summary>
    public PremisesFindings? Found { get; set; }
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
public sealed class StationMember : IStationLink
{
    public long Id { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public long PersonId { get; set; }

    public DateOnly FromDate { get; set; }

    public DateOnly? UntilDate { get; set; }
}
