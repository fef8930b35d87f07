using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance;

/// <summary>A person's lines on the rolls. Names of walk-ins nobody recognised are cleared when they are old enough.</summary>
public sealed class RollData(TrainingDbContext db) : IPersonalDataSource, IPersonTie, IRetentionSource
{
    public string Title => "点名册";

    public int Order => 30;

    public IReadOnlyCollection<Type> Tells => [typeof(RollEntry), typeof(WalkIn)];

    public string Rule => "walk-in";

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var lines = await (
            from entry in db.RollEntries().IgnoreQueryFilters()
            join walkIn in db.WalkIns() on entry.WalkInId equals (long?)walkIn.Id into walkIns
            from w in walkIns.DefaultIfEmpty()
            where (entry.PersonId != null && subject.PersonIds.Contains(entry.PersonId.Value)) || (w.PersonId != null && subject.PersonIds.Contains(w.PersonId.Value))
            join session in db.Sessions() on entry.SessionId equals session.Id
            join station in db.Stations() on entry.StationId equals station.Id
            orderby session.PlannedStartUtc
            select new { session.Title, Station = station.Name, session.PlannedStartUtc, entry.Present, WrittenAs = (string?)w.Name, w.PhoneTailSealed }).ToListAsync(ct);
        return lines.ConvertAll(l => new PersonalRecord(
            $"{ShanghaiTime.DateOf(l.PlannedStartUtc):yyyy-MM-dd} {l.Title}",
            [
                new("站点", l.Station), new("到课", l.Present ? "到了" : "没到"), new("当时写的名字", l.WrittenAs),
                new("当时写的手机尾号", l.PhoneTailSealed is { } tail ? subject.OpenUnowned(tail) : null),
            ]));
    }

    /// <summary>The line on the roll stays, as a number; what a walk-in wrote down goes.</summary>
    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var walkIns = await db.WalkIns().IgnoreQueryFilters().Where(w => w.PersonId != null && subject.PersonIds.Contains(w.PersonId.Value)).ToListAsync(ct);
        walkIns.ForEach(Clear);
        return walkIns.Count;
    }

    /// <summary>Having been on a roll once does not open a person's values to the station.</summary>
    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) => Task.FromResult(false);

    public IQueryable<long> ActiveSince(DateOnly day)
    {
        var month = Month.Of(day);
        return db.RollEntries().IgnoreQueryFilters().Where(e => e.Month >= month && e.PersonId != null).Select(e => e.PersonId!.Value);
    }

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        (await Old(before).GroupBy(w => w.RegionCode).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
        .GroupBy(g => RegionCodes.CountyOf(g.Key)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(county);
        var walkIns = await Old(before).Where(w => w.RegionCode >= range.From && w.RegionCode < range.Until).ToListAsync(ct);
        walkIns.ForEach(Clear);
        return walkIns.Count;
    }

    private static void Clear(WalkIn walkIn) => (walkIn.Name, walkIn.PhoneTailSealed, walkIn.PhoneTailIndex) = (Person.ErasedName, null, null);

    private IQueryable<WalkIn> Old(DateOnly before)
    {
        var until = ShanghaiTime.ToUtc(before);
        return db.WalkIns().IgnoreQueryFilters().Where(w =>
            w.PersonId == null && w.Name != Person.ErasedName
            && db.Rolls().Any(r => r.Id == w.RollId && db.Sessions().Any(s => s.Id == r.SessionId && s.PlannedStartUtc < until)));
    }
}
