using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Identity;
using Training.Domain.Work;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A city officer watches the background work: the page keeps itself fresh, and is readable in every look and width.</summary>
[Collection(BrowserCollection.Name)]
public sealed class JobsJourney(BrowserFixture browser) : IAsyncLifetime
{
    private readonly DateTime begun = TimeProvider.System.GetUtcNow().UtcDateTime;
    private TestSite site = null!;
    private Account account = null!;
    private long runs;
    private long stopped;

    public static IEnumerable<object[]> Seen => Looks.Of<object[]>(3, [[ColorScheme.Light, 1280], [ColorScheme.Dark, 1280], [ColorScheme.Light, 320], [ColorScheme.Dark, 390]]);

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync();
        account = await site.AccountAsync(Roles.CityOfficer);
        await using var db = site.Open();
        var running = Item("转码：卧床老人怎样翻身", WorkStatus.Running);
        running.Progress = 48;
        running.Stages = WorkStage.Write([new("声音", 100), new("240p", 100), new("480p", 62), new("720p", 0), new("核对", 0)]);
        running.StartedUtc = begun.AddSeconds(-130);
        running.HeartbeatUtc = begun;
        var refused = Item("转码：失智老人怎么陪", WorkStatus.Refused);
        refused.Error = "源文件读不出来。请重新上传原文件。";
        refused.FinishedUtc = begun;
        db.WorkItems().AddRange(running, refused, Item("转码：夜间照护", WorkStatus.Queued));
        await db.SaveChangesAsync();
        db.WorkRuns().Add(new WorkRun { Job = "transcode-lesson", WorkItemId = refused.Id, StartedUtc = begun, FinishedUtc = begun, Status = WorkStatus.Refused, Error = refused.Error });
        await db.SaveChangesAsync();
        (runs, stopped) = (running.Id, refused.Id);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task The_board_renews_itself_and_leaves_the_reader_where_she_is()
    {
        await using var desk = await browser.VisitorAsync(site.Address);
        var page = await OpenAsync(desk);
        await page.GetByText("480p 62%").WaitForAsync();
        var log = page.GetByRole(AriaRole.Link, new() { Name = "看记录" });
        await log.FocusAsync();

        await using (var db = site.Open())
        {
            var stages = WorkStage.Write([new("声音", 100), new("240p", 100), new("480p", 97), new("720p", 0), new("核对", 0)]);
            await db.WorkItems().Where(w => w.Id == runs).ExecuteUpdateAsync(s => s.SetProperty(w => w.Stages, stages));
        }

        await page.GetByText("480p 97%").WaitForAsync();
        Assert.Equal($"log-{stopped}", await page.EvaluateAsync<string>("document.activeElement.dataset.key"));
        Assert.StartsWith("每 5 秒自动更新", await page.Locator("[data-fresh]").TextContentAsync());
    }

    [Theory]
    [MemberData(nameof(Seen))]
    public async Task The_pages_are_clean_and_nothing_scrolls_sideways(ColorScheme scheme, int width)
    {
        await using var desk = await browser.VisitorAsync(site.Address, width, scheme: scheme);
        var page = await OpenAsync(desk);
        foreach (var path in (string[])["/jobs", $"/jobs/items/{stopped}"])
        {
            await page.GotoAsync(path);
            await CleanPage.AssertAsync(page, $"{path} {scheme} {width}");
        }
    }

    private async Task<IPage> OpenAsync(IBrowserContext desk)
    {
        var page = await desk.NewPageAsync();
        await page.GotoAsync("/sign-in?next=%2Fjobs");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync("**/jobs");
        return page;
    }

    private WorkItem Item(string title, WorkStatus status) => new()
    {
        Kind = "transcode-lesson", SubjectId = 1, Title = title, Status = status, Attempts = 1,
        EnqueuedUtc = begun.AddMinutes(-5), NotBeforeUtc = begun.AddMinutes(-5),
    };
}
