using Microsoft.Playwright;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>
/// Takes the pictures of the README from the running site:
/// <c>TRAINING_PICTURES=docs/pictures dotnet test tests/Training.Browser.Tests --filter Pictures</c>. Without the variable they go to a
/// temporary folder, so that each run shows that every page can still be drawn.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed partial class Pictures(BrowserFixture browser)
{
    private const int MostBytes = 200_000;

    [Fact]
    public async Task Family_pages()
    {
        await using var site = await TestSite.ListenAsync(clock: FakeClock.Ordinary());
        SomeTown town;
        await using (var db = site.Open())
        {
            town = await SomeTown.FillAsync(db, new DateOnly(2026, 11, 18));
        }

        await PlayableLesson.MakeAsync(site, town.TurningLessons[0], "turn-over.mp4");
        await using var phone = await browser.VisitorAsync(site.Address, 390, 844);
        await phone.AddCookiesAsync([Cookie(site, "place", "410922"), Cookie(site, "theme", "light")]);
        await TakeAsync(phone, "/", "home");
        await TakeAsync(phone, "/timetable", "timetable");
        await TakeAsync(phone, "/timetable/places", "places");
        await TakeAsync(phone, "/courses", "courses");
        await TakeAsync(phone, $"/courses/{town.Turning.Key}", "lesson");
        await TakeAsync(phone, "/sign-in", "sign-in");
        await phone.AddCookiesAsync([Cookie(site, "theme", "dark")]);
        await TakeAsync(phone, "/", "home-dark");
        await TakeAsync(phone, $"/courses/{town.Turning.Key}", "lesson-dark");
        await phone.AddCookiesAsync([Cookie(site, "theme", "light"), Cookie(site, "elder", "1")]);
        await TakeAsync(phone, "/", "home-elder");
        await TakeAsync(phone, "/timetable", "timetable-elder");
        await TakeAsync(phone, $"/courses/{town.Turning.Key}", "lesson-elder");
    }

    private static Cookie Cookie(TestSite site, string name, string value) => new() { Name = name, Value = value, Url = site.Address.ToString() };

    private static async Task TakeAsync(IBrowserContext visitor, string path, string name, bool whole = true)
    {
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await SaveAsync(page, name, whole);
        await page.CloseAsync();
    }

    private static async Task SaveAsync(IPage page, string name, bool whole = true)
    {
        var picture = await page.ScreenshotAsync(new() { FullPage = whole });
        Assert.InRange(picture.Length, 1, MostBytes);
        await File.WriteAllBytesAsync(Path.Combine(Folder(), name + ".png"), picture);
    }

    private static string Folder() => Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("TRAINING_PICTURES") is { Length: > 0 } named
            ? Path.Combine(PlayableLesson.Repository(), named)
            : Path.Combine(Path.GetTempPath(), "training-pictures")).FullName;
}
