using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Courses;

public sealed class WatchBookTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_lesson_goes_on_where_the_last_player_left_it_and_never_beyond_its_length(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);

        Assert.True(await scene.LeaveAsync(scene.Viewer, 40));
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await scene.LeaveAsync(scene.Viewer, 25.4));

        var left = Assert.Single(await scene.ReadAsync(scene.Viewer));
        Assert.Equal((25_400, 70_000, scene.Clock.UtcNow()), (left.PositionMs, left.DurationMs, left.UpdatedUtc));
        Assert.Empty(await scene.ReadAsync(scene.Neighbour));

        await scene.LeaveAsync(scene.Viewer, 9_999);
        Assert.Empty(await scene.ReadAsync(scene.Viewer));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_has_hardly_begun_or_seen_the_end_has_no_bookmark(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        foreach (var seconds in (double[])[-3, 0, 4.9, 61, 70, double.PositiveInfinity])
        {
            Assert.True(await scene.LeaveAsync(scene.Viewer, seconds));
        }

        Assert.False(await scene.LeaveAsync(scene.Viewer, double.NaN));
        Assert.Empty(await scene.ReadAsync(scene.Viewer));
        await scene.LeaveAsync(scene.Viewer, 30);
        await scene.LeaveAsync(scene.Viewer, 2);
        Assert.Empty(await scene.ReadAsync(scene.Viewer));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Only_what_is_published_has_a_bookmark_and_what_is_withdrawn_is_not_offered(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        await scene.LeaveAsync(scene.Viewer, 30);
        await using (var db = scene.Database.Open())
        {
            (await db.Courses().SingleAsync()).Status = CourseStatus.Withdrawn;
            (await db.CourseVersions().SingleAsync()).State = CourseVersionState.Withdrawn;
            await db.SaveChangesAsync();
        }

        Assert.False(await scene.LeaveAsync(scene.Viewer, 31));
        Assert.Empty(await scene.ReadAsync(scene.Viewer));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_players_of_one_resident_at_the_same_moment_leave_one_bookmark(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => scene.LeaveAsync(scene.Viewer, 20 + n))));

        Assert.Single(await scene.ReadAsync(scene.Viewer));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_a_browser_kept_is_taken_over_once_and_never_over_what_the_account_knows(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        await using var db = scene.Database.Open(AccessScope.Nothing);
        var book = new WatchBook(db, scene.Clock);
        LeftAt[] kept = [new(scene.Lesson.Key, 33), new(scene.Lesson.Key, 44), new(Guid.NewGuid(), 20)];

        Assert.Equal(1, await book.AdoptAsync(scene.Viewer.Id, kept));
        Assert.Equal(33_000, await book.WhereAsync(scene.Viewer.Id, scene.Lesson.Key));
        Assert.Equal(0, await book.AdoptAsync(scene.Viewer.Id, [new(scene.Lesson.Key, 55)]));
        Assert.Equal(33_000, await book.WhereAsync(scene.Viewer.Id, scene.Lesson.Key));
        Assert.Equal(0, await book.ForgetAsync(scene.Neighbour.Id, scene.Lesson.Key));
        Assert.Equal(1, await book.ForgetAsync(scene.Viewer.Id, scene.Lesson.Key));
        Assert.Null(await book.WhereAsync(scene.Viewer.Id, scene.Lesson.Key));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_bookmark_is_told_in_the_copy_goes_at_erasure_and_when_nobody_came_back(DatabaseProvider provider)
    {
        await using var scene = await SetAsync(provider);
        await scene.LeaveAsync(scene.Viewer, 30);
        await scene.LeaveAsync(scene.Neighbour, 30);
        await using var db = scene.Database.Open();
        var data = new WatchData(db);
        var subject = new PersonalSubject
        {
            PersonIds = [scene.Viewer.Id], Keys = [scene.Viewer.Key], NowUtc = scene.Clock.UtcNow(), Open = (_, _) => "", OpenUnowned = _ => "",
        };

        Assert.Equal("0 分 30 秒", Assert.Single(await data.ReadAsync(subject)).Facts[0].Value);
        Assert.Equal(1, await data.EraseAsync(subject));
        await db.SaveChangesAsync();
        var before = scene.Clock.Today().AddDays(1);
        var due = Assert.Single(await data.DueAsync(before));
        Assert.Equal((Places.Qingfeng, 1), (due.Key, due.Value));
        Assert.Equal(1, await data.ClearAsync(due.Key, before, scene.Clock.UtcNow()));
        await db.SaveChangesAsync();
        Assert.Equal(0, await db.WatchPositions().CountAsync());
    }

    private static async Task<Scene> SetAsync(DatabaseProvider provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var course = await Some.CourseAsync(db, await Some.TrainerAsync(db));
        var lesson = await Some.LessonAsync(db, course, l => l.DurationMs = 70_000);
        return new Scene(database, lesson, await Some.PersonAsync(db, name: "王桂兰"), await Some.PersonAsync(db, name: "隔壁人"));
    }

    private sealed record Scene(TestDatabase Database, Lesson Lesson, Person Viewer, Person Neighbour) : IAsyncDisposable
    {
        public FakeClock Clock { get; } = FakeClock.Ordinary();

        public async Task<bool> LeaveAsync(Person who, double seconds)
        {
            await using var db = Database.Open(AccessScope.Nothing);
            return await new WatchBook(db, Clock).LeaveAsync(who.Id, new LeftAt(Lesson.Key, seconds));
        }

        public async Task<IReadOnlyList<LessonLeft>> ReadAsync(Person who)
        {
            await using var db = Database.Open(AccessScope.Nothing);
            return await new WatchBook(db, Clock).ReadAsync(who.Id);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
