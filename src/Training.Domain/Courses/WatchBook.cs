using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>Where somebody stopped, with what is needed to go on there.</summary>
public sealed record LessonLeft(Guid CourseKey, Guid LessonKey, string Course, string Title, long PositionMs, long DurationMs, string Folder, bool HasPicture, DateTime UpdatedUtc);

public sealed record LeftAt(Guid LessonKey, double Seconds);

/// <summary>
/// A resident's bookmarks in the lessons. The last player that spoke decides; who has seen the last seconds has none. Only lessons that
/// anybody may watch have one, and nobody reads another's.
/// </summary>
public sealed class WatchBook(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>Whoever stopped earlier has not begun.</summary>
    public const long FromMs = 5_000;

    /// <summary>Whoever stopped in the last seconds has seen the lesson.</summary>
    public const long LastMs = 10_000;

    /// <summary>A browser hands over at most so many of its own at once.</summary>
    public const int MostAtOnce = 30;

    private const int Attempts = 4;

    /// <summary>False: there is no such lesson to watch.</summary>
    public async Task<bool> LeaveAsync(long personId, LeftAt left, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryLeaveAsync(personId, left, overwrite: true, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Two pages of one resident made the first bookmark of a lesson at once.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Takes over what a browser kept before the resident signed in. What the account knows already stays. Returns how many were taken.</summary>
    public async Task<int> AdoptAsync(long personId, IReadOnlyCollection<LeftAt> kept, CancellationToken ct = default)
    {
        var before = await db.WatchPositions().CountAsync(w => w.PersonId == personId, ct);
        foreach (var left in kept.DistinctBy(k => k.LessonKey).Take(MostAtOnce))
        {
            await TryLeaveAsync(personId, left, overwrite: false, ct);
        }

        return await db.WatchPositions().CountAsync(w => w.PersonId == personId, ct) - before;
    }

    public Task<int> ForgetAsync(long personId, Guid lessonKey, CancellationToken ct = default) =>
        db.WatchPositions().Where(w => w.PersonId == personId && db.Lessons().IgnoreQueryFilters().Any(l => l.Id == w.LessonId && l.Key == lessonKey)).ExecuteDeleteAsync(ct);

    /// <summary>Milliseconds; null: from the beginning.</summary>
    public Task<long?> WhereAsync(long personId, Guid lessonKey, CancellationToken ct = default) => (
        from left in db.WatchPositions()
        join lesson in db.Lessons().IgnoreQueryFilters() on left.LessonId equals lesson.Id
        where left.PersonId == personId && lesson.Key == lessonKey
        select (long?)left.PositionMs).FirstOrDefaultAsync(ct);

    /// <summary>Lessons to go on with, the latest first; those that are not published any more are left out.</summary>
    public async Task<IReadOnlyList<LessonLeft>> ReadAsync(long personId, int most = 20, CancellationToken ct = default) => await (
        from left in db.WatchPositions().AsNoTracking()
        join shown in PlayableLessons.OfFamilies(db) on left.LessonId equals shown.Lesson.Id
        join course in db.Courses().IgnoreQueryFilters() on shown.Lesson.CourseId equals course.Id
        where left.PersonId == personId
        orderby left.UpdatedUtc descending, left.Id descending
        select new LessonLeft(
            course.Key, shown.Lesson.Key, shown.Version.Title, shown.Row.Title, left.PositionMs, shown.Lesson.DurationMs ?? 0, shown.Lesson.PublishedFolder!,
            db.Renditions().Any(r => r.LessonId == shown.Lesson.Id && r.Height > 0), left.UpdatedUtc)).Take(most).ToListAsync(ct);

    private async Task<bool> TryLeaveAsync(long personId, LeftAt left, bool overwrite, CancellationToken ct)
    {
        var lesson = await PlayableLessons.OfFamilies(db).AsNoTracking().Where(shown => shown.Lesson.Key == left.LessonKey)
            .Select(shown => new { shown.Lesson.Id, shown.Lesson.DurationMs }).FirstOrDefaultAsync(ct);
        if (lesson is null || double.IsNaN(left.Seconds))
        {
            return false;
        }

        var length = lesson.DurationMs ?? 0;
        var at = (long)(Math.Clamp(left.Seconds, 0, length / 1000.0) * 1000);
        var there = await db.WatchPositions().FirstOrDefaultAsync(w => w.PersonId == personId && w.LessonId == lesson.Id, ct);
        if (there is not null && !overwrite)
        {
            return true;
        }

        if (at < FromMs || at > length - LastMs)
        {
            if (there is not null)
            {
                db.WatchPositions().Remove(there);
            }
        }
        else
        {
            if (there is null)
            {
                there = new WatchPosition { PersonId = personId, LessonId = lesson.Id };
                db.WatchPositions().Add(there);
            }

            (there.PositionMs, there.UpdatedUtc) = (at, clock.UtcNow());
        }

        await db.SaveChangesAsync(ct);
        return true;
    }
}
