using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Identity;
using Training.Domain.Stations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>
/// A body proposes a station, the county sends it back once, it is mended and sent again, the city puts it on record, the county opens it:
/// on a phone and on a desk, with scripts and without.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class StationJourney(BrowserFixture browser)
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    [InlineData(390, false)]
    public async Task From_the_proposal_into_use(int width, bool scripts)
    {
        await using var site = await TestSite.ListenAsync(clock: FakeClock.Ordinary());
        long body;
        await using (var db = site.Open())
        {
            body = (await Some.OrganizationAsync(db)).Id;
            await Some.StationAsync(db, Places.QingfengOtherVillage, s => (s.Longitude, s.Latitude) = (115.12, 35.9));
        }

        await using var proposing = await browser.VisitorAsync(site.Address, width, scripts: scripts);
        await using var reviewing = await browser.VisitorAsync(site.Address, width, scripts: scripts);
        await using var recording = await browser.VisitorAsync(site.Address, width, scripts: scripts);
        var proposer = await SignInAsync(proposing, await site.AccountAsync(Roles.Organization, with: account => account.OrganizationId = body));
        var county = await SignInAsync(reviewing, await site.AccountAsync(Roles.CountyOfficer));
        var city = await SignInAsync(recording, await site.AccountAsync(Roles.CityOfficer, Places.City));

        await proposer.GotoAsync("/stations");
        await proposer.GetByRole(AriaRole.Link, new() { Name = "申报站点" }).ClickAsync();
        await FillAsync(proposer);
        await TakeAsync(proposer, $"station-propose-{width}-{scripts}");
        await proposer.Locator("input[type=image]").ClickAsync(new() { Position = new() { X = 70, Y = 90 } });
        Assert.NotEqual("", await proposer.GetByLabel("经度（东经）").InputValueAsync());
        Assert.Equal("滨河社区日间照料中心", await proposer.GetByLabel("站点名称").InputValueAsync());
        await proposer.GetByRole(AriaRole.Button, new() { Name = "报上去" }).ClickAsync();
        await proposer.GetByText("报上去了，等县区民政局审核").WaitForAsync();
        var station = new Uri(proposer.Url).AbsolutePath;

        await county.GotoAsync("/stations/board?party=County");
        await county.GetByRole(AriaRole.Link, new() { Name = "滨河社区日间照料中心" }).ClickAsync();
        await county.GetByRole(AriaRole.Link, new() { Name = "审核", Exact = true }).ClickAsync();
        await county.GetByLabel("审核意见").FillAsync("教室只有 20 平方米，坐不下 30 人。");
        await county.GetByRole(AriaRole.Button, new() { Name = "不通过", Exact = true }).ClickAsync();
        await county.GetByText("没有通过，原因已经告诉申报单位").WaitForAsync();

        await proposer.GotoAsync(station);
        await TakeAsync(proposer, $"station-rejected-{width}-{scripts}");
        await proposer.GetByRole(AriaRole.Link, new() { Name = "改好再报" }).ClickAsync();
        await proposer.GetByLabel("其中教室（平方米）").FillAsync("85");
        await proposer.GetByLabel("改了什么").FillAsync("换到二楼大教室");
        await proposer.GetByRole(AriaRole.Button, new() { Name = "改好，再报" }).ClickAsync();
        await proposer.GetByText("又报上去了").WaitForAsync();

        await county.GotoAsync(station + "/review");
        foreach (var line in ChecklistLine.All.Where(line => line.Must))
        {
            await county.GetByRole(AriaRole.Checkbox, new() { Name = $"{line.Words} 核实了" }).CheckAsync();
        }

        await TakeAsync(county, $"station-review-{width}-{scripts}");
        await county.GetByRole(AriaRole.Button, new() { Name = "审核通过" }).ClickAsync();
        await county.GetByText("审核通过了").WaitForAsync();

        await city.GotoAsync(station);
        await city.GetByRole(AriaRole.Link, new() { Name = "备案", Exact = true }).ClickAsync();
        await city.GetByRole(AriaRole.Button, new() { Name = "备案", Exact = true }).ClickAsync();
        await city.GetByText("备案了。县区定好日子就能启用").WaitForAsync();

        await county.GotoAsync(station);
        await county.GetByRole(AriaRole.Link, new() { Name = "启用", Exact = true }).ClickAsync();
        await county.GetByRole(AriaRole.Button, new() { Name = "启用", Exact = true }).ClickAsync();
        await county.GetByText("启用记下了").WaitForAsync();
        await TakeAsync(county, $"station-used-{width}-{scripts}");
        await city.GotoAsync("/stations/map");
        await TakeAsync(city, $"station-map-{width}-{scripts}");

        await using var after = site.Open();
        var used = await after.Stations().SingleAsync(s => s.Name == "滨河社区日间照料中心");
        Assert.Equal((StationStatus.InUse, new DateOnly(2026, 11, 18)), (used.Status, used.InUseFrom));
        Assert.Equal(
            [StationAction.Propose, StationAction.Reject, StationAction.Mend, StationAction.Approve, StationAction.Record, StationAction.Open],
            await after.StationSteps().Where(s => s.StationId == used.Id).OrderBy(s => s.Id).Select(s => s.Action).ToListAsync());
    }

    private static async Task<IPage> SignInAsync(IBrowserContext context, Account account)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.SignedInAsync();
        return page;
    }

    private static async Task FillAsync(IPage page)
    {
        await page.GetByLabel("站点名称").FillAsync("滨河社区日间照料中心");
        await page.GetByLabel("类型", new() { Exact = true }).SelectOptionAsync("CommunityDayCare");
        await page.GetByLabel("在哪个乡镇（街道）、村（社区）").SelectOptionAsync($"{Places.QingfengVillage}");
        await page.GetByLabel("详细地址").FillAsync("城关镇滨河路 12 号一楼");
        await page.GetByLabel("依托单位", new() { Exact = true }).FillAsync("滨河社区居民委员会");
        await page.GetByLabel("依托单位的类型").SelectOptionAsync("VillageCommittee");
        await page.GetByLabel("座位").FillAsync("45");
        await page.GetByLabel("其中教室（平方米）").FillAsync("20");
        foreach (var day in (string[])["周一", "周三", "周五"])
        {
            await page.GetByLabel(day).CheckAsync();
        }

        await page.GetByLabel("开门时间").FillAsync("08:30");
        await page.GetByLabel("关门时间").FillAsync("17:00");
        var room = page.GetByRole(AriaRole.Group, new() { Name = "有能上课的教室或活动室" });
        await room.GetByLabel("有", new() { Exact = true }).CheckAsync();
    }

    /// <summary>Looked at when the pages change; nothing of the page may lie beyond the window's edge.</summary>
    private static async Task TakeAsync(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "training-pictures")).FullName;
        await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(folder, name + ".png") });
        var right = await page.Locator("html").EvaluateAsync<int>("html => html.scrollWidth - window.innerWidth");
        Assert.True(right <= 0, $"{name} scrolls sideways by {right} pixels");
    }
}
