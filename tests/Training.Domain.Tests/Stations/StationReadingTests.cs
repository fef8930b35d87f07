using Training.Domain.Persistence;
using Training.Domain.Stations;
using Training.Testing;

namespace Training.Domain.Tests.Stations;

public sealed class StationReadingTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_register_finds_by_name_and_initials_and_sorts_both_ways(DatabaseProvider on)
    {
        await using var scene = await StationScene.SetAsync(on);
        await scene.ProposeAsync();
        await scene.ProposeAsync(Some.StationFacts() with { Name = "单集村幸福院", Kind = StationKind.VillageHappinessHome, Capacity = 60 });
        await using var db = scene.Database.Open();
        var register = new StationRegister(db);
        async Task<IEnumerable<string>> NamesAsync(StationQuestion question) => (await register.RunAsync(question)).Lines.Select(line => line.Name);

        Assert.Equal(["滨河社区日间照料中心"], await NamesAsync(new() { Words = "BHSQ" }));
        Assert.Equal(["滨河社区日间照料中心"], await NamesAsync(new() { Words = "照料" }));
        Assert.Empty(await NamesAsync(new() { Words = "zzz" }));
        foreach (var order in Enum.GetValues<StationOrder>())
        {
            var up = await NamesAsync(new() { Order = order });
            Assert.Equal(2, up.Count());
            if (order is StationOrder.Name or StationOrder.Capacity or StationOrder.Kind)
            {
                Assert.Equal(up.Reverse(), await NamesAsync(new() { Order = order, Descending = true }));
            }
        }

        var second = await register.RunAsync(new() { Order = StationOrder.Capacity, Page = 2, Size = 1 });
        Assert.Equal(("单集村幸福院", 2), (second.Lines.Single().Name, second.Total));
        Assert.Equal(2, second.ByStatus[StationStatus.Proposed]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_board_counts_by_county_and_lists_what_waits_oldest_first(DatabaseProvider on)
    {
        await using var scene = await StationScene.SetAsync(on);
        var first = await scene.ProposeAsync();
        scene.Clock.Advance(TimeSpan.FromDays(3));
        var second = await scene.ProposeAsync(Some.StationFacts() with { Name = "单集村幸福院", Kind = StationKind.VillageHappinessHome, ModelYear = null });
        var third = await scene.ProposeAsync(Some.StationFacts(Places.QingfengOtherVillage));
        await scene.AllAsync(second, StationAction.Approve, StationAction.Record, StationAction.Open);
        await scene.AllAsync(third, StationAction.Approve);
        await using var db = scene.Database.Open();

        var report = await new StationBoard(db, scene.Clock).RunAsync(Places.City);

        Assert.Equal((1, 0, 1), (report.InUse(), report.InUse(StationKind.CommunityDayCare), report.InUse(StationKind.VillageHappinessHome, Places.Qingfeng)));
        Assert.Equal((0, 1), (report.ModelsInUse(StationKind.VillageHappinessHome), report.Count(StationStatus.Reviewed)));
        Assert.Equal(
            [(first, StationParty.County, new DateOnly(2026, 11, 18), 2), (third, StationParty.City, new DateOnly(2026, 11, 21), 0)],
            report.Waiting.Select(w => (w.Key, w.WaitsOn, w.Since, w.WorkingDays!.Value)));
        var atlas = await new StationAtlas(db).RunAsync(Places.Qingfeng);
        Assert.Equal((3, 0), (atlas.Spots.Count, atlas.WithoutPlace));
        Assert.Single((await new StationAtlas(db).RunAsync(Places.City, StationKind.VillageHappinessHome)).Spots);
    }
}
