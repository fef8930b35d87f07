using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Sessions.Bookings;

/// <summary>How full a class is, as everybody may see it.</summary>
public sealed record SeatsOfClass(int Seats, int Free, int Waiting);

/// <summary>A class as everybody may see it, also when it was called off.</summary>
public sealed record PublicClass(
    Guid Key, string Title, string Station, string? Address, DateTime StartUtc, DateTime EndUtc, SessionStatus Status, string? CancelReason, SeatsOfClass Seats);

/// <summary>A family's booking of one of its people.</summary>
/// <param name="Place">In the line; null unless it waits.</param>
public sealed record FamilyBooking(
    Guid Key, Guid SessionKey, long SessionId, FamilyMember Member, BookingState State, int? Place, bool WasPromoted, bool ByStation, DateTime? CancelledUtc, bool MayUndo,
    string Title, string Station, string? Address, DateTime StartUtc, DateTime EndUtc, SessionStatus Status, string? CancelReason);

/// <summary>A line of the station's list. Label tells people of one name apart.</summary>
public sealed record StationBooking(
    Guid Key, Guid PersonKey, string Name, string Label, BookingState State, int? Place, BookingWay Way, string? Note, bool OverlapAccepted, bool WasPromoted,
    DateTime QueuedUtc, DateTime? CancelledUtc, bool MayUndo, string? MaskedPhone);

public sealed record ClassBookings(
    Guid SessionKey, string Title, string Station, long RegionCode, DateTime StartUtc, DateTime EndUtc, SessionStatus Status, string? CancelReason, int? Capacity,
    SeatsOfClass Seats, bool IsOpen, IReadOnlyList<StationBooking> Lines)
{
    /// <summary>Until its roll is begun, also after its day: then it says why there was none.</summary>
    public bool MayBeCalledOff => Status == SessionStatus.Planned;

    public IEnumerable<StationBooking> In(BookingState state) => Lines.Where(l => l.State == state);
}

public sealed record ClassToCome(
    Guid SessionKey, string Title, string Station, DateTime StartUtc, DateTime EndUtc, SessionStatus Status, bool IsPublished, SeatsOfClass Seats);

