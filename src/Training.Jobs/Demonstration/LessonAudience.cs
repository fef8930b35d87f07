using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Courses.Watching;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Who watched the lessons of the demonstration, once they play: visitors and neighbours since the course was published, most to the end, many
/// stopping at the first minute, and one place where more stop than elsewhere.
/// </summary>
internal static class LessonAudience
{
    private const int Sittings = 90;

    private const int Neighbours = 24;

    /// <summary>Within the caller's save.</summary>
    public static async Task AddAsync(TrainingDbContext db, Course course, DateTime nowUtc, CancellationToken ct)
    {
        var neighbours = await db.People().IgnoreQueryFilters()
            .Where(p => p.RegionCode >= course.RegionCode && p.RegionCode < course.RegionCode + 1_000_000 && p.CanonicalId == null && p.ErasedUtc == null)
            .OrderBy(p => p.Id).Select(p => p.Id).Take(Neighbours).ToListAsync(ct);
        var lessons = await db.Lessons().Where(l => l.CourseId == course.Id && l.DurationMs > 0).OrderBy(l => l.Ordinal).Select(l => new { l.Id, Length = l.DurationMs!.Value }).ToListAsync(ct);
        var since = course.PublishedUtc ?? nowUtc;
        var days = Math.Max(1, (int)(nowUtc - since).TotalDays);
        foreach (var lesson in lessons)
        {
            var dice = new Dice(course.Title.Length, $"audience/{course.Title}/{lesson.Length}");
            var seen = new Dictionary<long, WatchProgress>();
            var stumble = lesson.Length * dice.Between(30, 60) / 100;
            foreach (var day in Enumerable.Range(0, Sittings).Select(_ => dice.Between(0, days - 1)).Order())
            {
                var at = since.AddDays(day).AddMinutes(dice.Between(0, 600));
                if (at >= nowUtc)
                {
                    continue;
                }

                long? person = neighbours.Count > 0 && dice.Chance(0.4) ? dice.One(neighbours) : null;
                var until = dice.Chance(0.45) ? lesson.Length : dice.Chance(0.35) ? stumble : dice.Between(1, 100) * lesson.Length / 100;
                var watched = WatchedStretches.None.With(new Stretch(0, until));
                db.WatchSittings().Add(new WatchSitting
                {
                    Nonce = dice.Key(at), LessonId = lesson.Id, PersonId = person, Month = Month.Of(at), OpenedUtc = at, LastUtc = at.AddMilliseconds(until), Beats = 1 + (int)(until / 15_000),
                    LastPositionMs = until, WatchedMs = until, Stretches = watched.ToString(), AllowanceUtc = at.AddMilliseconds(until),
                });
                if (person is { } known)
                {
                    Note(known, watched, at, until);
                }
            }

            db.WatchProgress().AddRange(seen.Values);

            void Note(long person, WatchedStretches watched, DateTime at, long until)
            {
                if (!seen.TryGetValue(person, out var progress))
                {
                    seen[person] = progress = new WatchProgress { PersonId = person, LessonId = lesson.Id, FirstUtc = at };
                }

                var all = WatchedStretches.Parse(progress.Stretches).With(watched.All);
                (progress.Stretches, progress.WatchedMs, progress.LastUtc) = (all.ToString(), all.LengthMs, at.AddMilliseconds(until));
                progress.CompletedUtc ??= WatchTerms.Shipped.IsComplete(all.LengthMs, lesson.Length) ? progress.LastUtc : null;
            }
        }
    }
}
