using Training.Domain.Persistence;

namespace Training.Domain.Attendance.Door;

/// <summary>
/// 户卡: a paper card by which a household is recognised at the door of a station. The code stands on the paper alone; here are kept what
/// a scanned code is compared with and what a typed one is found by. A card is never printed twice: a new one is issued and this one withdrawn.
/// </summary>
public sealed class HouseholdCard : IStationScoped, IVersioned
{
    public const int ContactMaxLength = 20;

    public const int ReasonMaxLength = 100;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long HouseholdId { get; set; }

    /// <summary>The station that issued it; every station of the household's county reads it.</summary>
    public long StationId { get; set; }

    public long RegionCode { get; set; }

    /// <summary>SHA-256 of the code as printed, without its gaps.</summary>
    public required byte[] CodeHash { get; set; }

    /// <summary>Keyed hash of the code's first half, which is what people type.</summary>
    public required byte[] ShortIndex { get; set; }

    /// <summary>The station's number that stands on the card for whoever finds it.</summary>
    public string? Contact { get; set; }

    public DateTime IssuedUtc { get; set; }

    public long? IssuedBy { get; set; }

    public DateTime? WithdrawnUtc { get; set; }

    public long? WithdrawnBy { get; set; }

    public string? WithdrawnReason { get; set; }

    public long Version { get; set; }
}
