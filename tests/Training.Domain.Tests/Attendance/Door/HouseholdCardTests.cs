using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Door;
using Training.Domain.Audit;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Attendance.Door;

public sealed class HouseholdCardTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_card_is_recognised_by_its_whole_code_and_by_the_half_that_people_type(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 3);
        var household = await HouseholdAsync(scene, 0, 1);
        var issued = Assert.Single((await IssueAsync(scene, household)).Value!);

        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var find = new FindCard(db, scene.Vault);
        foreach (var typed in (string[])[issued.Code.Text, issued.Code.Short, CardCode.Spaced(issued.Code.Short).ToLowerInvariant()])
        {
            var found = await find.HoldersAsync(typed);
            Assert.Equal([scene.Members[0].Key, scene.Members[1].Key], found.Value!.Select(h => h.Key));
        }

        Assert.IsType<BadCardCode>((await find.HoldersAsync("123")).Refusal);
        Assert.IsType<UnknownCard>((await find.HoldersAsync(CardCode.New().Text)).Refusal);

        // The code is nowhere in the database.
        var row = await db.HouseholdCards().SingleAsync();
        Assert.Equal(issued.Code.Hash, row.CodeHash);
        Assert.NotEqual(row.CodeHash, row.ShortIndex);
        Assert.DoesNotContain(issued.Code.Short, string.Concat(await db.AuditEntries().IgnoreQueryFilters().Select(a => a.AfterJson).ToListAsync()), StringComparison.Ordinal);
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_second_card_withdraws_the_first(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 2);
        var household = await HouseholdAsync(scene, 0);
        var first = Assert.Single((await IssueAsync(scene, household)).Value!);
        var second = Assert.Single((await IssueAsync(scene, household)).Value!);

        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var find = new FindCard(db, scene.Vault);
        Assert.IsType<CardIsWithdrawn>((await find.HoldersAsync(first.Code.Text)).Refusal);
        Assert.True((await find.HoldersAsync(second.Code.Text)).Ok);
        var old = await db.HouseholdCards().SingleAsync(c => c.Key == first.CardKey);
        Assert.Equal((IssueCards.Replaced, scene.Coordinator.Actor.AccountId), (old.WithdrawnReason, old.WithdrawnBy));
        Assert.Equal(2, await db.AuditEntries().IgnoreQueryFilters().CountAsync(a => a.Process == nameof(IssueCards)));
        Assert.Equal(second.Code.Hash, Convert.FromHexString(Assert.Single((await CardsOfHouseholds.HashesAsync(db, [scene.Members[0].Key, scene.Members[1].Key])).SelectMany(g => g))));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_withdrawn_card_recognises_nobody_and_says_why_it_was_withdrawn(DatabaseProvider provider)
    {
        await using var scene = await RollScene.SetAsync(provider, 1);
        var issued = Assert.Single((await IssueAsync(scene, await HouseholdAsync(scene, 0))).Value!);
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        var withdraw = new WithdrawCard(db, scene.Clock);
        var actor = scene.Coordinator.Actor;

        Assert.IsType<NoWithdrawalReason>((await withdraw.RunAsync(new() { CardKey = issued.CardKey, Reason = " ", Actor = actor })).Refusal);
        Assert.True((await withdraw.RunAsync(new() { CardKey = issued.CardKey, Reason = "丢了", Actor = actor })).Ok);
        Assert.IsType<CardWithdrawnAlready>((await withdraw.RunAsync(new() { CardKey = issued.CardKey, Reason = "丢了", Actor = actor })).Refusal);
        Assert.IsType<CardIsWithdrawn>((await new FindCard(db, scene.Vault).HoldersAsync(issued.Code.Text)).Refusal);
        Assert.False((await new FindCard(db, scene.Vault).OnPaperAsync(issued.Code.Text))!.IsLive);
        Assert.Equal("丢了", (await db.AuditEntries().IgnoreQueryFilters().SingleAsync(a => a.Process == nameof(WithdrawCard))).Reason);
    }

    [Fact]
    public async Task A_strangers_phone_is_told_the_station_and_its_number_and_nothing_else()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        var issued = Assert.Single((await IssueAsync(scene, await HouseholdAsync(scene, 0), contact: "0393-6661234")).Value!);
        await using var db = scene.Database.Open(AccessScope.Nothing);
        var find = new FindCard(db, scene.Vault);
        Assert.Equal(new CardOnPaper(true, scene.Station.Name, "0393-6661234"), await find.OnPaperAsync(issued.Code.Text));
        Assert.Null(await find.OnPaperAsync(CardCode.New().Text));
        Assert.Null(await find.OnPaperAsync(issued.Code.Short));
        Assert.IsType<UnknownCard>((await find.HoldersAsync(issued.Code.Text)).Refusal);
    }

    [Fact]
    public async Task Cards_are_issued_to_the_own_stations_households_alone()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 1);
        await using var all = scene.Database.Open();
        var stranger = await Some.HouseholdAsync(all, scene.Stranger);
        var neighbour = await Some.StationAsync(all, Places.HualongCommunity);
        var own = await HouseholdAsync(scene, 0);

        Assert.IsType<NotFound>((await IssueAsync(scene, stranger.Key)).Refusal);
        Assert.IsType<NotFound>((await IssueAsync(scene, own, station: neighbour.Key)).Refusal);
        Assert.IsType<BadContact>((await IssueAsync(scene, own, contact: "12349x")).Refusal);
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        Assert.IsType<NoHouseholdChosen>((await new IssueCards(db, scene.Vault, scene.Clock).RunAsync(
            new() { StationKey = scene.Station.Key, HouseholdKeys = [], Contact = null, Actor = scene.Coordinator.Actor })).Refusal);
        Assert.Equal(0, await all.HouseholdCards().CountAsync());
    }

    [Fact]
    public async Task A_card_of_two_households_that_proved_to_be_one_names_everybody_once_and_nobody_erased()
    {
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 4);
        var first = await HouseholdAsync(scene, 0, 1);
        var second = await HouseholdAsync(scene, 2, 3);
        var issued = (await IssueAsync(scene, first)).Value![0];
        await using (var db = scene.Database.Open())
        {
            var into = await db.Households().SingleAsync(h => h.Key == second);
            await db.Households().Where(h => h.Key == first).ExecuteUpdateAsync(h => h.SetProperty(x => x.CanonicalId, into.Id));
            await db.People().Where(p => p.Id == scene.Members[1].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.CanonicalId, scene.Members[2].Id));
            await db.People().Where(p => p.Id == scene.Members[3].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.ErasedUtc, scene.Clock.UtcNow()));
        }

        await using var coordinator = scene.Database.Open(scene.CoordinatorScope);
        var found = await new FindCard(coordinator, scene.Vault).HoldersAsync(issued.Code.Text);
        Assert.Equal([scene.Members[0].Key, scene.Members[2].Key], found.Value!.Select(h => h.Key));
        Assert.Equal(3, (await CardsOfHouseholds.HashesAsync(coordinator, [.. scene.Members.Select(m => m.Key)])).Count);
    }

    internal static async Task<Guid> HouseholdAsync(RollScene scene, params int[] members)
    {
        await using var db = scene.Database.Open();
        var ids = members.Select(m => scene.Members[m].Id).ToList();
        return (await Some.HouseholdAsync(db, await db.People().Where(p => ids.Contains(p.Id)).ToArrayAsync())).Key;
    }

    internal static async Task<Result<IReadOnlyList<IssuedCard>>> IssueAsync(RollScene scene, Guid household, string? contact = null, Guid? station = null)
    {
        await using var db = scene.Database.Open(scene.CoordinatorScope);
        return await new IssueCards(db, scene.Vault, scene.Clock).RunAsync(
            new() { StationKey = station ?? scene.Station.Key, HouseholdKeys = [household], Contact = contact, Actor = scene.Coordinator.Actor });
    }
}
