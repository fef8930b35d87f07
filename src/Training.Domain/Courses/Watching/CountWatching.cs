using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;

namespace Training.Domain.Courses.Watching;

/// <summary>Who sits before the player: a signed-in resident, a trainer, or nobody known.</summary>
public sealed record Watcher(long? PersonId, long? TrainerId, Actor Actor);

/// <param name="Number">Counts up from one within the sitting.</param>
/// <param name="Rate">The player's speed while these stretches were played.</param>
public sealed record WatchBeat(Guid Nonce, int Number, double Rate, IReadOnlyList<Stretch> Stretches);

public enum BeatAnswer
{
    Counted,

    /// <summary>A beat that was heard before, or is older than one that was.</summary>
    Repeated,

    /// <summary>There is no such sitting for this watcher, or it is over: the player opens another.</summary>
    Over,
}

/// <summary>
/// Counts what is watched. The player says which stretches it played; the server's clock decides how much of that it can have played since it
/// was last heard, for one sitting and, of somebody signed in, for all sittings together. Nothing is kept of a visitor but the sitting itself.
/// </summary>
public sealed class CountWatching(TrainingDbContext db, TimeProvider clock)
{
    private const int Attempts = 5;

    private static readonly WatchTerms Terms = WatchTerms.Shipped;

    /// <summary>The nonce of a new sitting; null: no such lesson is to be watched, or whoever asks teaches it.</summary>
    public async Task<Guid?> OpenAsync(Guid lessonKey, Watcher watcher, CancellationToken ct = default)
    {
        var lesson = await Watchable().Where(l => l.Key == lessonKey)
            .Select(l => new { l.Id, TrainerId = db.Courses().IgnoreQueryFilters().Where(c => c.Id == l.CourseId).Select(c => c.TrainerId).First() }).SingleOrDefaultAsync(ct);
        if (lesson is null || (watcher.TrainerId is { } trainer && trainer == lesson.TrainerId))
        {
            return null;
        }

        var person = await PersonAsync(watcher, ct);
        return await AgainAsync(async () =>
        {
            var now = clock.UtcNow();
            var sitting = new WatchSitting
            {
                Nonce = Guid.NewGuid(), LessonId = lesson.Id, PersonId = person, Month = Month.Of(now), OpenedUtc = now, LastUtc = now, AllowanceUtc = now,
            };
            db.WatchSittings().Add(sitting);
            if (person is { } known)
            {
                await WindAsync(known, now, ct);
            }

            await db.SaveChangesAsync(ct);
            return sitting.Nonce;
        });
    }

    public async Task<BeatAnswer> BeatAsync(WatchBeat beat, Watcher watcher, CancellationToken ct = default)
    {
        var person = await PersonAsync(watcher, ct);
        return await AgainAsync(() => TryBeatAsync(beat, person, watcher.Actor, ct));
    }

    private async Task<T> AgainAsync<T>(Func<Task<T>> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another page of the same watcher wrote between reading and writing.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<BeatAnswer> TryBeatAsync(WatchBeat beat, long? person, Actor actor, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var found = await (
            from row in db.WatchSittings()
            join l in Watchable() on row.LessonId equals l.Id
            where row.Nonce == beat.Nonce && row.PersonId == person
            select new { Sitting = row, Lesson = l }).SingleOrDefaultAsync(ct);
        if (found is null || WatchRules.IsOver(found.Sitting.OpenedUtc, found.Sitting.LastUtc, now, Terms))
        {
            return BeatAnswer.Over;
        }

        var (sitting, lesson) = (found.Sitting, found.Lesson);
        if (beat.Number <= sitting.Beats)
        {
            return BeatAnswer.Repeated;
        }

        var own = person is { } known ? await db.WatchClocks().SingleAsync(c => c.PersonId == known, ct) : null;
        var allowed = new WatchAllowance(sitting.AllowanceUtc, sitting.AllowanceMs).At(now, Terms.SilenceMs);
        var allowedHim = own is null ? allowed : new WatchAllowance(own.AllowanceUtc, own.AllowanceMs).At(now, Terms.SilenceMs);
        var length = lesson.DurationMs ?? 0;
        var counted = WatchRules.Count(beat.Stretches, beat.Rate, length, Math.Min(allowed.LeftMs, allowedHim.LeftMs), Terms);
        (sitting.AllowanceUtc, sitting.AllowanceMs) = allowed.Less(counted.CostMs);
        (sitting.Beats, sitting.LastUtc) = (beat.Number, now);
        own?.Keep(allowedHim.Less(counted.CostMs));
        if (counted.Stretches.Count > 0)
        {
            var watched = WatchedStretches.Parse(sitting.Stretches).With(counted.Stretches);
            (sitting.Stretches, sitting.WatchedMs, sitting.LastPositionMs) = (watched.ToString(), watched.LengthWithin(length), counted.Stretches[^1].ToMs);
            if (person is { } watching)
            {
                await ProgressAsync(watching, lesson, counted.Stretches, actor, now, ct);
            }
        }

        await db.SaveChangesAsync(ct);
        return BeatAnswer.Counted;
    }

    private async Task ProgressAsync(long person, Lesson lesson, IReadOnlyList<Stretch> stretches, Actor actor, DateTime now, CancellationToken ct)
    {
        var length = lesson.DurationMs ?? 0;
        var progress = await db.WatchProgress().SingleOrDefaultAsync(p => p.PersonId == person && p.LessonId == lesson.Id, ct);
        if (progress is null)
        {
            progress = new WatchProgress { PersonId = person, LessonId = lesson.Id, FirstUtc = now };
            db.WatchProgress().Add(progress);
        }

        var watched = WatchedStretches.Parse(progress.Stretches).With(stretches);
        (progress.Stretches, progress.WatchedMs, progress.LastUtc) = (watched.ToString(), watched.LengthWithin(length), now);
        if (progress.CompletedUtc is null && Terms.IsComplete(progress.WatchedMs, length))
        {
            progress.CompletedUtc = now;
            var teacher = await db.Courses().IgnoreQueryFilters().Where(c => c.Id == lesson.CourseId).Select(c => c.TrainerId).SingleAsync(ct);
            await OnlineHours.CreditAsync(
                db, new LearntLesson(person, lesson.Key, lesson.Title, WatchRules.ClassHours(length), teacher), actor, now, ct);
        }
    }

    /// <summary>Whoever has played nothing for a while begins with nothing saved up.</summary>
    private async Task WindAsync(long person, DateTime now, CancellationToken ct)
    {
        var own = await db.WatchClocks().SingleOrDefaultAsync(c => c.PersonId == person, ct);
        if (own is null)
        {
            db.WatchClocks().Add(new WatchClock { PersonId = person, AllowanceUtc = now });
        }
        else if ((now - own.AllowanceUtc).TotalMilliseconds > Terms.SilenceMs)
        {
            own.Keep(WatchAllowance.From(now));
        }
    }

    private async Task<long?> PersonAsync(Watcher watcher, CancellationToken ct) =>
        watcher.TrainerId is { } trainer ? await db.Trainers().Where(t => t.Id == trainer).Select(t => (long?)t.PersonId).SingleOrDefaultAsync(ct) : watcher.PersonId;

    private IQueryable<Lesson> Watchable() => PlayableLessons.OfFamilies(db).Select(shown => shown.Lesson);
}
