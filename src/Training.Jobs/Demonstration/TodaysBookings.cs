using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.People;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Stations;

namespace Training.Jobs.Demonstration;

/// <summary>People who have booked a class of the real today: the roll offers them, whether they come or not.</summary>
internal static class TodaysBookings
{
    private const int Booked = 8;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(40);

    /// <summary>Within the caller's save; the session has its key in the database.</summary>
    public static async Task AddAsync(TrainingDbContext db, Session session, DateTime nowUtc, Dice dice, CancellationToken ct)
    {
        // The last of them has booked before now, also where the class is days ahead.
        var at = new[] { session.PlannedStartUtc.AddDays(-2), nowUtc - (Between * (Booked + 1)) }.Min();
        var neighbours = await db.People().IgnoreQueryFilters()
            .Where(p => p.RegionCode == session.RegionCode && p.CanonicalId == null && p.ErasedUtc == null)
            .OrderBy(p => p.Id).Select(p => p.Id).Take(200).ToListAsync(ct);
        var regulars = await db.StationMembers().Where(m => m.StationId == session.StationId && m.UntilDate == null).Select(m => m.PersonId).ToListAsync(ct);
        var seat = 0;
        foreach (var person in dice.Some(neighbours.FindAll(n => !regulars.Contains(n)), 2).Concat(dice.Some(regulars.FindAll(neighbours.Contains), Booked - 2)).Distinct())
        {
            var booking = new Booking
            {
                Key = dice.Key(at), SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode, PersonId = person, State = BookingState.Seated,
                Seat = ++seat, QueuedUtc = at + (Between * seat), Way = dice.Chance(0.4) ? BookingWay.ByStaff : BookingWay.Online,
            };
            db.Bookings().Add(booking);
            await AuditTrail.AppendAsync(
                db, Booking.AuditStream(session.Key), Actor.Job, nameof(BookSeat), booking.QueuedUtc, after: new { booking = booking.Key, booking.State, booking.Way }, ct: ct,
                regionCode: session.RegionCode);
        }
    }
}
