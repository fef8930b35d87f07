using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Courses.Watching;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.Courses.Watching;

public sealed class CountWatchingTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_servers_clock_decides_how_much_was_watched(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        var sitting = (await scene.OpenAsync(scene.Resident))!.Value;

        Assert.Equal(BeatAnswer.Counted, await scene.BeatAsync(scene.Resident, sitting, 1, 15, 0, 60_000));
        Assert.Equal(15_000, (await scene.ProgressAsync()).WatchedMs);

        // The same beat again, and an older one.
        Assert.Equal(BeatAnswer.Repeated, await scene.BeatAsync(scene.Resident, sitting, 1, 15, 15_000, 30_000));
        Assert.Equal(BeatAnswer.Repeated, await scene.BeatAsync(scene.Resident, sitting, 0, 0, 15_000, 30_000));
        Assert.Equal(15_000, (await scene.ProgressAsync()).WatchedMs);

        // Seen before: the union does not grow.
        await scene.BeatAsync(scene.Resident, sitting, 2, 15, 0, 15_000);
        Assert.Equal((15_000, "0-15000"), ((await scene.ProgressAsync()).WatchedMs, (await scene.ProgressAsync()).Stretches));

        await scene.BeatAsync(scene.Resident, sitting, 3, 15, 15_000, 30_000, rate: 2);
        Assert.Equal(15_000, (await scene.ProgressAsync()).WatchedMs);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_pages_of_one_person_playing_at_once_are_paid_from_one_clock(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        var one = (await scene.OpenAsync(scene.Resident))!.Value;
        var other = (await scene.OpenAsync(scene.Resident))!.Value;
        for (var beat = 0; beat < 10; beat++)
        {
            scene.Clock.Advance(TimeSpan.FromSeconds(15));
            var from = beat * 15_000;
            await Task.WhenAll(
                Task.Run(() => scene.BeatAsync(scene.Resident, one, beat + 2, 0, from, from + 15_000)),
                Task.Run(() => scene.BeatAsync(scene.Resident, other, beat + 2, 0, 300_000 + from, 315_000 + from)));
        }

        // 150 seconds passed, whichever page they were given to.
        await using var db = scene.Database.Open();
        var clock = await db.WatchClocks().SingleAsync();
        Assert.Equal(0, clock.AllowanceMs);
        Assert.Equal(150_000, (await scene.ProgressAsync()).WatchedMs);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.BeatAsync(scene.Resident, one, 40, 0, 200_000, 250_000))));
        Assert.Equal(clock.AllowanceMs, (await db.WatchClocks().AsNoTracking().SingleAsync()).AllowanceMs);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_nonce_is_good_for_its_watcher_and_its_time_only(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        var sitting = (await scene.OpenAsync(scene.Resident))!.Value;

        Assert.Equal(BeatAnswer.Over, await scene.BeatAsync(scene.Neighbour, sitting, 1, 15, 0, 15_000));
        Assert.Equal(BeatAnswer.Over, await scene.BeatAsync(Nobody, sitting, 1, 0, 0, 15_000));
        Assert.Equal(BeatAnswer.Over, await scene.BeatAsync(scene.Resident, Guid.NewGuid(), 1, 0, 0, 15_000));
        Assert.Equal(BeatAnswer.Over, await scene.BeatAsync(scene.Resident, sitting, 1, 31 * 60, 0, 15_000));
        Assert.Null(await scene.OpenAsync(scene.Resident, Guid.NewGuid()));
        Assert.Null(await scene.OpenAsync(scene.Teacher));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_a_visitor_nothing_is_kept_but_the_sitting(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        var sitting = (await scene.OpenAsync(Nobody))!.Value;

        Assert.Equal(BeatAnswer.Counted, await scene.BeatAsync(Nobody, sitting, 1, 20, 5_000, 25_000));

        await using var db = scene.Database.Open();
        var kept = await db.WatchSittings().SingleAsync();
        Assert.Equal((null, 20_000, 25_000), (kept.PersonId, kept.WatchedMs, kept.LastPositionMs));
        Assert.Equal((0, 0), (await db.WatchProgress().CountAsync(), await db.WatchClocks().CountAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_lesson_seen_to_its_end_stands_in_the_trainers_ledger_once(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        for (var round = 0; round < 2; round++)
        {
            var sitting = (await scene.OpenAsync(scene.Nurse))!.Value;
            for (var beat = 1; beat <= 5; beat++)
            {
                Assert.Equal(BeatAnswer.Counted, await scene.BeatAsync(scene.Nurse, sitting, beat, 120, (beat - 1) * 120_000, beat * 120_000));
            }

            // Only then enough: 480 of 600 seconds, and that was at the fourth.
            await using var db = scene.Database.Open();
            var entry = await db.TrainingHours().SingleAsync();
            Assert.Equal((0.16m, "网课《给卧床老人翻身》", ShanghaiTime.DateOf(FakeClock.Ordinary().UtcNow())), (entry.Hours, entry.What, entry.OnDate));
            Assert.Equal(1, await db.AuditEntries().CountAsync(e => e.Process == nameof(OnlineHours)));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_needs_no_hours_or_did_not_watch_enough_has_no_entry(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        var lecturer = (await scene.OpenAsync(scene.Lecturer))!.Value;
        var nurse = (await scene.OpenAsync(scene.Nurse))!.Value;
        for (var beat = 1; beat <= 5; beat++)
        {
            await scene.BeatAsync(scene.Lecturer, lecturer, beat, 120, (beat - 1) * 120_000, beat * 120_000);
            await scene.BeatAsync(scene.Nurse, nurse, beat, 0, 0, 120_000);
        }

        await using var db = scene.Database.Open();
        Assert.Equal(0, await db.TrainingHours().CountAsync());
        Assert.Equal(1, await db.WatchProgress().CountAsync(p => p.CompletedUtc != null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_trainer_reads_how_the_own_lessons_were_watched_and_nobody_elses(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        foreach (var (watcher, seconds) in (IEnumerable<(Watcher, int)>)[(scene.Resident, 120), (scene.Resident, 60), (Nobody, 30), (Nobody, 9), (scene.Neighbour, 100)])
        {
            scene.Clock.Advance(TimeSpan.FromMinutes(5));
            var sitting = (await scene.OpenAsync(watcher))!.Value;
            await scene.BeatAsync(watcher, sitting, 1, seconds, 0, seconds * 1000);
        }

        await using var db = scene.Database.Open();
        var figures = new WatchFigures(db);
        var lesson = (await figures.OfAsync(scene.Course.Key, scene.Course.TrainerId))!.Lessons.Single();

        // Nine seconds are a look.
        Assert.Equal((4, 3, 2, 0), (lesson.Plays, lesson.SignedInPlays, lesson.Watchers, lesson.Completed));
        Assert.Equal(10, lesson.MedianShare);
        Assert.Equal([4, 4, 3, 2, 1, 0], lesson.Parts.Take(6).Select(p => p.Still));
        Assert.Null(await figures.OfAsync(scene.Course.Key, scene.Course.TrainerId + 1));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_somebody_watched_is_told_in_the_copy_and_becomes_nobodys_at_erasure_and_after_its_time(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        foreach (var watcher in (Watcher[])[scene.Resident, scene.Neighbour])
        {
            var sitting = (await scene.OpenAsync(watcher))!.Value;
            await scene.BeatAsync(watcher, sitting, 1, 90, 0, 90_000);
        }

        await using var db = scene.Database.Open();
        var data = new WatchingData(db);
        var subject = new PersonalSubject
        {
            PersonIds = [scene.Resident.PersonId!.Value], Keys = [], NowUtc = scene.Clock.UtcNow(), Open = (_, _) => "", OpenUnowned = _ => "",
        };
        Assert.Equal("1 分 30 秒", Assert.Single(await data.ReadAsync(subject)).Facts[0].Value);
        using (HistoryWatch.Arranging())
        {
            Assert.Equal(3, await data.EraseAsync(subject));
            await db.SaveChangesAsync();
            var before = scene.Clock.Today().AddDays(1);
            var due = Assert.Single(await data.DueAsync(before));
            Assert.Equal((Places.Qingfeng, 1), (due.Key, due.Value));
            Assert.Equal(1, await data.ClearAsync(due.Key, before, scene.Clock.UtcNow()));
            await db.SaveChangesAsync();
        }

        Assert.Equal([null, null], await db.WatchSittings().Select(s => s.PersonId).ToListAsync());
        Assert.Equal((0, 0), (await db.WatchProgress().CountAsync(), await db.WatchClocks().CountAsync()));
    }

    private static Watcher Nobody { get; } = new(null, null, Actor.Job);

    private static async Task<Scene> SetAsync(DatabaseProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var teacher = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, teacher);
        var lesson = await Some.LessonAsync(db, course, l => l.DurationMs = 600_000);
        Watcher Of(Trainer trainer) => new(null, trainer.Id, Actor.Job);
        return new Scene(database, course, lesson)
        {
            Teacher = Of(teacher),
            Nurse = Of(await Some.TrainerAsync(db, TalentKind.Nursing)),
            Lecturer = Of(await Some.TrainerAsync(db, TalentKind.Teaching)),
            Resident = new Watcher((await Some.PersonAsync(db, name: "王桂兰")).Id, null, Actor.Job),
            Neighbour = new Watcher((await Some.PersonAsync(db, name: "隔壁人")).Id, null, Actor.Job),
        };
    }

    private sealed record Scene(TestDatabase Database, Course Course, Lesson Lesson) : IAsyncDisposable
    {
        public FakeClock Clock { get; } = FakeClock.Ordinary();

        public required Watcher Teacher { get; init; }

        public required Watcher Nurse { get; init; }

        public required Watcher Lecturer { get; init; }

        public required Watcher Resident { get; init; }

        public required Watcher Neighbour { get; init; }

        public async Task<Guid?> OpenAsync(Watcher watcher, Guid? lesson = null)
        {
            await using var db = Database.Open(AccessScope.Nothing);
            return await new CountWatching(db, Clock).OpenAsync(lesson ?? Lesson.Key, watcher);
        }

        /// <summary>After so many seconds of the server's clock.</summary>
        public async Task<BeatAnswer> BeatAsync(Watcher watcher, Guid nonce, int number, int afterSeconds, long from, long to, double rate = 1)
        {
            Clock.Advance(TimeSpan.FromSeconds(afterSeconds));
            await using var db = Database.Open(AccessScope.Nothing);
            return await new CountWatching(db, Clock).BeatAsync(new WatchBeat(nonce, number, rate, [new Stretch(from, to)]), watcher);
        }

        public async Task<WatchProgress> ProgressAsync()
        {
            await using var db = Database.Open();
            return await db.WatchProgress().SingleAsync(p => p.PersonId == Resident.PersonId);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
