using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sessions.Bookings;

public sealed record CancelBookingInput
{
    public required Guid BookingKey { get; init; }

    public required Booker Booker { get; init; }
}

public sealed record TooLateToCancel() : Refusal("这次课已经开始或者上完了，不用再取消。");

public sealed record TooLateToRestore() : Refusal("取消过了 10 分钟，位子不再留着。想去就重新报名。");

/// <summary>
/// 取消报名, until the class begins, and 恢复 within ten minutes. The seat is kept for those ten minutes, so that taking the cancellation back
/// always gives it back; nearer than an hour to the class it goes to the next in the line at once.
/// </summary>
public sealed class CancelBooking
{
    private readonly TrainingDbContext db;
    private readonly TimeProvider clock;
    private readonly BookerReach reach;
    private readonly BookingDesk desk;

    public CancelBooking(TrainingDbContext db, People.FamilyCircles circles, Vault vault, TimeProvider clock)
    {
        (this.db, this.clock) = (db, clock);
        reach = new BookerReach(db, circles, clock);
        desk = new BookingDesk(db, new BookingMessages(db, vault));
    }

    /// <summary>Cancelling what is cancelled changes nothing.</summary>
    public async Task<Result<Done>> RunAsync(CancelBookingInput input, CancellationToken ct = default) => await ChangeAsync(
        input,
        nameof(CancelBooking),
        (held, booking, now) =>
        {
            if (!held.IsOpenAt(now))
            {
                return new TooLateToCancel();
            }

            if (booking.State != BookingState.Cancelled)
            {
                booking.SeatKeptUntilUtc = booking.Seat is null ? null : BookingRules.KeptUntil(now, held.Session.PlannedStartUtc);
                (booking.State, booking.CancelledUtc) = (BookingState.Cancelled, now);
            }

            return null;
        },
        input.Booker.IsStation ? BookingNews.TakenOff : null,
        ct);

    /// <summary>恢复: the old seat, or the old place in the line.</summary>
    public async Task<Result<Done>> RestoreAsync(CancelBookingInput input, CancellationToken ct = default) => await ChangeAsync(
        input,
        "RestoreBooking",
        (held, booking, now) =>
        {
            if (booking.State != BookingState.Cancelled)
            {
                return null;
            }

            if (!held.IsOpenAt(now) || !BookingRules.MayUndo(booking, now, held.Session.PlannedStartUtc))
            {
                return new TooLateToRestore();
            }

            booking.State = booking.HoldsSeatAt(now) ? BookingState.Seated : BookingState.Waiting;
            booking.Seat = booking.State == BookingState.Seated ? booking.Seat : null;
            (booking.CancelledUtc, booking.SeatKeptUntilUtc) = (null, null);
            return null;
        },
        null,
        ct);

    private async Task<Result<Done>> ChangeAsync(
        CancelBookingInput input, string process, Func<BookedSession, Booking, DateTime, Refusal?> change, BookingNews? news, CancellationToken ct)
    {
        if (await reach.FindAsync(input.Booker, input.BookingKey, ct) is not { } found)
        {
            return new NotFound("这个报名");
        }

        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        if (await desk.HoldAsync(reach.SessionsOf(input.Booker), found.SessionId, ct) is not { } held)
        {
            return new NotFound("这次课");
        }

        var now = clock.UtcNow();
        var booking = held.Bookings.Single(b => b.Id == found.Id);
        var before = booking.State;
        if (change(held, booking, now) is { } refusal)
        {
            return refusal;
        }

        if (booking.State == before)
        {
            return default(Done);
        }

        var promoted = await desk.SettleAsync(held, now, booking, ct);
        if (news is { } tell)
        {
            await desk.TellAsync(held, [booking], tell, now, ct);
        }

        await AuditTrail.AppendAsync(
            db, Booking.AuditStream(held.Session.Key), input.Booker.Actor, process, now, new { State = before },
            new { booking = booking.Key, booking.State, promoted = promoted.Select(b => b.Key) }, ct: ct, regionCode: held.Session.RegionCode);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return default(Done);
    }
}
