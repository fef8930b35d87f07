using Training.Domain.People;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Bookings of the last held classes, some of whose people came, and of the next planned ones: some with room, some full with a line, people
/// who cancelled, who got a seat by waiting, whom the station booked by telephone. The printed family has one of each that it can have.
/// </summary>
internal static class BookingPart
{
    private const int HeldClasses = 3;
    private const int PlannedClasses = 2;
    private const int FewSeats = 12;
    private static readonly string[] Notes = ["女儿打电话来报的", "本人到站说的", "邻居代报，已经跟本人说过", "腿脚不便，坐前排"];

    public static void Make(City city)
    {
        var came = city.Rows.Entries.Where(e => e is { Present: true, PersonId: not null }).ToLookup(e => e.SessionId, e => e.PersonId!.Value);
        var sessions = city.Rows.Sessions.ToLookup(s => s.StationId);
        foreach (var station in city.Stations)
        {
            var dice = city.Dice.For($"bookings/{station.Station.Id}");
            var own = sessions[station.Station.Id].OrderBy(s => s.PlannedStartUtc).ToList();
            foreach (var held in own.Where(s => s.Status == SessionStatus.Held).TakeLast(HeldClasses))
            {
                Book(city, station, held, Booked(station, [.. came[held.Id]], dice), dice, full: false);
            }

            foreach (var planned in own.Where(s => s.Status == SessionStatus.Planned).Take(PlannedClasses))
            {
                var full = dice.Chance(0.2);
                planned.Capacity = full ? FewSeats : null;
                Book(city, station, planned, dice.Some(Living(station), full ? FewSeats + dice.Between(2, 5) : dice.Between(3, 10)), dice, full);
            }
        }

        BookFamily(city, sessions);
    }

    private static List<Person> Living(CityStation station) => station.Regulars.FindAll(p => p.CanonicalId is null);

    private static List<Person> Booked(CityStation station, HashSet<long> came, Dice dice)
    {
        var living = Living(station);
        return
        [
            .. dice.Some(living.FindAll(p => came.Contains(p.Id)), dice.Between(3, 6)),
            .. dice.Some(living.FindAll(p => !came.Contains(p.Id)), dice.Between(0, 2)),
        ];
    }

    private static void Book(City city, CityStation station, Session session, IReadOnlyList<Person> people, Dice dice, bool full)
    {
        var from = session.PublishedUtc!.Value;
        var until = session.PlannedStartUtc.AddHours(-2) < city.RecordEndsUtc ? session.PlannedStartUtc.AddHours(-2) : city.RecordEndsUtc;
        var step = (until - from) / (people.Count + 2);
        if (step <= TimeSpan.Zero)
        {
            return;
        }

        var seat = 0;
        for (var i = 0; i < people.Count; i++)
        {
            var byStation = dice.Chance(0.3);
            var booking = new Booking
            {
                Id = city.Rows.Id<Booking>(), Key = dice.Key(from), SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode,
                PersonId = people[i].Id, QueuedUtc = from + (step * i), Way = byStation ? BookingWay.ByStaff : BookingWay.Online,
                BookedBy = byStation ? station.Coordinator.Id : null, Note = byStation && dice.Chance(0.5) ? dice.One(Notes) : null,
                State = full && seat >= FewSeats ? BookingState.Waiting : BookingState.Seated,
            };
            booking.Seat = booking.State == BookingState.Seated ? ++seat : null;
            Record(city, session, "BookSeat", booking, booking.QueuedUtc);
            city.Rows.Bookings.Add(booking);
        }

        Change(city, session, [.. city.Rows.Bookings.TakeLast(people.Count)], until - (step / 2), dice, full);
    }

    /// <summary>In a full class somebody cancels and the first of the line gets the seat; elsewhere somebody cancels now and then.</summary>
    private static void Change(City city, Session session, IReadOnlyList<Booking> bookings, DateTime atUtc, Dice dice, bool full)
    {
        if (!full && !dice.Chance(0.3))
        {
            return;
        }

        var gone = bookings[0];
        (gone.State, gone.CancelledUtc) = (BookingState.Cancelled, atUtc);
        Record(city, session, "CancelBooking", gone, atUtc);
        var seat = gone.Seat;
        gone.Seat = null;
        if (bookings.FirstOrDefault(b => b.State == BookingState.Waiting) is { } next)
        {
            (next.State, next.Seat, next.PromotedUtc) = (BookingState.Seated, seat, atUtc + BookingRules.TimeToUndo);
            city.Rows.Record(
                Booking.AuditStream(session.Key), null, "PassOnSeats", next.PromotedUtc.Value, after: new { promoted = new[] { next.Key } }, region: session.RegionCode);
        }
    }

    private static void BookFamily(City city, ILookup<long, Session> sessions)
    {
        var account = city.Rows.Accounts.Single(a => a.UserName == "family");
        var station = city.Stations.First(s => s.Regulars.Exists(p => p.Id == account.PersonId));
        var person = station.Regulars.Find(p => p.Id == account.PersonId)!;
        var dice = city.Dice.For("bookings/family");
        var own = sessions[station.Station.Id].OrderBy(s => s.PlannedStartUtc).ToList();
        foreach (var session in own.Where(s => s.Status == SessionStatus.Held).TakeLast(2).Concat(own.Where(s => s.Status == SessionStatus.Planned).Take(1)))
        {
            var there = city.Rows.Bookings.Where(b => b.SessionId == session.Id).ToList();
            var at = session.PlannedStartUtc.AddHours(-1) < city.RecordEndsUtc ? session.PlannedStartUtc.AddHours(-1) : city.RecordEndsUtc;
            if (there.Exists(b => b.PersonId == person.Id))
            {
                continue;
            }

            var taken = there.Where(b => b.Seat is not null).Select(b => b.Seat!.Value).ToHashSet();
            var waits = session.Capacity is { } seats && taken.Count >= seats;
            var booking = new Booking
            {
                Id = city.Rows.Id<Booking>(), Key = dice.Key(at), SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode, PersonId = person.Id,
                QueuedUtc = at, Way = BookingWay.Online, BookedBy = account.Id, State = waits ? BookingState.Waiting : BookingState.Seated,
                Seat = waits ? null : Enumerable.Range(1, 2000).First(n => !taken.Contains(n)),
            };
            city.Rows.Bookings.Add(booking);
            Record(city, session, "BookSeat", booking, at);
        }
    }

    private static void Record(City city, Session session, string process, Booking booking, DateTime atUtc) => city.Rows.Record(
        Booking.AuditStream(session.Key), booking.BookedBy, process, atUtc, after: new { booking = booking.Key, booking.State, booking.Way }, region: session.RegionCode);
}
