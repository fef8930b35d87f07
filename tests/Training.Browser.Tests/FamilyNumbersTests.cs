using Microsoft.Playwright;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>The pages of families, in the ordinary and in the elder mode, light and dark, keep the numbers of size, target, contrast, lines and room.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FamilyNumbersTests(BrowserFixture browser) : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;
    private SomeTown town = null!;
    private string family = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        town = await SomeTown.FillAsync(db, clock.Today());
        var guilan = await Some.PersonAsync(db, name: "王桂兰");
        await Some.HouseholdAsync(db, guilan, await Some.PersonAsync(db, name: "李福田"));
        await Some.LessonPartsAsync(db, town.TurningLessons[0], guilan);
        foreach (var (session, state) in new[] { (town.Sessions[0], BookingState.Seated), (town.Sessions[1], BookingState.Waiting) })
        {
            db.Bookings().Add(new Booking
            {
                Key = Guid.CreateVersion7(), SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode, PersonId = guilan.Id, State = state,
                Seat = state == BookingState.Seated ? 1 : null, QueuedUtc = clock.UtcNow().AddDays(-1),
            });
        }

        db.WatchPositions().Add(new WatchPosition { PersonId = guilan.Id, LessonId = town.TurningLessons[1].Id, PositionMs = 40_000, UpdatedUtc = clock.UtcNow() });
        await db.SaveChangesAsync();
        family = (await site.AccountAsync(Roles.Family, with: account => account.PersonId = guilan.Id)).UserName!;
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Size_target_contrast_and_lines_are_kept_in_both_modes()
    {
        var lesson = $"/courses/{town.Turning.Key}/{town.TurningLessons[0].Key}";
        string[] visited = ["/", "/timetable", "/timetable/places", "/courses", lesson, $"/classes/{town.Sessions[0].Key}", "/family/sign-in"];
        string[] own = ["/", "/timetable", lesson, $"{lesson}/ask", $"/classes/{town.Sessions[0].Key}", $"/classes/{town.Sessions[2].Key}", "/family", "/family/file", "/family/questions"];
        var wrong = new List<string>();
        foreach (var (who, paths) in new[] { ("", visited), (family, own) })
        {
            await using var visitor = await browser.VisitorAsync(site.Address, 390, 844);
            if (who.Length > 0)
            {
                await visitor.SignInAsync(site, who);
            }

            var page = await visitor.NewPageAsync();
            foreach (var look in (string[])["light", "dark", "elder", "elder dark largest"])
            {
                await visitor.AddCookiesAsync(Cookies(look));
                foreach (var path in paths)
                {
                    await page.GotoAsync(path);
                    var numbers = await ElderNumbers.MeasureAsync(page);
                    Assert.True(numbers.Measured > 10, $"{path} {look}: only {numbers.Measured} texts and targets were measured");
                    wrong.AddRange(numbers.Wrong.Distinct().Select(what => $"{path} {look}{(who.Length > 0 ? " signed in" : "")}: {what}"));
                }
            }

            if (who.Length == 0)
            {
                await BreaksAsync(page);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Each kind of fault, made on purpose, is found: a check that finds nothing proves nothing.</summary>
    private static async Task BreaksAsync(IPage page)
    {
        await page.EvaluateAsync(
            """
            () => {
              const made = (tag, words, style) => {
                const e = document.createElement(tag);
                e.textContent = words;
                Object.assign(e.style, style);
                document.querySelector("main").append(e);
                return e;
              };
              made("p", "字太小", { fontSize: "15px" });
              made("p", "颜色太浅", { color: "#888", background: "#fff" });
              made("p", "行太挤".repeat(60), { lineHeight: "1.1" });
              made("button", "点不着", { minHeight: "0", height: "30px" });
              made("a", "挤一", { display: "inline-block", width: "90px", height: "90px" }).className = "btn";
              made("a", "挤二", { display: "inline-block", width: "90px", height: "90px" }).className = "btn";
              for (const e of document.querySelectorAll("main > a")) e.setAttribute("href", "#");
            }
            """);
        var found = string.Join('\n', (await ElderNumbers.MeasureAsync(page)).Wrong);
        foreach (var (words, fault) in new[] { ("字太小", "px of text"), ("颜色太浅", "contrast"), ("行太挤", "lines of"), ("点不着", "px to tap"), ("挤一", "px between") })
        {
            Assert.Contains(found.Split('\n'), line => line.Contains(words, StringComparison.Ordinal) && line.Contains(fault, StringComparison.Ordinal));
        }
    }

    private IEnumerable<Cookie> Cookies(string look)
    {
        Cookie Of(string name, string value) => new() { Name = name, Value = value, Url = site.Address.ToString() };
        yield return Of("theme", look.Contains("dark", StringComparison.Ordinal) ? "dark" : "light");
        yield return Of("place", "410922");
        yield return Of("elder", look.StartsWith("elder", StringComparison.Ordinal) ? "1" : "0");
        yield return Of("size", look.EndsWith("largest", StringComparison.Ordinal) ? "3" : "1");
    }
}
