using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Courses.Watching;

/// <summary>
/// What somebody watched: told in the copy. At erasure and after its time the sittings lose their person and stay as plays of nobody; progress
/// and clock go. Class hours are the trainers' room's.
/// </summary>
public sealed class WatchingData(TrainingDbContext db) : IPersonalDataSource, IRetentionSource
{
    public string Title => "看过的网课";

    public int Order => 63;

    public IReadOnlyCollection<Type> Tells => [typeof(WatchSitting), typeof(WatchProgress), typeof(WatchClock)];

    public string Rule => "watching";

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default) =>
        (await (
            from progress in db.WatchProgress().AsNoTracking()
            join lesson in db.Lessons().IgnoreQueryFilters() on progress.LessonId equals lesson.Id
            where subject.PersonIds.Contains(progress.PersonId)
            orderby progress.FirstUtc, progress.Id
            select new
            {
                lesson.Title, progress.WatchedMs, progress.FirstUtc, progress.LastUtc, progress.CompletedUtc,
                Sittings = db.WatchSittings().Count(s => s.LessonId == progress.LessonId && s.PersonId == progress.PersonId),
            }).ToListAsync(ct))
        .ConvertAll(p => new PersonalRecord(
            p.Title, new PersonalFact("看过", $"{p.WatchedMs / 60_000} 分 {p.WatchedMs / 1000 % 60} 秒"), new PersonalFact("次数", $"{p.Sittings}"),
            new PersonalFact("第一次", Day(p.FirstUtc)), new PersonalFact("最近一次", Day(p.LastUtc)),
            new PersonalFact("看完", p.CompletedUtc is { } done ? Day(done) : null)));

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default) => await ForgetAsync(
        db.WatchSittings().Where(s => subject.PersonIds.Contains(s.PersonId!.Value)), db.WatchProgress().Where(p => subject.PersonIds.Contains(p.PersonId)),
        db.WatchClocks().Where(c => subject.PersonIds.Contains(c.PersonId)), ct);

    public async Task<IReadOnlyDictionary<long, int>> DueAsync(DateOnly before, CancellationToken ct = default) =>
        (await Old(before).Join(db.People().IgnoreQueryFilters(), w => w.PersonId, p => p.Id, (_, p) => p.RegionCode)
            .GroupBy(code => code).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
        .GroupBy(g => RegionCodes.CountyOf(g.Key)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));

    public async Task<int> ClearAsync(long county, DateOnly before, DateTime nowUtc, CancellationToken ct = default)
    {
        var range = RegionCodes.RangeOf(county);
        var until = ShanghaiTime.ToUtc(before);
        var people = db.People().IgnoreQueryFilters().Where(p => p.RegionCode >= range.From && p.RegionCode < range.Until);
        var due = Old(before).Where(w => people.Any(p => p.Id == w.PersonId));
        var count = await due.CountAsync(ct);
        await ForgetAsync(
            db.WatchSittings().Where(s => s.LastUtc < until && people.Any(p => p.Id == s.PersonId)), due,
            db.WatchClocks().Where(c => c.AllowanceUtc < until && people.Any(p => p.Id == c.PersonId)), ct);
        return count;
    }

    private static string Day(DateTime utc) => $"{ShanghaiTime.FromUtc(utc):yyyy-MM-dd HH:mm}";

    private async Task<int> ForgetAsync(IQueryable<WatchSitting> sittings, IQueryable<WatchProgress> progress, IQueryable<WatchClock> clocks, CancellationToken ct)
    {
        var (told, summed, own) = (await sittings.ToListAsync(ct), await progress.ToListAsync(ct), await clocks.ToListAsync(ct));
        told.ForEach(s => s.PersonId = null);
        db.RemoveRange(summed);
        db.RemoveRange(own);
        return told.Count + summed.Count + own.Count;
    }

    private IQueryable<WatchProgress> Old(DateOnly before)
    {
        var until = ShanghaiTime.ToUtc(before);
        return db.WatchProgress().Where(p => p.LastUtc < until);
    }
}
