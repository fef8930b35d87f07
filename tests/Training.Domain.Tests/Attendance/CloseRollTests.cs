using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

public sealed class CloseRollTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Closing_makes_the_session_held_with_its_real_minutes(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(27));
        scene.Clock.Advance(TimeSpan.FromMinutes(62));
        var closed = await scene.CloseAsync(roll, 62, 29);
        Assert.Equal(new RollClosed(27, 62, 29, Month.From(2026, 11)), closed.Value);
        Assert.Equal(closed.Value, (await scene.CloseAsync(roll, 62, 29)).Value);
        Assert.IsType<RollIsClosed>((await scene.CloseAsync(roll, 60, 29)).Refusal);

        await using var db = scene.Database.Open();
        var session = await db.Sessions().SingleAsync();
        Assert.Equal((SessionStatus.Held, 62), (session.Status, session.TaughtMinutes));
        Assert.Equal(27, (await scene.SheetAsync(roll)).Lines.Count);
    }

    [Fact]
    public async Task A_session_belongs_to_the_month_in_which_it_really_began()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite);
        scene.Clock.SetUtc(new DateTime(2026, 11, 30, 14, 30, 0));
        await using (var db = scene.Database.Open())
        {
            await db.Sessions().ExecuteUpdateAsync(s => s.SetProperty(x => x.PlannedStartUtc, scene.Clock.UtcNow()));
        }

        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(3));
        await using (var db = scene.Database.Open())
        {
            await db.RollEntries().ExecuteUpdateAsync(e => e.SetProperty(x => x.Month, Month.From(2026, 10)));
        }

        scene.Clock.Advance(TimeSpan.FromMinutes(110));
        Assert.Equal(Month.From(2026, 11), (await scene.CloseAsync(roll, 100)).Value!.Month);
        await using (var db = scene.Database.Open())
        {
            Assert.Equal(3, await db.RollEntries().CountAsync(e => e.Month == Month.From(2026, 11)));
        }
    }

    [Theory]
    [InlineData(-5, 60, null, typeof(StartOnAnotherDay))]
    [InlineData(9, 0, null, typeof(EndNotAfterStart))]
    [InlineData(9, -10, null, typeof(EndNotAfterStart))]
    [InlineData(9, 181, null, typeof(EndInFuture))]
    [InlineData(9, 60, -1, typeof(BadHeadCount))]
    [InlineData(9, 60, 2001, typeof(BadHeadCount))]
    [InlineData(9, 180, 2000, null)]
    public void Times_that_cannot_be_are_refused(int startHour, int minutes, int? heads, Type? refusal)
    {
        var day = ShanghaiTime.ToUtc(new DateOnly(2026, 11, 18));
        var start = day.AddHours(startHour);
        var found = ClosingRules.Check(day.AddHours(9), start, start.AddMinutes(minutes), heads, day.AddHours(12));
        Assert.Equal(refusal, found?.GetType());
    }

    [Fact]
    public void More_than_twelve_hours_is_a_slip_of_the_pen()
    {
        var day = ShanghaiTime.ToUtc(new DateOnly(2026, 11, 18));
        Assert.IsType<TooLongForOneClass>(ClosingRules.Check(day.AddHours(9), day.AddHours(1), day.AddHours(14), null, day.AddHours(30)));
    }

    [Fact]
    public void Minutes_are_whole_ones()
    {
        var start = new DateTime(2026, 11, 18, 1, 0, 0, DateTimeKind.Utc);
        Assert.Equal(59, ClosingRules.Minutes(start, start.AddSeconds(3599)));
    }
}
