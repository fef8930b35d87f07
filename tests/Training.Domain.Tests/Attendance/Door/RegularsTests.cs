using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Attendance.Door;

public sealed class RegularsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Changes_of_the_list_alter_no_past_roll(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 4);
        var roll = await scene.OpenAsync();
        await scene.ApplyAsync(roll, scene.MarksFor(3));
        scene.Clock.Advance(TimeSpan.FromMinutes(70));
        await scene.CloseAsync(roll, 62);
        var before = await scene.SheetAsync(roll);
        Assert.True((await EndAsync(scene, 0, scene.Clock.Today())).Ok);
        Assert.True((await EndAsync(scene, 3, scene.Clock.Today().AddDays(-5))).Ok);
        var newcomer = await NewcomerAsync(scene);
        Assert.True((await AddAsync(scene, newcomer)).Ok);

        var after = await scene.SheetAsync(roll);
        Assert.Equal(before.Lines.Select(l => (l.AttendeeKey, l.Name, l.State.Present)), after.Lines.Select(l => (l.AttendeeKey, l.Name, l.State.Present)));
        Assert.Equal(before.Present, after.Present);

        // The next class offers those who are on the list then.
        await using var db = scene.Database.Open();
        var station = await db.Stations().SingleAsync(s => s.Id == scene.Station.Id);
        var next = await Some.SessionAsync(db, station, scene.Clock.Today().AddDays(1), scene.Trainer);
        var offered = (await new TakeRoll(db, scene.Vault, scene.Clock).RunAsync(next.Key, RollTaker.Coordinator(1))).Value!.Lines.Select(l => l.AttendeeKey).ToHashSet();
        Assert.Equal([scene.Members[1].Key, scene.Members[2].Key, newcomer], offered);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_dates_are_kept_and_somebody_may_come_back(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 2);
        var today = scene.Clock.Today();
        Assert.IsType<RegularAlready>((await AddAsync(scene, scene.Members[0].Key)).Refusal);
        Assert.IsType<BadLastDay>((await EndAsync(scene, 0, new DateOnly(2025, 12, 31))).Refusal);
        Assert.IsType<BadLastDay>((await EndAsync(scene, 0, null)).Refusal);
        Assert.True((await EndAsync(scene, 0, today)).Ok);
        Assert.IsType<NoRegularThere>((await EndAsync(scene, 0, today)).Refusal);
        Assert.True((await AddAsync(scene, scene.Members[0].Key)).Ok);

        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var rows = await db.StationMembers().Where(m => m.PersonId == scene.Members[0].Id).OrderBy(m => m.Id).ToListAsync();
        Assert.Equal([(new DateOnly(2026, 1, 1), today), (today, (DateOnly?)null)], rows.Select(m => (m.FromDate, m.UntilDate)));
        var book = await new RegularsBook(db, scene.Vault, scene.Clock).LinesAsync(scene.Station, RegularsShown.Ended, 1, 50);
        Assert.Equal((1, 2), (book.Ended, book.Now));
        Assert.Equal(2, await db.AuditEntries().IgnoreQueryFilters().CountAsync(a => a.Stream == scene.Station.AuditStream()));
    }

    [Fact]
    public async Task Nobody_out_of_reach_and_no_other_stations_list()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        Assert.IsType<NotFound>((await AddAsync(scene, scene.Stranger.Key)).Refusal);
        Assert.IsType<NotFound>((await AddAsync(scene, Guid.CreateVersion7())).Refusal);
        await using (var all = scene.Database.Open())
        {
            var other = await Some.StationAsync(all, Places.QingfengOtherVillage);
            await using var db = scene.Database.Open(scene.CoordinatorScope);
            Assert.IsType<NotFound>((await new WriteRegulars(db, scene.Clock).AddAsync(
                new() { StationKey = other.Key, PersonKey = scene.Members[0].Key, Actor = scene.Coordinator.Actor })).Refusal);
            all.PersonCounties().Add(new() { PersonId = scene.Stranger.Id, CountyCode = Places.Qingfeng, FromDate = new DateOnly(2026, 1, 1) });
            await all.SaveChangesAsync();
        }

        Assert.True((await AddAsync(scene, scene.Stranger.Key)).Ok);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_came_three_times_and_is_no_regular_is_proposed_once_whatever_row_it_was(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 2);
        await using var all = scene.Database.Open();
        var often = await Some.PersonAsync(all, name: "常来客");
        var twice = await Some.PersonAsync(all, name: "两次客");
        var again = await Some.PersonAsync(all, name: "常来客", with: p => p.CanonicalId = often.Id);
        for (var n = 1; n <= 3; n++)
        {
            var session = await Some.SessionAsync(all, scene.Station, scene.Clock.Today().AddDays(-7 * n), scene.Trainer);
            await Some.ClosedRollAsync(all, session, n == 3 ? [again, scene.Members[0]] : [often, twice, scene.Members[0]]);
        }

        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var proposed = Assert.Single(await new RegularsBook(db, scene.Vault, scene.Clock).ProposalsAsync(scene.Station));
        Assert.Equal((often.Key, 3, scene.Clock.Today().AddDays(-7)), (proposed.Key, proposed.Came, proposed.LastCame));
        var lines = await new RegularsBook(db, scene.Vault, scene.Clock).LinesAsync(scene.Station, RegularsShown.Now, 1, 50);
        Assert.Equal(3, lines.Lines.Single(l => l.Key == scene.Members[0].Key).Came);

        Assert.True((await AddAsync(scene, often.Key)).Ok);
        Assert.Empty(await new RegularsBook(db, scene.Vault, scene.Clock).ProposalsAsync(scene.Station));
    }

    private static async Task<Guid> NewcomerAsync(RollScene scene)
    {
        await using var db = scene.Database.Open();
        return (await Some.PersonAsync(db, name: "郑新来")).Key;
    }

    private static async Task<Result<Done>> AddAsync(RollScene scene, Guid person)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        return await new WriteRegulars(db, scene.Clock).AddAsync(new() { StationKey = scene.Station.Key, PersonKey = person, Actor = scene.Coordinator.Actor });
    }

    private static async Task<Result<Done>> EndAsync(RollScene scene, int member, DateOnly? on)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        return await new WriteRegulars(db, scene.Clock).EndAsync(
            new() { StationKey = scene.Station.Key, PersonKey = scene.Members[member].Key, On = on, Actor = scene.Coordinator.Actor });
    }
}
