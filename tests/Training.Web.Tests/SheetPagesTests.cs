using System.Net;
using Training.Domain.Identity;
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
    public async Task Each_of_eighteen_figures_opens_as_many_rows_as_it_says()
    {
        using var officer = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var sheet = await officer.PageAsync("/sheets/410922/2026-10");
        Assert.Contains("县区：清丰县", sheet.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("差 1 站：岳村集村", sheet.Body.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        var figures = sheet.QuerySelectorAll("a.fig").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(18, figures.Count);
        foreach (var figure in figures)
        {
            var opened = await officer.PageAsync(figure);
            var said = opened.QuerySelector(".drawer .tabs a[aria-current]")!.TextContent.Split(' ', '\n')[^1].Trim();
            Assert.Equal(said, $"{opened.QuerySelectorAll(".drawer tr[data-record]").Length}");
        }

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
}
