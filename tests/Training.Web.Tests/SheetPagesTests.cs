using System.Net;
using Training.Domain.Identity;
using Training.Domain.Sheets;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>The standard sheet as officers read it: every figure opens as many records as it counts, and nobody opens a neighbour's.</summary>
public sealed class SheetPagesTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Shanghai(2026, 11, 18));
        await using var db = site.Open();
        var station = await Some.StationAsync(db, with: s => s.Name = "岳村集村");
        var trainer = await Some.TrainerAsync(db);
        var people = await Some.PeopleAsync(db, 34);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 13), trainer), people, 68);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 21), trainer), people.Take(27), 65);
        var (file, learner) = await Some.HouseholdFileAsync(db, station, people[0]);
        await Some.HomeVisitAsync(db, file, trainer, new DateOnly(2026, 10, 14), learner);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Each_of_eighteen_figures_and_four_duties_opens_as_many_rows_as_it_says()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var sheet = await officer.PageAsync("/sheets/410922/2026-10");
        Assert.Contains("县区：清丰县", sheet.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("差 1 站：岳村集村", sheet.Body.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var figures = sheet.QuerySelectorAll("a.fig").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(18 + 4, figures.Count);
        Assert.Equal(18, sheet.QuerySelectorAll(".paper a.fig").Length);
        foreach (var figure in figures)
        {
            var opened = await officer.PageAsync(figure);
            var said = opened.QuerySelector(".drawer .tabs a[aria-current]")!.TextContent.Split(' ', '\n')[^1].Trim();
            Assert.Equal(said, $"{opened.QuerySelectorAll(".drawer tr[data-record]").Length}");
        }

        var duty = await officer.PageAsync("/sheets/410922/2026-10?item=T3");
        Assert.Contains("正文六（一）", duty.QuerySelector(".drawer .rule")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("提前发布了", duty.QuerySelector(".drawer tr[data-record]")!.TextContent, StringComparison.Ordinal);
        var csv = await officer.Http.GetStringAsync("/sheets/410922/2026-10/rows/T3");
        Assert.Equal(1 + duty.QuerySelectorAll(".drawer tr[data-record]").Length, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        using var workbook = await officer.GetAsync("/sheets/410922/2026-10/rows/T3?format=xlsx");
        Assert.Equal(SheetWriter.ContentType, workbook.Content.Headers.ContentType!.MediaType);

        var sessions = await officer.PageAsync("/sheets/410922/2026-10?item=J2");
        Assert.Equal("2 次", sessions.QuerySelector("#J2 a.fig")!.TextContent.Replace('\u00A0', ' '));
        Assert.Equal(2, sessions.QuerySelectorAll(".drawer tr[data-record]").Length);
        Assert.Contains("差 3 人", sessions.QuerySelector(".drawer tr[data-record]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sheets/410902/2026-10")]
    [InlineData("/sheets/410922/2026-13")]
    [InlineData("/sheets/410922/2027-10")]
    [InlineData("/sheets/410922/2026-10?item=J9")]
    [InlineData("/quota?county=410902")]
    [InlineData("/quota?county=410922&item=J1")]
    public async Task A_neighbours_sheet_and_what_does_not_exist_are_not_found(string path)
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        using var answer = await officer.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_month_that_falls_short_says_what_each_session_missed()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var map = await officer.PageAsync("/quota?county=410922&year=2026");
        var cell = map.QuerySelectorAll("a.cell").Single(a => a.GetAttribute("aria-label") == "岳村集村 10月 1 次，差 1 次");
        Assert.True(cell.ClassList.Contains("short"));
        var opened = await officer.PageAsync(cell.GetAttribute("href")!);
        Assert.Contains("差 3 人", opened.QuerySelector(".side")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rows_number_opens_as_many_names_and_only_in_the_own_county()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var drawer = await officer.PageAsync("/sheets/410922/2026-10?item=J4");
        var rows = drawer.QuerySelectorAll(".drawer tr[data-record]").ToList();
        Assert.Equal(2, rows.Count);
        foreach (var row in rows)
        {
            var said = new string([.. row.QuerySelector("td.n")!.TextContent.Trim().TakeWhile(char.IsAsciiDigit)]);
            var roll = await officer.PageAsync(row.QuerySelector("a")!.GetAttribute("href")!);
            Assert.Equal(said, $"{roll.QuerySelectorAll("ol.came li").Length}");
            Assert.Equal(said, roll.QuerySelector(".sums b")!.TextContent);
            Assert.Empty(roll.QuerySelectorAll("main form, main button"));
        }

        var path = rows[0].QuerySelector("a")!.GetAttribute("href")!;
        using var neighbour = await site.SignedInAsync(Roles.CountyOfficer, Places.Nanle);
        using var hidden = await neighbour.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var auditor = await site.SignedInAsync(Roles.Auditor, Places.Qingfeng);
        Assert.NotEmpty((await auditor.PageAsync(path)).QuerySelectorAll("ol.came li"));

        var token = await officer.AntiforgeryTokenAsync("/sheets/410922/2026-10");
        foreach (var act in (string[])["mark", "close"])
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, $"{path}/{act}") { Content = new FormUrlEncodedContent([]) };
            post.Headers.Add("X-CSRF-Token", token);
            using var refused = await officer.Http.SendAsync(post);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task An_open_roll_is_not_an_officers_to_read()
    {
        await using var db = site.Open();
        var running = await Some.SessionAsync(db, await Some.StationAsync(db), new DateOnly(2026, 11, 18), await Some.TrainerAsync(db));
        var roll = await Some.OpenRollAsync(db, running);
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        using var answer = await officer.GetAsync($"/rolls/{roll.Key}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Sessions_of_the_map_and_stations_open_and_a_visit_stays_plain()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var map = await officer.PageAsync("/quota?county=410922&year=2026");
        var cell = map.QuerySelectorAll("a.cell").Single(a => a.GetAttribute("aria-label") == "岳村集村 10月 1 次，差 1 次");
        var panel = await officer.PageAsync(cell.GetAttribute("href")!);
        Assert.Equal(2, panel.QuerySelectorAll(".ses a[href^='/rolls/']").Length);

        var station = (await officer.PageAsync("/sheets/410922/2026-10?item=J1")).QuerySelector(".drawer tr[data-record] a")!;
        Assert.Contains("岳村集村", (await officer.PageAsync(station.GetAttribute("href")!)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var families = (await officer.PageAsync("/sheets/410922/2026-10?item=S1")).QuerySelectorAll(".drawer tr[data-record]");
        Assert.NotEmpty(families);
        Assert.All(families, family => Assert.Null(family.QuerySelector("a")));
    }
}
