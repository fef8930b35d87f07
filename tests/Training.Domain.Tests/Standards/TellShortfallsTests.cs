using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Tests.Identity;
using Training.Testing;

namespace Training.Domain.Tests.Standards;

/// <summary>Coordinators hear of their own station, officers of their county, once while something can be done and once when the month is over.</summary>
public sealed class TellShortfallsTests
{
    private static readonly Month October = Month.From(2026, 10);

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_thirds_into_the_month_and_after_its_end_each_is_told_once_of_the_own_and_of_nothing_else(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        long coordinator, neighbour, officer, elsewhere;
        await using (var db = database.Open())
        {
            var station = await Some.StationAsync(db, with: s => s.Name = "滨河站");
            var other = await Some.StationAsync(db, with: s => s.Name = "瑞景站");
            var people = await Some.PeopleAsync(db, 31);
            await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 13)), people, 68);
            coordinator = (await HandOverTests.AccountAsync(db, Roles.Coordinator, stations: [station.Id])).Id;
            neighbour = (await HandOverTests.AccountAsync(db, Roles.Coordinator, stations: [other.Id])).Id;
            officer = (await HandOverTests.AccountAsync(db, Roles.CountyOfficer)).Id;
            elsewhere = (await HandOverTests.AccountAsync(db, Roles.CountyOfficer, region: Places.Nanle)).Id;
        }

        Assert.Equal(0, await TellAsync(new DateOnly(2026, 10, 19)));
        Assert.True(await TellAsync(new DateOnly(2026, 10, 21)) >= 3);
        Assert.Equal(0, await TellAsync(new DateOnly(2026, 10, 22)));
        await using (var db = database.Open())
        {
            var own = Assert.Single(await db.InboxMessages().Where(m => m.AccountId == coordinator).ToListAsync());
            Assert.Equal("滨河站10月还差一些", own.Title);
            Assert.Contains("授课次数差 1 次", own.Body);
            Assert.Contains("授课次数差 2 次", Assert.Single(await db.InboxMessages().Where(m => m.AccountId == neighbour).ToListAsync()).Body);
            var county = Assert.Single(await db.InboxMessages().Where(m => m.AccountId == officer).ToListAsync());
            Assert.Equal(("10月还有 2 站差着", "/check?county=410922&month=2026-10"), (county.Title, county.Href));
            Assert.Contains("培训站点设立", county.Body);
            Assert.Equal("10月还有 0 站差着", Assert.Single(await db.InboxMessages().Where(m => m.AccountId == elsewhere).ToListAsync()).Title);
        }

        Assert.True(await TellAsync(new DateOnly(2026, 11, 1)) >= 3);
        Assert.Equal(0, await TellAsync(new DateOnly(2026, 11, 2)));
        // A month that ended long ago is counted anew without a word.
        Assert.Equal(0, await TellAsync(new DateOnly(2026, 12, 1), forget: true));
        await using var read = database.Open();
        Assert.Equal(["滨河站10月没有全达标", "滨河站10月还差一些"], await read.InboxMessages().Where(m => m.AccountId == coordinator).OrderBy(m => m.Title).Select(m => m.Title).ToListAsync());

        async Task<int> TellAsync(DateOnly day, bool forget = false)
        {
            var clock = FakeClock.Shanghai(day.Year, day.Month, day.Day);
            await using var db = database.Open();
            await new MonthlyCheck(db, new(db), new(db), clock).RunAsync(October, Places.City, Actor.Job);
            if (forget)
            {
                await db.CheckRuns().ExecuteUpdateAsync(s => s.SetProperty(r => r.ToldUtc, (DateTime?)null));
                db.ChangeTracker.Clear();
            }

            // Each station is a batch of its own.
            return await new TellShortfalls(db, new(db), new Officers(db), clock) { BatchStations = 1 }.RunAsync(October, Places.City);
        }
    }
}
