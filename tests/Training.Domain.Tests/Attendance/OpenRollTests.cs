using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

public sealed class OpenRollTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Opening_starts_the_session_and_opening_again_gives_the_same_roll(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 0);
        var first = await scene.OpenAsync();
        Assert.Equal(first, await scene.OpenAsync());
        Assert.Equal(scene.Session.Key, first);

        await using var db = scene.Database.Open();
        var session = await db.Sessions().SingleAsync();
        Assert.Equal(SessionStatus.Running, session.Status);
        Assert.Equal(new DateTime(2026, 11, 18, 1, 2, 0), session.StartedUtc);
        Assert.Equal("OpenRoll", (await db.AuditEntries().SingleAsync(a => a.Stream == Roll.AuditStream(first))).Process);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_people_opening_at_once_get_one_roll(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 0);
        var keys = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(scene.OpenAsync)));
        Assert.Single(keys.Distinct());
        await using var db = scene.Database.Open();
        Assert.Equal(1, await db.Rolls().CountAsync());
    }

    [Fact]
    public async Task A_roll_opened_before_the_hour_does_not_make_the_class_begin_earlier()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 0);
        scene.Clock.SetUtc(new DateTime(2026, 11, 18, 0, 40, 0));
        await scene.OpenAsync();
        await using var db = scene.Database.Open();
        Assert.Equal(new DateTime(2026, 11, 18, 1, 0, 0), (await db.Sessions().SingleAsync()).StartedUtc);
    }

    [Fact]
    public async Task A_session_of_a_later_day_is_refused()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 0);
        scene.Clock.Advance(TimeSpan.FromDays(-1));
        var refusal = await RefusalAsync(scene, scene.Coordinator, scene.CoordinatorScope);
        Assert.Equal("这次课排在11月18日，到那天才能点名。", Assert.IsType<SessionNotYet>(refusal).Message);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_session_of_an_earlier_day_may_still_be_opened_and_began_as_planned(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 0);
        scene.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(scene.Session.Key, await scene.OpenAsync());
        await using var db = scene.Database.Open();
        Assert.Equal(new DateTime(2026, 11, 18, 1, 0, 0), (await db.Sessions().SingleAsync()).StartedUtc);
    }

    [Fact]
    public async Task A_cancelled_session_is_refused_with_its_reason()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 0);
        await using (var db = scene.Database.Open())
        {
            await db.Sessions().ExecuteUpdateAsync(s => s
                .SetProperty(x => x.Status, SessionStatus.Cancelled).SetProperty(x => x.CancelReason, "停电"));
        }

        Assert.Contains("停电", (await RefusalAsync(scene, scene.Coordinator, scene.CoordinatorScope))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_stations_coordinator_does_not_find_it()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 0);
        var other = AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)], [scene.Station.Id + 1]);
        Assert.IsType<Domain.Shared.NotFound>(await RefusalAsync(scene, scene.Coordinator, other));
    }

    [Fact]
    public async Task A_trainer_opens_the_own_session_and_no_other()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 0);
        Assert.IsType<NotOnTheCard>(await RefusalAsync(scene, RollTaker.Trainer(7, scene.Trainer.Id + 1), scene.TrainerScope));
        Assert.Null(await RefusalAsync(scene, RollTaker.Trainer(7, scene.Trainer.Id), scene.TrainerScope));
    }

    private static async Task<Domain.Shared.Refusal?> RefusalAsync(RollScene scene, RollTaker taker, AccessScope scope)
    {
        await using var db = scene.Database.Open(scope);
        return (await new OpenRoll(new ApplyMarks(db, scene.Vault, scene.Clock), scene.Clock).RunAsync(new OpenRollInput { SessionKey = scene.Session.Key, Taker = taker })).Refusal;
    }
}
