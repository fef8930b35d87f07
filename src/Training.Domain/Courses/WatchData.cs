using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>A resident's bookmarks: told in the copy, gone at erasure and when nobody came back to them.</summary>
public sealed class WatchData(TrainingDbContext db) : IPersonalDataSource, IRetentionSource
{
    public string Title => "看到一半的课";

    public int Order => 62;

    public IReadOnlyCollection<Type> Tells => [typeof(WatchPosition)];

    public string Rule => "watch-position";

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default) =>
        (await (
            from left in db.WatchPositions().AsNoTracking()
            join lesson in db.Lessons().IgnoreQueryFilters() on left.LessonId equals lesson.Id
            where subject.PersonIds.Contains(left.PersonId)
            orderby left.UpdatedUtc
            select new { lesson.Title, left.PositionMs, left.UpdatedUtc }).ToListAsync(ct))
        .ConvertAll(l => new PersonalRecord(
            l.Title, new PersonalFact("看到", $"{l.PositionMs / 60_000} 分 {l.PositionMs / 1000 % 60} 秒"),
            new PersonalFact("那是", $"{ShanghaiTime.FromUtc(l.UpdatedUtc):yyyy-MM-dd HH:mm}")));

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var left = await db.WatchPositions().Where(w => subject.PersonIds.Contains(w.PersonId)).ToListAsync(ct);
        db.WatchPositions().RemoveRange(left);
        return left.Count;
    }

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        (await Old(before).Join(db.People().IgnoreQueryFilters(), w => w.PersonId, p => p.Id, (_, p) => p.RegionCode)
            .GroupBy(code => code).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
        .GroupBy(g => RegionCodes.CountyOf(g.Key)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(county);
        var left = await Old(before)
            .Where(w => db.People().IgnoreQueryFilters().Any(p => p.Id == w.PersonId && p.RegionCode >= range.From && p.RegionCode < range.Until)).ToListAsync(ct);
        db.WatchPositions().RemoveRange(left);
        return left.Count;
    }

    private IQueryable<WatchPosition> Old(DateOnly before)
    {
        var until = ShanghaiTime.ToUtc(before);
        return db.WatchPositions().Where(w => w.UpdatedUtc < until);
    }
}
