using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Courses.Watching;

/// <param name="FromMs">Where this part of the lesson begins.</param>
/// <param name="Still">Plays that got at least so far.</param>
/// <param name="Stopped">Plays that went no further than this part.</param>
public sealed record WatchedPart(long FromMs, long ToMs, int Still, int Stopped);

/// <summary>How one lesson was watched, over all its time.</summary>
/// <param name="Plays">Sittings that were more than a look.</param>
/// <param name="SignedInPlays">Those of them by somebody signed in.</param>
/// <param name="Watchers">Distinct persons signed in.</param>
/// <param name="MedianShare">Per cent of the lesson that the middle play watched; null without plays.</param>
/// <param name="Completed">Persons who watched enough of it.</param>
/// <param name="Parts">The lesson in equal parts.</param>
public sealed record LessonWatched(
    Guid Key, string Title, long DurationMs, int Plays, int SignedInPlays, int Watchers, int? MedianShare, int Completed, IReadOnlyList<WatchedPart> Parts)
{
    /// <summary>The part in which most stopped before the end; null while too few played it to say so.</summary>
    public WatchedPart? WhereMostStop => Plays < WatchFigures.FewestToSay ? null
        : Parts.SkipLast(1).Where(part => part.Stopped > 0).OrderByDescending(part => part.Stopped).ThenBy(part => part.FromMs).FirstOrDefault();
}

public sealed record CourseWatched(string Title, IReadOnlyList<LessonWatched> Lessons);

/// <summary>What a trainer may know of the watching of the own lessons: numbers and places, never names. Four statements whatever the number of lessons.</summary>
public sealed class WatchFigures(TrainingDbContext db)
{
    public const int Parts = 20;

    public const int FewestToSay = 5;

    public async Task<CourseWatched?> OfAsync(Guid courseKey, long trainerId, CancellationToken ct = default)
    {
        var course = await db.Courses().AsNoTracking().Where(c => c.Key == courseKey && c.TrainerId == trainerId).Select(c => new { c.Id, c.Title }).SingleOrDefaultAsync(ct);
        if (course is null)
        {
            return null;
        }

        var lessons = await db.Lessons().AsNoTracking().Where(l => l.CourseId == course.Id && l.DurationMs > 0).OrderBy(l => l.Ordinal).ThenBy(l => l.Id)
            .Select(l => new { l.Id, l.Key, l.Title, DurationMs = l.DurationMs ?? 1 }).ToListAsync(ct);
        var plays =
            from sitting in db.WatchSittings()
            join lesson in db.Lessons() on sitting.LessonId equals lesson.Id
            where lesson.CourseId == course.Id && lesson.DurationMs > 0 && sitting.WatchedMs >= WatchTerms.Shipped.PlayMs
            select new { sitting.LessonId, sitting.PersonId, sitting.LastPositionMs, sitting.WatchedMs, Length = lesson.DurationMs ?? 1 };
        var stops = (await plays.GroupBy(p => new { p.LessonId, Part = p.LastPositionMs * Parts / p.Length })
            .Select(g => new { g.Key.LessonId, g.Key.Part, Count = g.Count() }).ToListAsync(ct)).ToLookup(s => s.LessonId);
        var shares = (await plays.GroupBy(p => new { p.LessonId, Share = p.WatchedMs * 100 / p.Length, Known = p.PersonId != null })
            .Select(g => new { g.Key.LessonId, g.Key.Share, g.Key.Known, Count = g.Count() }).ToListAsync(ct)).ToLookup(s => s.LessonId);
        var persons = await (
            from progress in db.WatchProgress()
            join lesson in db.Lessons() on progress.LessonId equals lesson.Id
            where lesson.CourseId == course.Id && progress.WatchedMs >= WatchTerms.Shipped.PlayMs
            group progress by progress.LessonId into watchers
            select new { LessonId = watchers.Key, Count = watchers.Count(), Completed = watchers.Count(p => p.CompletedUtc != null) }).ToDictionaryAsync(p => p.LessonId, ct);
        return new CourseWatched(
            course.Title,
            [
                .. from lesson in lessons
                   let known = persons.GetValueOrDefault(lesson.Id)
                   let spread = shares[lesson.Id].ToList()
                   select new LessonWatched(
                       lesson.Key, lesson.Title, lesson.DurationMs, spread.Sum(s => s.Count), spread.Where(s => s.Known).Sum(s => s.Count),
                       known?.Count ?? 0, Median([.. spread.Select(s => (s.Share, s.Count))]), known?.Completed ?? 0,
                       Split(lesson.DurationMs, stops[lesson.Id].ToDictionary(s => s.Part, s => s.Count))),
            ]);
    }

    /// <summary>The middle of a spread of per cents; of two middles the lower one.</summary>
    public static int? Median(IReadOnlyList<(long Share, int Count)> spread)
    {
        var before = 0;
        var half = (spread.Sum(s => s.Count) + 1) / 2;
        foreach (var (share, count) in spread.OrderBy(s => s.Share))
        {
            before += count;
            if (before >= half && half > 0)
            {
                return (int)Math.Min(100, share);
            }
        }

        return null;
    }

    /// <param name="stops">Plays by the part in which they ended; the lesson's very end counts to the last.</param>
    public static IReadOnlyList<WatchedPart> Split(long durationMs, IReadOnlyDictionary<long, int> stops)
    {
        var stopped = new int[Parts];
        foreach (var (part, count) in stops)
        {
            stopped[Math.Clamp(part, 0, Parts - 1)] += count;
        }

        return [.. Enumerable.Range(0, Parts).Select(i => new WatchedPart(durationMs * i / Parts, durationMs * (i + 1) / Parts, stopped.Skip(i).Sum(), stopped[i]))];
    }
}
