using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Stations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class StationPagesTests : IAsyncLifetime
{
    private TestSite site = null!;
    private Organization body = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        body = await Some.OrganizationAsync(db);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_body_proposes_the_county_rejects_it_is_mended_and_comes_into_use()
    {
        using var proposer = await BodyAsync();
        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        using var proposed = await proposer.SendAsync(await proposer.PageAsync("/stations/propose"), "form.station-form", Filled());
        var path = proposed.Headers.Location!.ToString();

        var own = await proposer.PageAsync(path);
        Assert.Contains("报上去了", own.QuerySelector(".banner.ok")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("申报", Assert.Single(own.QuerySelectorAll(".timeline h3")).TextContent);
        Assert.Equal(["改申报"], Doings(own));
        Assert.NotNull(own.QuerySelector(".papers-form"));

        using var unsaid = await county.SendAsync(await county.PageAsync(path + "/review"), "form.form", ("Decision", "no"));
        Assert.Equal("写一句为什么审核不通过，以后查得到。", (await TestClient.ReadAsync(unsaid)).QuerySelector("#Reason-error")!.TextContent);
        await PassAsync(county, path + "/review", ("Decision", "no"), ("Reason", "教室只有 20 平方米"));
        Assert.Contains("教室只有 20 平方米", (await proposer.PageAsync(path)).QuerySelector(".steps .back")!.TextContent, StringComparison.Ordinal);

        await PassAsync(proposer, path + "/mend", ("TeachingArea", "85"), ("Reason", "换了大教室"));
        using var hasty = await county.SendAsync(await county.PageAsync(path + "/review"), "form.form", ("Decision", "yes"), ("Confirmed", "TeachingRoom"));
        var kept = await TestClient.ReadAsync(hasty);
        Assert.Contains("必备的条件还没有核实", kept.QuerySelector(".error-list a")!.TextContent, StringComparison.Ordinal);
        Assert.True(kept.QuerySelector<IHtmlInputElement>("input[value=TeachingRoom]")!.IsChecked);
        await PassAsync(county, path + "/review", ("Decision", "yes"), ("Confirmed", "TeachingRoom"), ("Confirmed", "Seats"), ("Confirmed", "FireSafety"));

        Assert.Equal(["备案"], Doings(await city.PageAsync(path)));
        await PassAsync(city, path + "/record", ("Decision", "yes"));
        Assert.Equal(["启用", "撤下", "改资料"], Doings(await county.PageAsync(path)));
        await PassAsync(county, path + "/steps/open", ("On", "2026-11-18"));

        var used = await county.PageAsync(path);
        Assert.Equal(["启用", "备案", "审核通过", "改好再报", "审核不通过", "申报"], used.QuerySelectorAll(".timeline h3").Select(h => h.TextContent));
        Assert.Contains("换了大教室", used.QuerySelector(".timeline")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["暂停", "撤下", "改资料"], Doings(used));
        Assert.Empty(Doings(await proposer.PageAsync(path)));
        await using var db = site.Open();
        Assert.Equal((StationStatus.InUse, new DateOnly(2026, 11, 18)), await db.Stations().Select(s => new ValueTuple<StationStatus, DateOnly?>(s.Status, s.InUseFrom)).SingleAsync());
    }

    [Fact]
    public async Task A_form_with_errors_keeps_what_was_typed_and_says_each_at_its_field()
    {
        using var proposer = await BodyAsync();
        using var sent = await proposer.SendAsync(
            await proposer.PageAsync("/stations/propose"), "form.station-form",
            Filled(("Name", " 滨河 "), ("Capacity", "四十五"), ("Longitude", "35.76"), ("Latitude", "115.03"), ("Opens", "早上")));
        var page = await TestClient.ReadAsync(sent);

        Assert.Equal(["#Name", "#Capacity", "#Hours", "#Longitude"], page.QuerySelectorAll(".error-list a").Select(a => a.GetAttribute("href")));
        Assert.Equal(" 滨河 ", page.QuerySelector<IHtmlInputElement>("#Name")!.Value);
        Assert.Equal("四十五", page.QuerySelector<IHtmlInputElement>("#Capacity")!.Value);
        Assert.Equal("座位写一个整数，比如 45。", page.QuerySelector("#Capacity-error")!.TextContent);
        Assert.Equal("早上", page.QuerySelector<IHtmlInputElement>("input[name=Opens]")!.GetAttribute("value"));
        Assert.True(page.QuerySelector<IHtmlInputElement>("input[name='Answers[Screen]'][value=no]")!.IsChecked);
        Assert.Equal(2, page.QuerySelectorAll<IHtmlInputElement>("input[name=Hours]").Count(day => day.IsChecked));
        await using var db = site.Open();
        Assert.Equal(0, await db.Stations().CountAsync());
    }

    [Fact]
    public async Task A_click_on_the_small_plot_fills_in_the_place_and_saves_nothing()
    {
        using var proposer = await BodyAsync();
        var form = await proposer.PageAsync("/stations/propose");
        using var clicked = await proposer.SendAsync(form, "form.station-form", Filled(("Longitude", ""), ("Latitude", ""), ("Spot.x", "60"), ("Spot.y", "80")));
        var page = await TestClient.ReadAsync(clicked);

        Assert.InRange(double.Parse(page.QuerySelector<IHtmlInputElement>("#Longitude")!.Value), 114.86, 116.09);
        Assert.InRange(double.Parse(page.QuerySelector<IHtmlInputElement>("#Latitude")!.Value), 35.33, 36.21);
        Assert.Equal("滨河社区日间照料中心", page.QuerySelector<IHtmlInputElement>("#Name")!.Value);
        Assert.Empty(page.QuerySelectorAll(".error-list"));
        using var picture = await proposer.GetAsync(page.QuerySelector("input[type=image]")!.GetAttribute("src")!);
        Assert.Contains("stroke=\"#0E4E59\"", await picture.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // Enter in a text field presses the plot at its corner: that is no click.
        using var entered = await proposer.SendAsync(page, "form.station-form", ("Spot.x", "0"), ("Spot.y", "0"));
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
    }

    [Fact]
    public async Task The_file_for_spreadsheets_holds_what_was_asked_and_no_formula()
    {
        await using (var db = site.Open())
        {
            await Some.StationAsync(db, with: s => (s.Name, s.Address) = ("=1+1", "一楼,\"东\"头"));
            await Some.StationAsync(db, Places.QingfengOtherVillage, s => s.Kind = StationKind.CommunityRoom);
        }

        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        using var answer = await county.GetAsync("/stations/register.csv?kind=CommunityDayCare");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("'=1+1,社区日间照料中心,在用,清丰县,", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"一楼,\"\"东\"\"头\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("attachment", answer.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_sees_anothers_station_without_its_history_and_cannot_mend_it()
    {
        Guid key;
        await using (var db = site.Open())
        {
            var other = await Some.OrganizationAsync(db, with: o => o.Name = "清丰县孝道社会工作服务中心");
            key = (await Some.StationUnderWayAsync(db, StationStatus.Rejected, with: s => s.OrganizationId = other.Id)).Key;
        }

        using var proposer = await BodyAsync();
        var page = await proposer.PageAsync($"/stations/{key}");
        Assert.Empty(page.QuerySelectorAll(".timeline, .papers-form, .station-doings"));
        Assert.DoesNotContain("20 平方米", page.Body!.TextContent, StringComparison.Ordinal);
        foreach (var path in (string[])[$"/stations/{key}/mend", $"/attachments/station/{key}"])
        {
            using var answer = await proposer.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_board_says_who_is_waited_for_and_the_map_draws_without_leaving_the_server()
    {
        await using (var db = site.Open())
        {
            await Some.StationUnderWayAsync(db, StationStatus.Proposed);
            await Some.StationUnderWayAsync(db, StationStatus.Reviewed, with: s => s.Name = "古城日间照料中心");
            await Some.StationAsync(db, with: s => (s.Name, s.Longitude, s.Latitude) = ("岳村幸福院", 115.2, 35.8));
        }

        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        var board = await city.PageAsync("/stations/board");
        Assert.Equal("1", board.QuerySelector(".aim-figure b")!.TextContent);
        Assert.Contains("/ 120 个", board.QuerySelector(".aim-figure")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["滨河社区日间照料中心", "古城日间照料中心"], board.QuerySelectorAll("#waiting ~ .scroll-x th a").Select(a => a.TextContent).Order());
        var own = await city.PageAsync("/stations/board?party=City");
        Assert.Equal("古城日间照料中心", Assert.Single(own.QuerySelectorAll("#waiting ~ .scroll-x th a")).TextContent);
        Assert.Equal("7 天", own.QuerySelector("#waiting ~ .scroll-x td.n")!.TextContent);

        var map = await city.PageAsync("/stations/map?county=410922");
        Assert.Equal(3, map.QuerySelectorAll(".station-map a.spot").Length);
        Assert.Equal(3, map.QuerySelectorAll(".map-list li a").Length);
        Assert.DoesNotContain("http", map.QuerySelector(".station-map")!.OuterHtml, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Doings(IParentNode page) => page.QuerySelectorAll(".station-doings a").Select(a => a.TextContent.Trim());

    private static async Task PassAsync(TestClient who, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await who.SendAsync(await who.PageAsync(path), $"form[action='{path}']", fields);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            Assert.Fail($"{path}: {(await TestClient.ReadAsync(answer)).QuerySelector(".error-list")?.TextContent}");
        }
    }

    private static (string, string)[] Filled(params (string Name, string Value)[] instead)
    {
        (string Name, string Value)[] all =
        [
            ("Name", "滨河社区日间照料中心"), ("Kind", "CommunityDayCare"), ("RegionCode", $"{Places.QingfengVillage}"), ("Address", "城关镇滨河路 12 号"), ("HostName", "滨河社区居民委员会"),
            ("HostKind", "VillageCommittee"), ("Capacity", "45"), ("ModelYear", "2026"), ("Longitude", "115.107"), ("Latitude", "35.903"), ("Area", "260"), ("TeachingArea", "20"),
            ("Hours", "Monday"), ("Hours", "Friday"), ("Opens", "08:30"), ("Closes", "17:00"), ("Answers[TeachingRoom]", "yes"), ("Answers[Screen]", "no"),
        ];
        return [.. all.Where(field => instead.All(other => other.Name != field.Name)), .. instead];
    }

    private Task<TestClient> BodyAsync() => site.SignedInAsync(Roles.Organization, with: account => account.OrganizationId = body.Id);
}
