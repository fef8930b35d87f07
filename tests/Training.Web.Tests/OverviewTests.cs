using AngleSharp.Dom;
using Training.Domain.Identity;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class OverviewTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        var station = await Some.StationAsync(db);
        var trainer = await Some.TrainerAsync(db);
        var people = await Some.PeopleAsync(db, 31);
        await Some.HouseholdAsync(db, people[0], people[1]);
        await Some.HouseholdAsync(db, people[2]);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 11, 4), trainer), people, 90);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 14), trainer), people.Take(2), 90);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task The_city_sees_its_four_aims_and_every_county_in_the_official_order()
    {
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);

        var page = await city.PageAsync("/overview");

        Assert.Equal(["1", "1", "0", "2"], page.QuerySelectorAll(".aim-figure b").Select(Text));
        Assert.Equal(["/ 120 个", "/ 50 人", "/ 50 人", "/ 100,000 户"], page.QuerySelectorAll(".aim-figure span").Select(Text));
        Assert.Equal(
            ["华龙区", "清丰县", "南乐县", "范县", "台前县", "濮阳县"],
            page.QuerySelectorAll("tbody th a.open").Select(Text).Take(6));
        Assert.Equal("合计", Text(page.QuerySelector("tfoot th")!));
    }

    [Fact]
    public async Task A_household_counts_once_in_its_first_month_and_who_belongs_to_none_is_told_apart()
    {
        using var county = await site.SignedInAsync(Roles.CountyOfficer);

        var page = await county.PageAsync("/overview");

        // October reached the first household; November brought it again and one more.
        Assert.Equal(["1", "1"], page.QuerySelectorAll(".fold tbody tr").TakeLast(2).Select(row => Text(row.QuerySelectorAll("td")[0])));
        Assert.Contains("另有 28 人还不知道是哪一户", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 / 2 次", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("还差 1 次", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_register_of_stations_is_searched_and_says_when_nothing_is_there()
    {
        using var county = await site.SignedInAsync(Roles.CountyOfficer);

        Assert.Equal("古城日间照料中心", Text((await county.PageAsync("/stations?words=古城")).QuerySelector("tbody th")!));
        Assert.Contains("没有这样的站点", (await county.PageAsync("/stations?words=没有")).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    private static string Text(IElement element) => element.TextContent.Trim();
}
