using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;

namespace Training.Domain.Attendance.Door;

/// <summary>What the door knows of a person: cards of the household and marks made with the own phone. Old fingerprints are cleared.</summary>
public sealed class DoorData(TrainingDbContext db) : IPersonalDataSource, IRetentionSource
{
    public string Title => "户卡和自助签到";

    public int Order => 31;

    public IReadOnlyCollection<Type> Tells => [typeof(HouseholdCard), typeof(DoorMark)];

    public string Rule => "door";

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var cards = await (
            from card in db.HouseholdCards().IgnoreQueryFilters()
            where db.People().Any(p => subject.PersonIds.Contains(p.Id) && p.HouseholdId == card.HouseholdId)
            join station in db.Stations() on card.StationId equals station.Id
            orderby card.IssuedUtc
            select new { station.Name, card.IssuedUtc, card.WithdrawnUtc, card.WithdrawnReason }).ToListAsync(ct);
        var marks = await (
            from mark in db.DoorMarks().IgnoreQueryFilters()
            where subject.Keys.Contains(mark.AttendeeKey)
            join station in db.Stations() on mark.StationId equals station.Id
            orderby mark.AtUtc
            select new { station.Name, mark.AtUtc, Kept = mark.DeviceIndex != null || mark.AddressIndex != null }).ToListAsync(ct);
        return
        [
            .. cards.Select(c => new PersonalRecord(
                "户卡",
                [
                    new("发卡站点", c.Name), new("发卡", $"{ShanghaiTime.DateOf(c.IssuedUtc):yyyy-MM-dd}"),
                    new("作废", c.WithdrawnUtc is { } on ? $"{ShanghaiTime.DateOf(on):yyyy-MM-dd} {c.WithdrawnReason}" : null),
                ])),
            .. marks.Select(m => new PersonalRecord(
                "自助签到",
                [
                    new("站点", m.Name), new("时间", $"{ShanghaiTime.FromUtc(m.AtUtc):yyyy-MM-dd HH:mm}"),
                    new("手机和网络的指纹", m.Kept ? "还留着，只用来核对代签" : "已清除"),
                ])),
        ];
    }

    /// <summary>The fingerprints go; a card of the others who live there stays, and names the person no more.</summary>
    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var marks = await db.DoorMarks().IgnoreQueryFilters().Where(m => subject.Keys.Contains(m.AttendeeKey)).ToListAsync(ct);
        marks.ForEach(Clear);
        return marks.Count;
    }

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        (await Old(before).GroupBy(m => m.RegionCode).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
        .GroupBy(g => RegionCodes.CountyOf(g.Key)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(county);
        var marks = await Old(before).Where(m => m.RegionCode >= range.From && m.RegionCode < range.Until).ToListAsync(ct);
        marks.ForEach(Clear);
        return marks.Count;
    }

    private static void Clear(DoorMark mark) => (mark.DeviceIndex, mark.AddressIndex) = (null, null);

    private IQueryable<DoorMark> Old(DateOnly before)
    {
        var until = ShanghaiTime.ToUtc(before);
        return db.DoorMarks().IgnoreQueryFilters().Where(m => m.AtUtc < until && (m.DeviceIndex != null || m.AddressIndex != null));
    }
}
