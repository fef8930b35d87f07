using System.Net;
using Training.Domain.Commendations;
using Training.Domain.Identity;
using Training.Domain.Stations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>通报表扬 as the city makes it and everybody reads it: refusals at the field with what was typed, records behind figures, papers, the public page.</summary>
public sealed class CommendationPagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 22);
    private TestSite site = null!;
    private Station station = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        station = await Some.StationAsync(db, with: s => s.Name = "柳格镇站");
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Empty_pages_say_what_to_do_and_a_month_that_is_open_is_refused_at_the_field()
    {
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        var page = await city.PageAsync("/commendations");
        Assert.Contains("还没有名单", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["2026-Q3", "2026-Q2", "2026-Q1"], page.QuerySelectorAll("#Period option").Select(o => o.GetAttribute("value")));
        using var refused = await city.SendAsync(page, "form[action='/commendations']", ("Period", "2026-Q2"));
        var kept = await TestClient.ReadAsync(refused);
        Assert.Contains("2026年4月没有关账", kept.QuerySelector("#Period-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2026-Q2", kept.QuerySelector("#Period option[selected]")!.GetAttribute("value"));
        using var visitor = site.Visitor();
        Assert.Contains("还没有通报表扬", (await visitor.PageAsync("/commended")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_taken_apart_by_its_officer_and_moved_figures_stop_its_notice()
    {
        await using var db = site.Open();
        var (list, candidate) = await Some.CommendationAsync(db, clock, station, state: CommendationState.Draft);
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        using var county = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        Assert.Equal(HttpStatusCode.NotFound, (await county.GetAsync($"/commendations/{list.Key}")).StatusCode);

        var one = await city.PageAsync($"/commendations/candidates/{candidate.Key}?figure=Sessions");
        Assert.Equal(3, one.QuerySelectorAll("#records tbody tr").Length);
        using var silent = await city.SendAsync(one, "form[action$='/off']", ("Reason", " "));
        Assert.Contains("写明原因", (await TestClient.ReadAsync(silent)).QuerySelector("#Reason-error")!.TextContent, StringComparison.Ordinal);
        using var off = await city.SendAsync(one, "form[action$='/off']", ("Reason", "站长被立案"));
        Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
        var shown = await city.PageAsync($"/commendations/{list.Key}");
        Assert.Contains("站长被立案", shown.QuerySelector(".commend-table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不递补", shown.Body!.TextContent, StringComparison.Ordinal);

        using var moved = await city.SendAsync(shown, "form[action$='/publish']", ("WorkingDays", "7"), ("SupervisionPhone", "0393-6910000"));
        var kept = await TestClient.ReadAsync(moved);
        Assert.Contains("先重算", kept.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("7", "0393-6910000"), (kept.QuerySelector("#WorkingDays")!.GetAttribute("value"), kept.QuerySelector("#SupervisionPhone")!.GetAttribute("value")));
        Assert.Contains("和当时不一样", (await city.PageAsync($"/commendations/{list.Key}/difference")).Body!.TextContent, StringComparison.Ordinal);
        using var dropped = await city.SendAsync(kept, "form[action$='/drop']", ("DropReason", ""));
        Assert.Contains("写明原因", (await TestClient.ReadAsync(dropped)).QuerySelector("#DropReason-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmed_list_is_public_printed_and_a_praise_is_taken_back_in_sight()
    {
        await using var db = site.Open();
        var (list, candidate) = await Some.CommendationAsync(db, clock, station);
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        Assert.Contains("柳格镇站", (await city.PageAsync($"/commendations/{list.Key}/print")).QuerySelector(".letter")!.TextContent, StringComparison.Ordinal);
        foreach (var (path, magic) in new[] { ("word", "PK"), ("excel", "PK") })
        {
            var file = await city.GetAsync($"/commendations/{list.Key}/{path}");
            Assert.Equal(magic, System.Text.Encoding.ASCII.GetString((await file.Content.ReadAsByteArrayAsync())[..2]));
        }

        using var visitor = site.Visitor();
        Assert.Contains("2026年第三季度", (await visitor.PageAsync("/commended")).QuerySelector(".notice-list")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("达标课 3 场", (await visitor.PageAsync($"/commended/{list.Key}")).Body!.TextContent, StringComparison.Ordinal);
        using var revoked = await city.SendAsync(await city.PageAsync($"/commendations/candidates/{candidate.Key}"), "form[action$='/revoke']", ("Reason", "材料不实"));
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        var after = await visitor.PageAsync($"/commended/{list.Key}");
        Assert.Contains("11月22日", after.QuerySelector(".notice-items")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("材料不实", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("达标课 3 场", after.QuerySelector(".notice-items")!.TextContent, StringComparison.Ordinal);
    }
}
