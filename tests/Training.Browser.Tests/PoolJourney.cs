using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Identity;
using Training.Domain.Trainers;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>Somebody applies on a phone with scripts off; county, city and an objection on the way; then a session has a teacher.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PoolJourney(BrowserFixture browser) : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        var station = await Some.StationAsync(db);
        await Some.SessionAsync(db, station, new DateOnly(2026, 12, 2), with: s => s.Title = "卧床老人翻身和擦身");
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task From_a_phone_into_the_pool_with_an_objection_on_the_way_and_onto_a_session()
    {
        var receipt = await ApplyAsync();
        var county = await SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        await county.GotoAsync("/trainers/selection");
        await county.GetByLabel("选 赵申报").CheckAsync();
        await county.GetByRole(AriaRole.Button, new() { Name = "选上勾选的人" }).ClickAsync();
        await county.GetByText("选上了 1 人").WaitForAsync();

        var city = await SignedInAsync(Roles.CityOfficer, Places.City);
        await city.GotoAsync("/trainers/record");
        await city.GetByLabel("选 赵申报").CheckAsync();
        await city.GetByRole(AriaRole.Button, new() { Name = "备案勾选的人" }).ClickAsync();
        await city.GetByLabel("选 赵申报").CheckAsync();
        await city.GetByRole(AriaRole.Button, new() { Name = "公示勾选的人" }).ClickAsync();
        await city.GetByText("公示了 1 人").WaitForAsync();
        Guid notice;
        Guid key;
        await using (var db = site.Open())
        {
            notice = (await db.PoolDossiers().SingleAsync()).NoticeKey!.Value;
            key = (await db.Trainers().SingleAsync()).Key;
        }

        await ObjectAsync(notice);
        await AnswerAsync(city, notice);
        // The window of five working days ends on Wednesday 25 November.
        clock.SetUtc(new DateTime(2026, 11, 26, 1, 0, 0, DateTimeKind.Utc));
        city = await SignedInAsync(Roles.CityOfficer, Places.City);
        await city.GotoAsync($"/notice-board/{notice}");
        await city.GetByRole(AriaRole.Button, new() { Name = "办结" }).ClickAsync();
        await city.GetByText("已办结").Or(city.GetByText("通过")).First.WaitForAsync();
        await city.GotoAsync($"/trainers/{key}");
        Assert.Contains("在库", await city.TextContentAsync(".head"), StringComparison.Ordinal);
        Assert.Contains("2026年11月26日", await city.TextContentAsync("main"), StringComparison.Ordinal);

        county = await SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        await county.GotoAsync($"/trainers/{key}");
        await county.GetByRole(AriaRole.Link, new() { Name = "排课" }).ClickAsync();
        await county.GetByRole(AriaRole.Button, new() { Name = "排上" }).ClickAsync();
        await county.GetByText("排上了。").WaitForAsync();
        Assert.Contains("赵申报", await county.TextContentAsync("table"), StringComparison.Ordinal);
        await LookUpAsync(receipt, "在库");
    }

    private async Task<string> ApplyAsync()
    {
        await using var visitor = await browser.VisitorAsync(site.Address, 390, 844, scripts: false);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/pool/apply");
        await page.GetByLabel("您的姓名").FillAsync("赵申报");
        await page.GetByLabel("手机号").FillAsync("13800001234");
        await page.GetByLabel("在哪个县区报").SelectOptionAsync("410922");
        await page.GetByLabel("医疗护理专业人才").CheckAsync();
        await page.GetByLabel("康复护理").CheckAsync();
        await page.Locator("input[name=Counties][value='410922']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "报名", Exact = true }).ClickAsync();
        // Without the person's agreement nothing is taken, and what was filled in is still there.
        Assert.Equal("赵申报", await page.GetByLabel("您的姓名").InputValueAsync());
        await page.Locator("#Agreed").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "报名", Exact = true }).ClickAsync();
        return (await page.TextContentAsync(".receipt .number"))!.Trim();
    }

    private async Task LookUpAsync(string receipt, string state)
    {
        await using var visitor = await browser.VisitorAsync(site.Address, 390, 844, scripts: false);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/pool/progress");
        await page.GetByLabel("回执号").FillAsync(receipt);
        await page.GetByLabel("手机号后四位").FillAsync("1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "查", Exact = true }).ClickAsync();
        Assert.Contains(state, await page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    private async Task ObjectAsync(Guid notice)
    {
        await using var visitor = await browser.VisitorAsync(site.Address, 390, 844, scripts: false);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"/notices/{notice}/objection");
        await page.GetByLabel("哪里不对").FillAsync("听说他的执业证去年到期了，请核实。");
        await page.GetByRole(AriaRole.Button, new() { Name = "交上去" }).ClickAsync();
        Assert.Contains("收到了", await page.TextContentAsync("h1"), StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(IPage city, Guid notice)
    {
        await city.GotoAsync($"/notice-board/{notice}");
        await city.Locator("textarea[name=Answer]").FillAsync("已看原件，执业证有效到 2028 年。");
        await city.Locator("input[name=Upheld][value=false]").CheckAsync();
        await city.Locator("form[action$='/answer'] button").ClickAsync();
        await city.GetByText("答复：").WaitForAsync();
    }

    private async Task<IPage> SignedInAsync(string role, long region)
    {
        var account = await site.AccountAsync(role, region);
        var page = await (await browser.VisitorAsync(site.Address)).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.SignedInAsync();
        return page;
    }
}
