using Microsoft.Playwright;
using Training.Domain.Notices;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>The pages that anybody opens, in each look, on the smallest phone and on a desk: axe finds nothing and nothing scrolls sideways.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PublicPagesTests(BrowserFixture browser) : IAsyncLifetime
{
    private TestSite site = null!;
    private SomeTown town = null!;
    private PublicNotice notice = null!;
    private string praise = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        town = await SomeTown.FillAsync(db, new DateOnly(2026, 11, 18));
        notice = await Some.NoticeAsync(db, FakeClock.Ordinary());
        praise = $"/commended/{(await Some.CommendationAsync(db, FakeClock.Ordinary(), town.DayCare)).List.Key}";
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Public_pages_are_clean()
    {
        (string Look, int Width)[] looks = [("light", 1280), ("dark", 320), ("elder", 320), ("elder dark", 1280), ("elder largest", 320)];
        string[] paths = ["/", "/timetable", "/timetable/places", "/courses", $"/courses/{town.Turning.Key}", "/notices", $"/notices/{notice.Key}", $"/notices/{notice.Key}/objection", $"/notices/{notice.Key}/print", "/commended", praise, "/pool/apply", "/pool/progress", "/sign-in", "/nowhere"];
        foreach (var round in paths.SelectMany((path, place) => Looks.Of(place, looks).Select(look => (Look: look, Path: path))).GroupBy(a => a.Look, a => a.Path))
        {
            var (look, width) = round.Key;
            await using var visitor = await browser.VisitorAsync(site.Address, width);
            await visitor.AddCookiesAsync(Cookies(look));
            var page = await visitor.NewPageAsync();
            foreach (var path in round)
            {
                await page.GotoAsync(path);
                await CleanPage.AssertAsync(page, $"{path} {look} {width} (TRAINING_LOOKS={Looks.Run})");
            }
        }
    }

    private IEnumerable<Cookie> Cookies(string look)
    {
        Cookie Of(string name, string value) => new() { Name = name, Value = value, Url = site.Address.ToString() };
        yield return Of("theme", look.Contains("dark", StringComparison.Ordinal) ? "dark" : "light");
        yield return Of("place", "410922");
        if (look.StartsWith("elder", StringComparison.Ordinal))
        {
            yield return Of("elder", "1");
            yield return Of("size", look.EndsWith("largest", StringComparison.Ordinal) ? "3" : "1");
        }
    }
}
