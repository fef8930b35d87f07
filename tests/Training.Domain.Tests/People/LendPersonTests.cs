using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.People;

public class LendPersonTests
{
    private readonly FakeClock clock = FakeClock.Ordinary();

    private static AccessScope Home => AccessScope.Of([RegionCodes.RangeOf(Places.Qingfeng)]);

    private static AccessScope Guest => AccessScope.Of([RegionCodes.RangeOf(Places.Nanle)]);

    [Theory, OnSqlite, OnPostgres]
    public async Task The_home_lends_and_the_county_sees_the_person_until_the_day_it_ends(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var all = database.Open();
        var person = await Some.PersonAsync(all, name: "跟女儿住");
        var today = clock.Today();
        var input = new LendPersonInput { Actor = new Actor(1), PersonKey = person.Key, CountyCode = Places.Nanle, From = today.AddDays(3), Reason = "在南乐上课" };

        Assert.Equal(0, await SeenAsync(today.AddDays(3)));
        Assert.IsType<NotFound>(await RunAsync(Guest, input));
        Assert.True((await ResultAsync(Home, input)).Ok);
        Assert.IsType<LentAlready>(await RunAsync(Home, input));
        Assert.Equal((0, 1), (await SeenAsync(today.AddDays(2)), await SeenAsync(today.AddDays(3))));

        clock.SetUtc(clock.UtcNow().AddDays(10));
        await using (var guest = database.Open(Guest.On(clock.Today())))
        {
            // The county that was lent to cannot lend on, and may give back.
            Assert.IsType<NotFound>((await new LendPerson(guest, clock).RunAsync(input with { CountyCode = Places.Hualong, From = clock.Today() })).Refusal);
            var end = new EndLendingInput { Actor = new Actor(2), PersonKey = person.Key, CountyCode = Places.Nanle, On = clock.Today().AddDays(1), Reason = " " };
            Assert.IsType<LendingRefused>((await new LendPerson(guest, clock).EndAsync(end)).Refusal);
            Assert.True((await new LendPerson(guest, clock).EndAsync(end with { Reason = "搬回清丰" })).Ok);
        }

        Assert.Equal((1, 0), (await SeenAsync(clock.Today()), await SeenAsync(clock.Today().AddDays(1))));
        await using var home = database.Open(Home);
        var lending = await new ReadLending(home).RunAsync(person.Key);
        Assert.Equal([("南乐县", today.AddDays(3), (DateOnly?)clock.Today().AddDays(1))], lending!.Lines.Select(l => (l.County, l.FromDate, l.UntilDate)));
        Assert.Equal([(true, "南乐县", "搬回清丰", 2L), (false, "南乐县", "在南乐上课", 1L)], lending.Steps.Select(s => (s.Ends, s.County, s.Reason, s.ById!.Value)));
        Assert.Null((await AuditTrail.VerifyAsync(all)).Broken);

        async Task<int> SeenAsync(DateOnly day)
        {
            await using var db = database.Open(Guest.On(day));
            return await db.People().CountAsync();
        }

        async Task<Result<Done>> ResultAsync(AccessScope scope, LendPersonInput asked)
        {
            await using var db = database.Open(scope.On(clock.Today()));
            return await new LendPerson(db, clock).RunAsync(asked);
        }

        async Task<Refusal?> RunAsync(AccessScope scope, LendPersonInput asked) => (await ResultAsync(scope, asked)).Refusal;
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_cannot_be_is_said_at_its_field_and_nothing_is_written(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var person = await Some.PersonAsync(db);
        (await db.Regions().SingleAsync(r => r.Code == Places.Hualong)).FormerFrom = new DateOnly(2026, 1, 1);
        await db.SaveChangesAsync();
        var before = await EveryTable.ReadAsync(db);
        var use = new LendPerson(db, clock);
        var input = new LendPersonInput { Actor = new Actor(1), PersonKey = person.Key, CountyCode = Places.Nanle, From = clock.Today(), Reason = "在南乐上课" };

        foreach (var (asked, field) in ((LendPersonInput, string)[])
        [
            (input with { CountyCode = null }, "CountyCode"), (input with { CountyCode = Places.Hualong }, "CountyCode"), (input with { CountyCode = Places.Qingfeng }, "CountyCode"),
            (input with { CountyCode = Places.NanleCommunity }, "CountyCode"), (input with { From = clock.Today().AddDays(-1) }, "From"), (input with { From = null }, "From"),
            (input with { Until = clock.Today().AddDays(-1) }, "Until"), (input with { Reason = "" }, "Reason"), (input with { Reason = new string('长', 201) }, "Reason"),
        ])
        {
            Assert.Equal(field, (await use.RunAsync(asked)).Refusal!.Field);
        }

        Assert.IsType<NotFound>((await use.EndAsync(new() { Actor = new Actor(1), PersonKey = person.Key, CountyCode = Places.Nanle, On = clock.Today(), Reason = "没有这条" })).Refusal);
        Assert.Equal(before, await EveryTable.ReadAsync(db));

        // What was taken back before it began leaves its history alone.
        Assert.True((await use.RunAsync(input with { From = clock.Today().AddDays(5), Until = clock.Today().AddDays(9) })).Ok);
        Assert.True((await use.EndAsync(new() { Actor = new Actor(1), PersonKey = person.Key, CountyCode = Places.Nanle, On = clock.Today(), Reason = "写错了人" })).Ok);
        Assert.Empty(await db.PersonCounties().ToListAsync());
        Assert.Equal(2, (await new ReadLending(db).RunAsync(person.Key))!.Steps.Count);
    }
}
