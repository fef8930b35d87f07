using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Sessions.Bookings;

/// <summary>Gives seats that were kept for whoever cancelled to the next in the line once the ten minutes are over. Started by the clock.</summary>
public sealed class PassOnSeats(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    /// <summary>How many people got a seat.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var due = await db.Sessions().IgnoreQueryFilters()
            .Where(s => s.Status == SessionStatus.Planned && s.PlannedStartUtc > now
                && db.Bookings().Any(b => b.SessionId == s.Id && b.State == BookingState.Cancelled && b.Seat != null && b.SeatKeptUntilUtc <= now)
                && db.Bookings().Any(b => b.SessionId == s.Id && b.State == BookingState.Waiting))
            .OrderBy(s => s.PlannedStartUtc).Select(s => s.Id).ToListAsync(ct);
        var desk = new BookingDesk(db, new BookingMessages(db, vault));
        var promoted = 0;
        foreach (var session in due)
        {
            promoted += await PassOnAsync(desk, session, ct);
        }

        return promoted;
    }

    private async Task<int> PassOnAsync(BookingDesk desk, long sessionId, CancellationToken ct)
    {
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        var now = clock.UtcNow();
        if (await desk.HoldAsync(db.Sessions().IgnoreQueryFilters(), sessionId, ct) is not { } held || !held.IsOpenAt(now))
        {
            return 0;
        }

        var promoted = await desk.SettleAsync(held, now, null, ct);
        if (promoted.Count > 0)
        {
            await AuditTrail.AppendAsync(
                db, Booking.AuditStream(held.Session.Key), Actor.Job, nameof(PassOnSeats), now,
                after: new { promoted = promoted.Select(b => b.Key) }, ct: ct, regionCode: held.Session.RegionCode);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return promoted.Count;
    }
}
