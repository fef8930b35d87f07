using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Training.Domain.Identity;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Work;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>
/// One way through the whole site with its jobs inside: what a coordinator marks is the figure that the county files, and what a trainer
/// sends is what a family watches.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class OneStraightWayTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Course = "卧床老人一个人怎么翻身";

    /// <summary>Bounds only how long a transcoder or a job that never ends is waited for.</summary>
    private const int Patience = 180_000;

    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private Account coordinator = null!;
    private Account teacher = null!;
    private Account county = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock, settings: new Dictionary<string, string> { ["Jobs:Enabled"] = "true" });
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today());
        coordinator = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
        teacher = await site.AccountAsync(Roles.Trainer, with: account => account.TrainerId = stage.Trainer.Id);
        county = await site.AccountAsync(Roles.CountyOfficer);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task From_the_roll_and_the_recording_to_the_family_and_the_sheet()
    {
        await HoldTheSessionAsync();
        var course = await PublishTheCourseAsync();
        await WatchAsync(course);
        await CheckTheMonthAsync();
        await ReadTheFiguresAsync();
    }

    private async Task HoldTheSessionAsync()
    {
        await using var phone = await browser.VisitorAsync(site.Address, 390, 844);
        var page = await SignedInAsync(phone, coordinator, "/today");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始点名" }).ClickAsync();
        await page.ArrivesAsync("**/rolls/**");
        await page.TakenOverAsync();
        foreach (var member in stage.Members.Take(28))
        {
            await page.Locator($"#p{member.Key:N}").ClickAsync();
        }

        await page.UploadedAsync(28);
        await page.GetByRole(AriaRole.Link, new() { Name = "找人" }).ClickAsync();
        await page.Locator("#find-text").FillAsync("外来");
        await page.Locator("[data-others] .tile").ClickAsync();
        await page.UploadedAsync(29);
        await page.GetByRole(AriaRole.Button, new() { Name = "关上" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "加人" }).ClickAsync();
        await page.Locator("#add-name").FillAsync("郭新来");
        await page.Locator("#add-tail").FillAsync("1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "加上，记到" }).ClickAsync();
        await page.UploadedAsync(30);

        clock.Advance(TimeSpan.FromMinutes(62));
        await page.GetByRole(AriaRole.Link, new() { Name = "下课收册" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "收册", Exact = true }).ClickAsync();
        await page.GetByText("收册了，这次课合格").WaitForAsync();
        await page.LoadedAsync();
        Assert.Equal(["30 / 30 人", "62 / 60 分钟"], (await page.Locator(".sums dd").AllInnerTextsAsync()).Take(2));
    }

    /// <returns>Where families find it.</returns>
    private async Task<string> PublishTheCourseAsync()
    {
        await using var desk = await browser.VisitorAsync(site.Address);
        var page = await SignedInAsync(desk, teacher, "/lessons");
        await page.GetByRole(AriaRole.Link, new() { Name = "新建一门课" }).First.ClickAsync();
        await page.GetByLabel("课的名字").FillAsync(Course);
        await page.GetByLabel("类别").SelectOptionAsync("course-risk");
        await page.GetByRole(AriaRole.Button, new() { Name = "建好，去传视频" }).ClickAsync();
        await page.GetByLabel("视频或录音").SetInputFilesAsync(Path.Combine(PlayableLesson.Repository(), "media-samples", "turn-over.mp4"));
        await page.GetByRole(AriaRole.Button, new() { Name = "上传", Exact = true }).ClickAsync();
        await page.Locator(".own-lessons").GetByText("能看了").WaitForAsync(new() { Timeout = Patience });
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "送审", Exact = true }).ClickAsync();
        await page.GetByText("送审了").WaitForAsync();

        await using var office = await browser.VisitorAsync(site.Address);
        var review = await SignedInAsync(office, county, "/county-courses");
        await review.Locator("a.open[href^='/course-reviews/']").ClickAsync();
        await review.GetByRole(AriaRole.Button, new() { Name = "通过，给家里人看" }).ClickAsync();
        await review.GetByText("通过了，家里人现在看到的就是这一版").WaitForAsync();
        return (await review.GetByRole(AriaRole.Link, new() { Name = "看家里人看到的样子" }).GetAttributeAsync("href"))!;
    }

    private async Task WatchAsync(string course)
    {
        await using var family = await browser.VisitorAsync(site.Address, 390, 844);
        var page = await family.NewPageAsync();
        await page.GotoAsync("/courses");
        await page.GetByRole(AriaRole.Link, new() { Name = Course }).ClickAsync();
        Assert.Equal(course, new Uri(page.Url).AbsolutePath);
        await page.WaitForSelectorAsync("[data-stream=hls]");
        await page.GetByRole(AriaRole.Button, new() { Name = "播放" }).ClickAsync();
        Assert.True(await page.EvaluateAsync<bool>(
            """
            bound => new Promise((done, fail) => {
              const video = document.querySelector("video");
              video.addEventListener("timeupdate", () => { if (video.currentTime > 1) done(true); });
              setTimeout(() => fail(new Error(`still at ${video.currentTime}, ${video.error?.message}`)), bound);
            })
            """,
            Patience));
    }

    private async Task CheckTheMonthAsync()
    {
        var started = await site.Services.GetRequiredService<IJobBoard>().StartAsync("monthly-check");
        Assert.True(started.Ok, started.Refusal?.Message);
        await using var desk = await browser.VisitorAsync(site.Address);
        var page = await SignedInAsync(desk, await site.AccountAsync(Roles.CityOfficer, Places.City), "/jobs");
        await page.GetByText("11月 1 站").First.WaitForAsync(new() { Timeout = Patience });

        await using var db = site.Open();
        var found = await db.Findings().SingleAsync(f => f.StationId == stage.Station.Id && f.Month == Month.Of(clock.UtcNow()) && f.ItemCode == "J2");
        Assert.Equal(1, found.Value);
    }

    private async Task ReadTheFiguresAsync()
    {
        await using var desk = await browser.VisitorAsync(site.Address);
        var page = await SignedInAsync(desk, county, "/quota");
        var line = page.Locator("table.heat tbody tr", new() { HasText = stage.Station.Name });
        Assert.Equal("1", await line.Locator("a.cell").Last.InnerTextAsync());

        var sheet = $"/sheets/{RegionCodes.Short(Places.Qingfeng)}/{Month.Of(clock.UtcNow())}";
        await page.GotoAsync(sheet);
        var figure = page.Locator("tr#J2 a.fig");
        Assert.Equal("1 次", (await figure.InnerTextAsync()).Replace('\u00a0', ' '));
        await figure.ClickAsync();
        await page.ArrivesAsync("**item=J2**");
        var row = page.Locator(".drawer tbody tr");
        Assert.Equal(1, await row.CountAsync());
        Assert.Equal($"{stage.Session.Id}", await row.GetAttributeAsync("data-record"));
        Assert.Contains(stage.Session.Title, await row.InnerTextAsync(), StringComparison.Ordinal);

        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Word", Exact = true }).ClickAsync());
        Assert.EndsWith(".docx", file.SuggestedFilename, StringComparison.Ordinal);
        await using var zip = await ZipFile.OpenReadAsync(await file.PathAsync());
        using var body = new StreamReader(await zip.GetEntry("word/document.xml")!.OpenAsync());
        Assert.Contains("濮阳市养老服务技能进街道进社区进家庭标准", await body.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task<IPage> SignedInAsync(IBrowserContext visitor, Account account, string next)
    {
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"/sign-in?next={Uri.EscapeDataString(next)}");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync($"**{next}");
        return page;
    }
}