/// <summary>
/// Reads bookings three ways: how full classes are, which is public; a family's own; and a station's list with names. The first two step
/// past the scope, which a visitor and a family do not have: figures name nobody, and a family's rows are found by the circle that it is.
/// </summary>
public sealed class ReadBookings(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    private const int MostOwn = 60;

    public async Task<IReadOnlyDictionary<Guid, SeatsOfClass>> SeatsAsync(IReadOnlyCollection<Guid> sessionKeys, CancellationToken ct = default)
    {
        if (sessionKeys.Count == 0)
        {
            return new Dictionary<Guid, SeatsOfClass>();
        }

        var now = clock.UtcNow();
        return (await (
            from session in db.Sessions().IgnoreQueryFilters().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where sessionKeys.Contains(session.Key)
            select new
            {
                session.Key,
                Seats = session.Capacity ?? station.Capacity,
                Taken = db.Bookings().Count(b => b.SessionId == session.Id && b.Seat != null && (b.State == BookingState.Seated || b.SeatKeptUntilUtc > now)),
                Waiting = db.Bookings().Count(b => b.SessionId == session.Id && b.State == BookingState.Waiting),
            }).ToListAsync(ct))
            .ToDictionary(s => s.Key, s => new SeatsOfClass(s.Seats, Math.Max(0, s.Seats - s.Taken), s.Waiting));
    }

    /// <summary>One class that was published; null otherwise.</summary>
    public async Task<PublicClass?> FindAsync(Guid sessionKey, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var found = await (
            from session in db.Sessions().IgnoreQueryFilters().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where session.Key == sessionKey && session.PublishedUtc != null && session.PublishedUtc <= now
            select new { session.Title, station.Name, station.Address, session.PlannedStartUtc, session.PlannedEndUtc, session.Status, session.CancelReason }).FirstOrDefaultAsync(ct);
        return found is null ? null : new PublicClass(
            sessionKey, found.Title, found.Name, found.Address, found.PlannedStartUtc, found.PlannedEndUtc, found.Status, found.CancelReason,
            (await SeatsAsync([sessionKey], ct))[sessionKey]);
    }

    /// <summary>Every booking of the family's people, the latest class first.</summary>
    public async Task<IReadOnlyList<FamilyBooking>> OfFamilyAsync(FamilyCircle circle, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var rows = circle.Rows.Keys.ToList();
        var found = await (
            from booking in db.Bookings().IgnoreQueryFilters().AsNoTracking()
            join session in db.Sessions() on booking.SessionId equals session.Id
            join station in db.Stations() on booking.StationId equals station.Id
            where rows.Contains(booking.PersonId)
            orderby session.PlannedStartUtc descending, booking.Id
            select new
            {
                Booking = booking, session.Title, Session = session.Key, session.PlannedStartUtc, session.PlannedEndUtc, session.Status, session.CancelReason,
                Station = station.Name, station.Address,
                Before = db.Bookings().Count(o => o.SessionId == booking.SessionId && o.State == BookingState.Waiting
                    && (o.QueuedUtc < booking.QueuedUtc || (o.QueuedUtc == booking.QueuedUtc && o.Id < booking.Id))),
            }).Take(MostOwn).ToListAsync(ct);
        return found.ConvertAll(f => new FamilyBooking(
            f.Booking.Key, f.Session, f.Booking.SessionId, circle.Rows[f.Booking.PersonId], f.Booking.State,
            f.Booking.State == BookingState.Waiting ? f.Before + 1 : null, f.Booking.PromotedUtc is not null, f.Booking.Way == BookingWay.ByStaff, f.Booking.CancelledUtc,
            f.Status == SessionStatus.Planned && BookingRules.MayUndo(f.Booking, now, f.PlannedStartUtc),
            f.Title, f.Station, f.Address, f.PlannedStartUtc, f.PlannedEndUtc, f.Status, f.CancelReason));
    }

    /// <summary>The list of one class of the caller's own stations; null outside them.</summary>
    public async Task<ClassBookings?> OfClassAsync(Guid sessionKey, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var head = await (
            from session in db.Sessions().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where session.Key == sessionKey
            select new { Session = session, Station = station.Name, station.Capacity }).FirstOrDefaultAsync(ct);
        if (head is null)
        {
            return null;
        }

        var session0 = head.Session;
        // Whoever booked may live outside the station's division: the station is what was checked.
        var rows = await (
            from booking in db.Bookings().IgnoreQueryFilters().AsNoTracking()
            join person in db.People() on booking.PersonId equals person.Id
            where booking.SessionId == session0.Id
            select new { Booking = booking, person.Key, person.Name, person.Building, person.BirthDate, person.PhoneSealed, person.KeySealed }).ToListAsync(ct);
        var labels = SameName.Labels([.. rows.Select(r => new NameBearer(
            r.Key, r.Name, r.Building, r.BirthDate, () => vault.MaskedPhone(r.PhoneSealed, r.KeySealed)?[^4..]))]);
        var all = rows.ConvertAll(r => r.Booking);
        var seats = session0.Capacity ?? head.Capacity;
        return new ClassBookings(
            session0.Key, session0.Title, head.Station, session0.RegionCode, session0.PlannedStartUtc, session0.PlannedEndUtc, session0.Status, session0.CancelReason,
            session0.Capacity, new SeatsOfClass(seats, BookingRules.Free(all, seats, now), all.Count(b => b.State == BookingState.Waiting)),
            session0.Status == SessionStatus.Planned && now < session0.PlannedStartUtc,
            [.. rows.OrderBy(r => r.Booking.State).ThenBy(r => r.Booking.QueuedUtc).ThenBy(r => r.Booking.Id).Select(r => new StationBooking(
                r.Booking.Key, r.Key, r.Name, labels[r.Key], r.Booking.State,
                r.Booking.State == BookingState.Waiting ? BookingRules.PlaceOf(r.Booking, all) : null, r.Booking.Way, r.Booking.Note, r.Booking.OverlapAccepted,
                r.Booking.PromotedUtc is not null, r.Booking.QueuedUtc, r.Booking.CancelledUtc,
                session0.Status == SessionStatus.Planned && BookingRules.MayUndo(r.Booking, now, session0.PlannedStartUtc), vault.MaskedPhone(r.PhoneSealed, r.KeySealed)))]);
    }

    /// <summary>The coming classes of the caller's own stations, soonest first.</summary>
    public async Task<IReadOnlyList<ClassToCome>> ToComeAsync(int days = 45, int most = 100, CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        var until = now.AddDays(days);
        var rows = await (
            from session in db.Sessions().AsNoTracking()
            join station in db.Stations() on session.StationId equals station.Id
            where session.PlannedStartUtc > now && session.PlannedStartUtc < until && session.Status != SessionStatus.Held
            orderby session.PlannedStartUtc, session.Id
            select new { session.Key, session.Title, Station = station.Name, session.PlannedStartUtc, session.PlannedEndUtc, session.Status, session.PublishedUtc }).Take(most).ToListAsync(ct);
        var seats = await SeatsAsync(rows.ConvertAll(r => r.Key), ct);
        return rows.ConvertAll(r => new ClassToCome(
            r.Key, r.Title, r.Station, r.PlannedStartUtc, r.PlannedEndUtc, r.Status, r.PublishedUtc is { } at && at <= now, seats[r.Key]));
    }
}
