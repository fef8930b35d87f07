using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Sessions.Bookings;

/// <summary>
/// Who books, as signed in: a resident for the people of the own household, or a coordinator, whose scope ends at the own stations, for
/// anybody whom the station could write on its roll.
/// </summary>
public readonly record struct Booker(Actor Actor, long? ResidentId)
{
    public static Booker Resident(Actor actor, long personId) => new(actor, personId);

    public static Booker Station(Actor actor) => new(actor, null);

    public bool IsStation => ResidentId is null;
}

/// <summary>What a booker reaches: sessions, and the people whom he or she books for.</summary>
internal sealed class BookerReach(TrainingDbContext db, FamilyCircles circles, TimeProvider clock)
{
    /// <summary>A family books what stands on the public timetable; a station what is its own.</summary>
    public IQueryable<Session> SessionsOf(Booker booker)
    {
        var now = clock.UtcNow();
        return booker.IsStation ? db.Sessions() : db.Sessions().IgnoreQueryFilters().Where(s => s.PublishedUtc != null && s.PublishedUtc <= now);
    }

    /// <summary>Every row of the register that is this person, the one that stands for all of them first; null when it is not the booker's to book for.</summary>
    public async Task<IReadOnlyList<long>?> RowsOfAsync(Booker booker, Guid personKey, Session session, CancellationToken ct)
    {
        if (booker.ResidentId is { } resident)
        {
            var circle = await circles.OfAsync(resident, ct);
            return circle?.Members.FirstOrDefault(m => m.Key == personKey) is { } member
                ? [member.Id, .. circle.Rows.Where(r => r.Value == member && r.Key != member.Id).Select(r => r.Key)]
                : null;
        }

        var county = RegionCodes.CountyOf(session.RegionCode);
        var today = clock.Today();
        var person = await (
            from p in db.People().IgnoreQueryFilters()
            where p.Key == personKey && p.ErasedUtc == null
            select new
            {
                p.Id, p.CanonicalId, p.RegionCode,
                Linked = db.PersonCounties().Any(c => c.PersonId == p.Id && c.CountyCode == county && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate))
                    || db.StationMembers().Any(m => m.StationId == session.StationId && m.PersonId == p.Id && m.FromDate <= today && (m.UntilDate == null || today < m.UntilDate)),
            }).FirstOrDefaultAsync(ct);
        if (person is null || !(person.Linked || (db.Scope.Holds(person.RegionCode) && RegionCodes.CountyOf(person.RegionCode) == county)))
        {
            return null;
        }

        var head = person.CanonicalId ?? person.Id;
        return [head, .. await db.People().IgnoreQueryFilters().Where(p => p.CanonicalId == head).Select(p => p.Id).ToListAsync(ct)];
    }

    /// <summary>The booking, if it is the booker's to change.</summary>
    public async Task<Booking?> FindAsync(Booker booker, Guid bookingKey, CancellationToken ct)
    {
        if (booker.ResidentId is not { } resident)
        {
            return await db.Bookings().FirstOrDefaultAsync(b => b.Key == bookingKey, ct);
        }

        var circle = await circles.OfAsync(resident, ct);
        var rows = circle?.Rows.Keys.ToList() ?? [];
        return await db.Bookings().IgnoreQueryFilters().FirstOrDefaultAsync(b => b.Key == bookingKey && rows.Contains(b.PersonId), ct);
    }
}
