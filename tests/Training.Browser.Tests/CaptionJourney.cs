using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A trainer writes captions beside the player, nothing is lost by a reload, and the county reads them beside its decision.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CaptionJourney(BrowserFixture browser) : IAsyncLifetime
{
    private TestSite site = null!;
    private SomeTown town = null!;
    private Account teacher = null!;
    private Account county = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        town = await SomeTown.FillAsync(db, new DateOnly(2026, 11, 18));
        await PlayableLesson.MakeAsync(site, town.TurningLessons[0], "turn-over.mp4");
        teacher = await site.AccountAsync(Roles.Trainer, with: account => account.TrainerId = town.Teacher.Id);
        county = await site.AccountAsync(Roles.CountyOfficer);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Captions_are_written_kept_saved_and_read_by_the_county()
    {
        await using var desk = await browser.VisitorAsync(site.Address, 1280);
        var page = await SignedInAsync(desk, teacher, $"/lessons/{town.Turning.Key}/{town.TurningLessons[0].Key}/captions");
        await page.GetByRole(AriaRole.Button, new() { Name = "加一句" }).ClickAsync();
        await page.GetByLabel("第 1 句的字").FillAsync("先说一声，告诉老人往哪边翻");
        await AtAsync(page, 6.5);
        await page.Keyboard.PressAsync("Alt+Period");
        Assert.Equal("00:06.500", await page.GetByLabel("第 1 句结束").InputValueAsync());
        await AtAsync(page, 8);
        await page.Keyboard.PressAsync("Alt+Enter");
        await page.GetByLabel("第 2 句的字").FillAsync("一手托肩，一手托胯");
        await page.GetByLabel("第 2 句开始").FillAsync("0:05");
        await page.GetByLabel("第 2 句开始").BlurAsync();
        await page.GetByText("和上一句重叠").WaitForAsync();
        await page.GetByText("草稿存好了").WaitForAsync();

        await page.ReloadAsync();
        Assert.Equal("一手托肩，一手托胯", await page.GetByLabel("第 2 句的字").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "保存字幕" }).ClickAsync();
        await page.Locator(".error-list").GetByText("和上一句重叠").WaitForAsync();
        await page.GetByLabel("第 2 句开始").FillAsync("0:08");
        await page.GetByLabel("第 2 句的字").ClickAsync();
        await page.GetByLabel("全部挪").FillAsync("0.2");
        await page.GetByRole(AriaRole.Button, new() { Name = "挪", Exact = true }).ClickAsync();
        Assert.Equal("00:08.200", await page.GetByLabel("第 2 句开始").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "保存字幕" }).ClickAsync();
        await page.GetByText("字幕保存了").WaitForAsync();
        await using (var db = site.Open())
        {
            Assert.Equal(2, (await db.LessonCaptions().SingleAsync()).Cues);
        }

        await page.GotoAsync($"/lessons/{town.Turning.Key}");
        await page.GetByRole(AriaRole.Button, new() { Name = "把改的送审" }).ClickAsync();
        await page.GetByText("送审了").WaitForAsync();

        await using var office = await browser.VisitorAsync(site.Address, 1280);
        var review = await SignedInAsync(office, county, "/county-courses");
        await review.Locator("a.open[href^='/course-reviews/']").ClickAsync();
        // Whole, with the script that makes the times into links.
        await review.ArrivesAsync("**/course-reviews/*");
        await review.Locator(".version-cues").GetByText("一手托肩").WaitForAsync();
        await review.Locator(".version-cues [data-seek]").Last.ClickAsync();
        await review.UntilAsync("document.querySelector('video').currentTime > 8");
        await review.GetByRole(AriaRole.Button, new() { Name = "通过，给家里人看" }).ClickAsync();
        await review.GetByText("通过了").WaitForAsync();

        await using var family = await browser.VisitorAsync(site.Address, 390, 844);
        var lesson = await family.NewPageAsync();
        await lesson.GotoAsync($"/courses/{town.Turning.Key}?say=托肩");
        await lesson.GetByText("说到“托肩”的有 1 处").WaitForAsync();
    }

    private static async Task AtAsync(IPage page, double seconds)
    {
        await page.EvaluateAsync("at => { document.querySelector('video').currentTime = at; }", seconds);
        await page.UntilAsync("at => Math.abs(document.querySelector('video').currentTime - at) < 0.01", seconds);
    }

    private static async Task<IPage> SignedInAsync(IBrowserContext context, Account account, string next)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/sign-in?next={next}");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync($"**{next}");
        return page;
    }
}
