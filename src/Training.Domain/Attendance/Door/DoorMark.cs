using Training.Domain.Persistence;

namespace Training.Domain.Attendance.Door;

/// <summary>
/// Beside a mark that somebody made at the door: from which browser and which network, as keyed hashes that are compared with each other
/// and nothing else. Retention clears both; the mark itself stays on the roll.
/// </summary>
public sealed class DoorMark : IStationScoped
{
    public long Id { get; set; }

    /// <summary>Key of the <see cref="RollMark"/>.</summary>
    public Guid MarkKey { get; set; }

    public long RollId { get; set; }

    public long StationId { get; set; }

    public long RegionCode { get; set; }

    public Guid AttendeeKey { get; set; }

    public DateTime AtUtc { get; set; }

    public byte[]? DeviceIndex { get; set; }

    public byte[]? AddressIndex { get; set; }
}
