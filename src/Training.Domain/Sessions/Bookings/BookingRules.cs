namespace Training.Domain.Sessions.Bookings;

/// <summary>Who sits and who waits. Pure: takes the bookings of one session and the instant.</summary>
public static class BookingRules
{
    /// <summary>
    /// A cancellation can be taken back for so long (适老化通用设计规范 附件1, 工信厅信管函〔2021〕67号: within 10 minutes).
    /// </summary>
    public static readonly TimeSpan TimeToUndo = TimeSpan.FromMinutes(10);

    /// <summary>Nearer to the class a freed seat goes on at once: somebody else still has to set out.</summary>
    public static readonly TimeSpan TooNearToKeep = TimeSpan.FromHours(1);

    /// <summary>Until when a seat is kept for whoever just cancelled; null: it is free at once.</summary>
    public static DateTime? KeptUntil(DateTime nowUtc, DateTime startUtc) => startUtc - nowUtc > TooNearToKeep ? nowUtc + TimeToUndo : null;

    public static bool MayUndo(Booking booking, DateTime nowUtc, DateTime startUtc) =>
        booking is { State: BookingState.Cancelled, CancelledUtc: { } at } && nowUtc < at + TimeToUndo && nowUtc < startUtc;

    public static int Free(IEnumerable<Booking> bookings, int seats, DateTime nowUtc) => Math.Max(0, seats - bookings.Count(b => b.HoldsSeatAt(nowUtc)));

    /// <summary>How many stand before somebody in the line, plus one.</summary>
    public static int PlaceOf(Booking waiting, IEnumerable<Booking> bookings) =>
        1 + bookings.Count(b => b != waiting && b.State == BookingState.Waiting && (b.QueuedUtc, b.Id).CompareTo((waiting.QueuedUtc, waiting.Id)) < 0);

    /// <summary>Takes away seats that are kept no longer and gives free ones to whoever waits longest. Returns who got one.</summary>
    public static IReadOnlyList<Booking> Settle(IReadOnlyCollection<Booking> bookings, int seats, DateTime nowUtc)
    {
        foreach (var over in bookings.Where(b => b.Seat is not null && !b.HoldsSeatAt(nowUtc)))
        {
            (over.Seat, over.SeatKeptUntilUtc) = (null, null);
        }

        var taken = bookings.Where(b => b.Seat is not null).Select(b => b.Seat!.Value).ToHashSet();
        var promoted = new List<Booking>();
        foreach (var waiting in bookings.Where(b => b.State == BookingState.Waiting).OrderBy(b => b.QueuedUtc).ThenBy(b => b.Id == 0).ThenBy(b => b.Id))
        {
            if (taken.Count >= seats)
            {
                break;
            }

            waiting.Seat = Enumerable.Range(1, seats).First(taken.Add);
            waiting.State = BookingState.Seated;
            promoted.Add(waiting);
        }

        return promoted;
    }
}
