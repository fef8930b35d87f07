using Training.Domain.Attendance;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

/// <summary>The sessions of today, at the second in which today becomes another day in Shanghai (eight hours before it does in UTC).</summary>
public sealed class TodayAtMidnightTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Both_classes_of_a_day_are_todays_to_its_last_second_and_not_a_second_longer(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var day = scene.Clock.Today();
        var late = await Some.SessionAsync(db, scene.Station, day, scene.Trainer, s => (s.PlannedStartUtc, s.PlannedEndUtc) = (At(day, 23, 59), At(day.AddDays(1), 0, 59)));
        var next = await Some.SessionAsync(db, scene.Station, day.AddDays(1), scene.Trainer, s => (s.PlannedStartUtc, s.PlannedEndUtc) = (At(day.AddDays(1), 0, 0), At(day.AddDays(1), 1, 0)));

        scene.Clock.SetUtc(At(day, 0, 0));
        Assert.Equal([scene.Session.Key, late.Key], await TodayAsync(scene, scene.Coordinator));
        scene.Clock.SetUtc(At(day.AddDays(1), 0, 0).AddSeconds(-1));
        Assert.Equal([scene.Session.Key, late.Key], await TodayAsync(scene, scene.Coordinator));
        scene.Clock.SetUtc(At(day.AddDays(1), 0, 0));
        Assert.Equal([next.Key], await TodayAsync(scene, scene.Coordinator));
    }

    [Fact]
    public async Task A_trainer_finds_the_own_classes_of_the_day_at_every_station_and_nobody_elses()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite);
        await using var db = scene.Database.Open();
        var elsewhere = await Some.StationAsync(db, Places.HualongCommunity);
        var day = scene.Clock.Today();
        var afternoon = await Some.SessionAsync(db, elsewhere, day, scene.Trainer, s => (s.PlannedStartUtc, s.PlannedEndUtc) = (At(day, 15, 0), At(day, 16, 0)));
        await Some.SessionAsync(db, elsewhere, day, await Some.TrainerAsync(db, name: "别的讲师"));
        await Some.SessionAsync(db, elsewhere, day.AddDays(-1), scene.Trainer);

        Assert.Equal([scene.Session.Key, afternoon.Key], await TodayAsync(scene, RollTaker.Trainer(7, scene.Trainer.Id), scene.TrainerScope));
    }

    [Fact]
    public async Task A_class_that_runs_past_midnight_is_not_lost_from_sight()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite);
        await scene.OpenAsync();
        scene.Clock.SetUtc(At(scene.Clock.Today().AddDays(1), 0, 0));

        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var hand = await new TodaySessions(db, scene.Clock).RunAsync(scene.Coordinator);
        Assert.Equal([scene.Session.Key], hand.Unclosed.Select(s => s.Key));
        Assert.Empty(hand.OfToday);
    }

    private static async Task<IEnumerable<Guid>> TodayAsync(RollScene scene, RollTaker taker, AccessScope? scope = null)
    {
        await using var db = scene.Database.Open(scope ?? scene.CoordinatorScope);
        return (await new TodaySessions(db, scene.Clock).RunAsync(taker)).OfToday.Select(s => s.Key);
    }

    private static DateTime At(DateOnly day, int hour, int minute) => ShanghaiTime.ToUtc(day, new TimeOnly(hour, minute));
}
