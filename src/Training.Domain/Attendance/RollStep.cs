using Training.Domain.Persistence;

namespace Training.Domain.Attendance;

public enum RollStepKind
{
    Open,
    Close,

    /// <summary>Puts the times or the heads of a closed roll right; replaces the closings before it.</summary>
    Amend,
}

/// <summary>
/// One opening, closing or correction of the times: an append-only operation with an id made on the phone, like a mark. Status and times of
/// the roll follow from all of them, whatever order they arrived in.
/// </summary>
public sealed class RollStep : IStationScoped
{
    public long Id { get; set; }

    /// <summary>Made by the client, version 7; the same step sent twice is one step.</summary>
    public Guid Key { get; set; }

    public long RollId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public RollStepKind Kind { get; set; }

    /// <summary>Real begin of the class; null in an opening.</summary>
    public DateTime? StartedUtc { get; set; }

    public DateTime? EndedUtc { get; set; }

    /// <summary>Heads counted by eye; null when nobody counted.</summary>
    public int? HeadCount { get; set; }

    /// <summary>Keys of the closings and corrections that this one replaces.</summary>
    public List<Guid> Supersedes { get; set; } = [];

    /// <summary>Random id of the browser's installation.</summary>
    public required string Device { get; set; }

    public long DeviceSequence { get; set; }

    public DateTime DeviceUtc { get; set; }

    /// <summary>Device clock minus server clock when the step arrived, in milliseconds.</summary>
    public long ClockOffsetMs { get; set; }

    public DateTime ReceivedUtc { get; set; }

    /// <summary>The account that sent it, as signed in; never as claimed.</summary>
    public long? ActorId { get; set; }

    public string? Reason { get; set; }

    /// <summary>When it was made, by the server's clock as far as the device's clock can be read; never after it arrived.</summary>
    public DateTime MadeUtc() => MarkRules.MadeUtc(DeviceUtc, TimeSpan.FromMilliseconds(ClockOffsetMs), ReceivedUtc);
}
