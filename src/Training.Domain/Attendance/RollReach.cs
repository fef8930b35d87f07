using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Domain.Attendance;

/// <summary>Somebody whom a station may write down.</summary>
internal sealed record PersonInReach(long Id, bool IsStaff);

internal static class RollReach
{
    private static readonly PreparedQuery<IReadOnlyCollection<Guid>, long, DateOnly, long, long, PersonAsked> People = new((db, keys, county, today, station, session) =>
        from p in db.People().IgnoreQueryFilters()
        where keys.Contains(p.Key)
        select new PersonAsked(
            p.Key, p.Id, p.RegionCode,
            db.PersonCounties().Any(c => c.PersonId == p.Id && c.CountyCode == county && c.FromDate <= today && (c.UntilDate == null || today < c.UntilDate))
                || db.StationMembers().Any(m => m.StationId == station && m.PersonId == p.Id && m.FromDate <= today && (m.UntilDate == null || today < m.UntilDate))
                || db.Bookings().Any(b => b.SessionId == session && b.PersonId == p.Id && b.State == BookingState.Seated),
            db.SessionTrainers().Any(s => s.SessionId == session && db.Trainers().Any(t => t.Id == s.TrainerId && t.PersonId == p.Id))
                || db.AccountStations().Any(s => s.StationId == station && db.Accounts().Any(a => a.Id == s.AccountId && a.PersonId == p.Id))));

    /// <summary>
    /// People whom this station may write down: who live in its county and within the caller's reach, or are on the county's list, are
    /// regulars of the station, have booked the session, or are its staff in this session.
    /// </summary>
    /// <param name="isSelf">A resident at the door has no reach of the own and marks nobody but the own person.</param>
    public static async Task<IReadOnlyDictionary<Guid, PersonInReach>> ReadAsync(
        TrainingDbContext db, Roll roll, IReadOnlyCollection<Guid> keys, DateTime nowUtc, bool isSelf, CancellationToken ct)
    {
        if (keys.Count == 0)
        {
            return new Dictionary<Guid, PersonInReach>();
        }

        var county = RegionCodes.CountyOf(roll.RegionCode);
        var range = RegionCodes.RangeOf(county);
        var today = ShanghaiTime.DateOf(nowUtc);
        return (await People.ToListAsync(db, keys, county, today, roll.StationId, roll.SessionId, ct))
            .Where(p => p.Linked || p.IsStaff || ((isSelf || db.Scope.Holds(p.RegionCode)) && p.RegionCode >= range.From && p.RegionCode < range.Until))
            .ToDictionary(p => p.Key, p => new PersonInReach(p.Id, p.IsStaff));
    }

    private sealed record PersonAsked(Guid Key, long Id, long RegionCode, bool Linked, bool IsStaff);
}
