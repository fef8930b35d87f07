using Training.Domain.Persistence;

namespace Training.Domain.Sessions.Bookings;

public enum BookingState
{
    /// <summary>报好了: has a seat.</summary>
    Seated,

    /// <summary>排队: gets the next seat that becomes free.</summary>
    Waiting,
    Cancelled,
}

public enum BookingWay
{
    /// <summary>By the family itself.</summary>
    Online,

    /// <summary>电话预约: written down by the station for somebody who asked.</summary>
    ByStaff,
}

/// <summary>
/// 预约参学: one person's place at one session. The same person at the same session is one row however often it is booked, cancelled and
/// booked again; the written history holds the way. A seat is a number from one to the capacity that only one row of the session can have.
/// </summary>
public sealed class Booking : IStationScoped, IVersioned
{
    public const int NoteMaxLength = 200;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long SessionId { get; set; }

    public long StationId { get; set; }

    /// <summary>Region of the station.</summary>
    public long RegionCode { get; set; }

    /// <summary>Whoever comes, as he or she stood in the register on the day of booking.</summary>
    public long PersonId { get; set; }

    public BookingState State { get; set; }

    /// <summary>A cancelled booking keeps its seat until <see cref="SeatKeptUntilUtc"/>, so that changing one's mind costs nothing.</summary>
    public int? Seat { get; set; }

    /// <summary>Since when it stands in the line.</summary>
    public DateTime QueuedUtc { get; set; }

    public BookingWay Way { get; set; }

    /// <summary>Account that booked.</summary>
    public long? BookedBy { get; set; }

    /// <summary>What the station wrote beside a booking by telephone.</summary>
    public string? Note { get; set; }

    /// <summary>The booker was told of another class at the same time and wanted both.</summary>
    public bool OverlapAccepted { get; set; }

    /// <summary>When the waiting ended with a seat.</summary>
    public DateTime? PromotedUtc { get; set; }

    public DateTime? CancelledUtc { get; set; }

    public DateTime? SeatKeptUntilUtc { get; set; }

    public long Version { get; set; }

    /// <summary>All bookings of a session stand in one chain of the written history.</summary>
    public static string AuditStream(Guid sessionKey) => $"bookings/{sessionKey}";

    internal bool HoldsSeatAt(DateTime nowUtc) => Seat is not null && (State == BookingState.Seated || nowUtc < SeatKeptUntilUtc);
}
