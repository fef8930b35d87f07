using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

public sealed class RollReadingTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_sheet_shows_the_regulars_and_the_minutes_since_the_start(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(27));
        scene.Clock.Advance(TimeSpan.FromMinutes(24));
        var sheet = await scene.SheetAsync(roll);
        Assert.Equal((40, 27, 24, 0), (sheet.Registered, sheet.Present, sheet.Minutes, sheet.Conflicts));
        Assert.Equal(sheet.Lines.Count, sheet.Lines.Select(l => (l.Name, l.Label)).Distinct().Count());
        Assert.All(sheet.Lines.Where(l => l.State.Present), l => Assert.Single(l.State.Heads));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Reading_forty_names_takes_four_statements(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(27));
        Assert.Equal(4, await StatementCount.OfAsync(() => scene.SheetAsync(roll)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Today_lists_what_runs_what_is_left_open_and_what_comes_next(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(27));
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        await Some.SessionAsync(db, scene.Station, new DateOnly(2026, 11, 25), scene.Trainer);
        var left = await Some.SessionAsync(db, scene.Station, new DateOnly(2026, 11, 11));
        await Some.OpenRollAsync(db, left);
        var hand = await new TodaySessions(db, scene.Clock).RunAsync(scene.Coordinator);
        Assert.Equal((1, 1, 1), (hand.Unclosed.Count, hand.OfToday.Count, hand.Next.Count));
        Assert.Equal((roll, 27), (hand.OfToday[0].RollKey, hand.OfToday[0].Present));
        var trainers = await new TodaySessions(db, scene.Clock).RunAsync(RollTaker.Trainer(7, scene.Trainer.Id));
        Assert.Equal((0, 1, 1), (trainers.Unclosed.Count, trainers.OfToday.Count, trainers.Next.Count));
    }

    [Fact]
    public async Task Membership_that_changes_later_does_not_alter_a_closed_roll()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(30));
        scene.Clock.Advance(TimeSpan.FromMinutes(61));
        await scene.CloseAsync(roll, 60);
        await using (var db = scene.Database.Open())
        {
            await db.Set<Domain.Stations.StationMember>().ExecuteDeleteAsync();
        }

        var sheet = await scene.SheetAsync(roll);
        Assert.Equal((30, 30, 60), (sheet.Lines.Count, sheet.Present, sheet.Minutes));
    }
}
