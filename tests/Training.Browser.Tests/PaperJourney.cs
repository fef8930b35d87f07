using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Paper;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A sheet of paper: printed one page after another, and entered by keys alone beside its photo.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PaperJourney(BrowserFixture browser) : IAsyncLifetime
{
    private const int Rows = 35;

    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 10, 20);
    private TestSite site = null!;
    private RollStage stage = null!;
    private Account coordinator = null!;

    private string Papers => $"/rolls/{stage.Session.Key}/paper";

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today(), Rows);
        coordinator = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Each_page_of_the_sheet_is_one_page_of_paper()
    {
        await using var desk = await browser.VisitorAsync(site.Address, 1280, 800);
        var page = await desk.NewPageAsync();
        await SignInAsync(page);
        await page.GotoAsync(Papers);
        await CleanPage.AssertAsync(page, page.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "印一张签到表" }).ClickAsync();
        await page.Locator(".pr-page").First.WaitForAsync();
        await CleanPage.AssertAsync(page, page.Url);
        var pages = await page.Locator(".pr-page").CountAsync();
        var pdf = await page.PdfAsync(new() { Format = "A4", PrintBackground = false, PreferCSSPageSize = true });
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        Assert.Equal(pages, System.Text.RegularExpressions.Regex.Count(text, @"/Type\s*/Page[^s]"));
        if (Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "sign-in-sheet.pdf"), pdf);
        }
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task Thirty_five_rows_take_a_key_each_or_four_taps_in_all_and_land_on_the_roll(int width, int height)
    {
        await using var db = site.Open();
        var paper = await Some.RollPaperAsync(db, stage.Session, stage.Members);
        await using var desk = await browser.VisitorAsync(site.Address, width, height);
        var page = await desk.NewPageAsync();
        await SignInAsync(page);
        await page.GotoAsync($"{Papers}/{paper.Code}/entry");
        // Shown by the script when it listens to the keys.
        await page.Locator("[data-keys]:not([hidden])").WaitForAsync();
        await CleanPage.AssertAsync(page, page.Url);

        if (width > 1000)
        {
            // Row by row, as somebody reads the paper: 1 here, 2 not, 3 cannot be read.
            await page.Locator("[data-row] input:checked").First.FocusAsync();
            for (var row = 1; row <= Rows; row++)
            {
                await page.Keyboard.PressAsync(row == 28 ? "3" : row is 5 or 30 ? "2" : "1");
            }

            Assert.Equal("Rows[35].Name", await page.EvaluateAsync<string>("document.activeElement.name"));
            await page.Keyboard.PressAsync("ArrowUp");
            await page.Keyboard.PressAsync("Space");
            await page.GetByText("现在：到 31 人，看不清 1 行").WaitForAsync();
            await page.Keyboard.PressAsync("Space");
        }
        else
        {
            // All of them by their numbers, then those that are otherwise by thumb.
            await page.Locator("#Range").FillAsync($"1-{Rows}");
            await page.GetByRole(AriaRole.Button, new() { Name = "填到下面" }).TapAsync();
            await page.GetByText($"现在：到 {Rows} 人").WaitForAsync();
            foreach (var (row, choice) in ((int, int)[])[(5, 1), (28, 2), (30, 1)])
            {
                await page.Locator("[data-row]").Nth(row - 1).Locator(".pr-choice label").Nth(choice).TapAsync();
            }
        }

        await page.Locator("[data-row]").Nth(Rows).Locator("[data-name]").FillAsync("仇新来");
        await page.GetByText("现在：到 33 人，看不清 1 行").WaitForAsync();
        if (Environment.GetEnvironmentVariable("PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"paper-entry-{width}.png") });
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "存到点名册" }).ClickAsync();
        await page.GetByText("现在到课 33 人").WaitForAsync();
        db.ChangeTracker.Clear();
        Assert.Equal((33, 33), (await db.RollEntries().CountAsync(e => e.Present), await db.RollMarks().CountAsync(m => m.Device == EnterPaper.Device)));
        Assert.Equal([28], (await db.RollPapers().SingleAsync()).Unreadable);
    }

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(coordinator.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync("**/today");
    }
}
