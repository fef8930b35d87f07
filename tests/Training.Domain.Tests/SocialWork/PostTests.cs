using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;

namespace Training.Domain.Tests.SocialWork;

public sealed class PostTests
{
    private static readonly FakeClock Clock = FakeClock.Ordinary();
    private static readonly DateOnly Today = new(2026, 11, 18);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_station_without_a_social_worker_gets_one_and_loses_him_again(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var station = await Some.StationAsync(db);
        await Some.StationUnderWayAsync(db, StationStatus.Proposed);
        var worker = await Some.TrainerAsync(db, TalentKind.SocialWorker, name: "韩社工");
        await Some.TrainerAsync(db, TalentKind.Nursing);
        var board = new PostBoard(db, Clock);

        var before = await board.RunAsync(Places.Qingfeng);
        Assert.Equal((station.Key, new DateOnly(2026, 1, 1)), (before.Gaps.Single().Key, before.Gaps[0].Since));
        Assert.Equal([(worker.Key, "韩社工", 0)], await board.FreeAsync(Places.Qingfeng));

        Assert.True((await NameAsync(db, station, worker.Key)).Ok);
        Assert.Equal(new AlreadyNamed("韩社工", Today), (await NameAsync(db, station, worker.Key)).Refusal);
        var named = await board.RunAsync(Places.Qingfeng);
        Assert.Empty(named.Gaps);
        var post = Assert.Single(named.Workers.Single().Posts);
        Assert.Equal(station.Key, post.StationKey);
        Assert.Equal(1, (await board.FreeAsync(Places.Qingfeng)).Single().Stations);

        Assert.IsType<PostEndsBeforeItBegins>((await EndAsync(db, post.Id, Today)).Refusal);
        Assert.True((await EndAsync(db, post.Id, Today.AddDays(1))).Ok);
        Assert.Equal(new PostHasEnded(Today.AddDays(1)), (await EndAsync(db, post.Id, Today.AddDays(5))).Refusal);
        var later = new FakeClock(Clock.UtcNow().AddDays(1));
        Assert.Equal(Today.AddDays(1), (await new PostBoard(db, later).RunAsync(Places.Qingfeng)).Gaps.Single().Since);
        Assert.Equal(["NamePost", "EndPost"], await db.AuditEntries().Where(a => a.Stream == station.AuditStream()).OrderBy(a => a.Sequence).Select(a => a.Process).ToListAsync());
    }

    [Fact]
    public async Task Only_a_social_worker_of_the_pool_who_serves_the_county_is_named_and_only_where_there_is_a_station()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var station = await Some.StationAsync(db);
        var proposed = await Some.StationUnderWayAsync(db, StationStatus.Proposed);
        var worker = await Some.TrainerAsync(db, TalentKind.SocialWorker);
        var nurse = await Some.TrainerAsync(db, TalentKind.Nursing);
        var stranger = await Some.TrainerAsync(db, TalentKind.SocialWorker, Places.Nanle);
        var left = await Some.TrainerAsync(db, TalentKind.SocialWorker, with: t => (t.Status, t.LeftPoolOn) = (TrainerStatus.Left, new DateOnly(2026, 6, 1)));

        Assert.IsType<ChooseSocialWorker>((await NameAsync(db, station, null)).Refusal);
        Assert.IsType<NotASocialWorker>((await NameAsync(db, station, nurse.Key)).Refusal);
        Assert.False((await NameAsync(db, station, stranger.Key)).Ok);
        Assert.False((await NameAsync(db, station, left.Key)).Ok);
        Assert.IsType<StationTakesNobody>((await NameAsync(db, proposed, worker.Key)).Refusal);
        Assert.IsType<PostDayOutOfReach>((await NameAsync(db, station, worker.Key, from: Today.AddDays(61))).Refusal);
        Assert.IsType<NotFound>((await NameAsync(db, station, worker.Key, body: 999)).Refusal);
        Assert.Equal(0, await db.SocialWorkerPosts().CountAsync());
    }

    [Fact]
    public async Task A_body_ends_posts_of_its_own_stations_and_sees_its_own_gaps()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var all = database.Open();
        var body = await Some.OrganizationAsync(all);
        var own = await Some.StationAsync(all, with: s => s.OrganizationId = body.Id);
        var other = await Some.StationAsync(all, Places.QingfengOtherVillage);
        var worker = await Some.TrainerAsync(all, TalentKind.SocialWorker);
        var post = await Some.SocialWorkerPostAsync(all, other, worker);
        await using var db = database.Open(AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [own.Id]));

        Assert.IsType<NotFound>((await EndAsync(db, post.Id, Today, body.Id)).Refusal);
        Assert.Equal([own.Key], (await new PostBoard(db, Clock).RunAsync(Places.Qingfeng, body.Id)).Gaps.Select(gap => gap.Key));
    }

    private static Task<Result<Done>> NameAsync(TrainingDbContext db, Station station, Guid? worker, DateOnly? from = null, long? body = null) =>
        new NamePost(db, new PoolGate(db), Clock).RunAsync(new() { Actor = new Actor(1), StationKey = station.Key, OrganizationId = body, TrainerKey = worker, From = from ?? Today });

    private static Task<Result<Done>> EndAsync(TrainingDbContext db, long post, DateOnly until, long? body = null) =>
        new EndPost(db, Clock).RunAsync(new() { Actor = new Actor(1), PostId = post, OrganizationId = body, Until = until });
}
