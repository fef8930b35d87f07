using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Sessions.Bookings;

/// <summary>A person's bookings. Remarks of the station are cleared at erasure; old bookings go altogether, since no figure counts them.</summary>
public sealed class BookingData(TrainingDbContext db) : IPersonalDataSource, IPersonTie, IRetentionSource
{
    public string Title => "报名";

    public int Order => 28;

    public IReadOnlyCollection<Type> Tells => [typeof(Booking)];

    public string Rule => "booking";

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default) =>
        (await (
            from booking in Of(subject).AsNoTracking()
            join session in db.Sessions() on booking.SessionId equals session.Id
            join station in db.Stations() on booking.StationId equals station.Id
            orderby session.PlannedStartUtc
            select new { session.Title, session.PlannedStartUtc, Station = station.Name, booking.State, booking.Way, booking.Note }).ToListAsync(ct))
        .ConvertAll(b => new PersonalRecord(
            $"{ShanghaiTime.FromUtc(b.PlannedStartUtc):yyyy-MM-dd HH:mm} {b.Title}",
            new("站点", b.Station), new("报名", BookingWords.Of(b.State)), new("怎么报的", BookingWords.Of(b.Way)), new("备注", b.Note)));

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var bookings = await Of(subject).ToListAsync(ct);
        db.Bookings().RemoveRange(bookings);
        return bookings.Count;
    }

    /// <summary>Having asked for a seat does not open a person's values to the station.</summary>
    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) => Task.FromResult(false);

    public IQueryable<long> ActiveSince(DateOnly day)
    {
        var since = ShanghaiTime.ToUtc(day);
        return db.Bookings().IgnoreQueryFilters().Where(b => b.QueuedUtc >= since).Select(b => b.PersonId);
    }

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        (await Old(before).GroupBy(b => b.RegionCode).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
        .GroupBy(g => RegionCodes.CountyOf(g.Key)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(county);
        var bookings = await Old(before).Where(b => b.RegionCode >= range.From && b.RegionCode < range.Until).ToListAsync(ct);
        db.Bookings().RemoveRange(bookings);
        return bookings.Count;
    }

    private IQueryable<Booking> Of(PersonalSubject subject) => db.Bookings().IgnoreQueryFilters().Where(b => subject.PersonIds.Contains(b.PersonId));

    private IQueryable<Booking> Old(DateOnly before)
    {
        var until = ShanghaiTime.ToUtc(before);
        return db.Bookings().IgnoreQueryFilters().Where(b => db.Sessions().Any(s => s.Id == b.SessionId && s.PlannedStartUtc < until));
    }
}

public static class BookingWords
{
    public static string Of(BookingState state) => state switch
    {
        BookingState.Seated => "报好了",
        BookingState.Waiting => "排队",
        _ => "取消了",
    };

    public static string Of(BookingWay way) => way == BookingWay.Online ? "自己在网上报的" : "电话里报的，站点代记";
}
