using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;
using static Microsoft.Playwright.Assertions;

namespace Training.Browser.Tests;

/// <summary>A coordinator takes a roll with a thumb: with the page's script, with scripts off, and with the line gone for a while.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RollJourney(BrowserFixture browser) : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private Account account = null!;

    public static IEnumerable<object[]> Seen => Looks.Of<object[]>(0, [[ColorScheme.Light, 320], [ColorScheme.Dark, 390], [ColorScheme.Light, 1280]]);

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today());
        account = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Marks_search_walk_in_and_closing_on_a_phone()
    {
        await using var phone = await PhoneAsync();
        var page = await phone.OpenRollAsync();

        foreach (var name in (string[])["王桂兰", "李福田", "刘凤莲"])
        {
            await page.Tile(name).ClickAsync();
        }

        await page.UploadedAsync(3);
        await Expect(page.Locator("[data-meter=gap]")).ToHaveTextAsync("还差 27 人达标");
        await Expect(page.Tile("李福田")).ToHaveAttributeAsync("aria-pressed", "true");

        await page.Tile("李福田").ClickAsync();
        await page.UploadedAsync(2);
        await page.GetByText("李福田 改成了没到").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销" }).ClickAsync();
        await page.UploadedAsync(3);

        await page.GetByRole(AriaRole.Link, new() { Name = "找人" }).ClickAsync();
        await page.Locator("#find-text").FillAsync("zxy");
        await Expect(page.Locator("form.names .tile:visible")).ToHaveCountAsync(2);
        await page.Locator("#find-text").FillAsync("外来");
        await page.Locator("[data-others] .tile").ClickAsync();
        await page.UploadedAsync(4);
        await page.GetByRole(AriaRole.Button, new() { Name = "关上" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "加人" }).ClickAsync();
        await page.Locator("#add-name").FillAsync("郭新来");
        await page.Locator("#add-tail").FillAsync("1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "加上，记到" }).ClickAsync();
        await page.UploadedAsync(5);

        // What the page shows is what the server has.
        await page.ReloadAsync();
        await page.TakenOverAsync();
        await page.UploadedAsync(5);

        clock.Advance(TimeSpan.FromMinutes(62));
        await phone.Clock.SetFixedTimeAsync(clock.UtcNow());
        await page.GetByRole(AriaRole.Link, new() { Name = "下课收册" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "收册", Exact = true }).ClickAsync();
        await page.GetByText("到了 5 人，差 25 人满 30 人").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "没错，收册" }).ClickAsync();
        await page.GetByText("这次课不计入合格次数").WaitForAsync();
        await Expect(page.Locator(".came li")).ToHaveCountAsync(5);

        await using var db = site.Open();
        Assert.Equal((SessionStatus.Held, 62), await db.Sessions().Select(s => ValueTuple.Create(s.Status, s.TaughtMinutes!.Value)).SingleAsync());
        Assert.Equal(7, await db.RollMarks().CountAsync());
    }

    [Fact]
    public async Task Nothing_is_called_uploaded_while_the_line_is_gone_and_everything_arrives_when_it_is_back()
    {
        await using var phone = await PhoneAsync();
        var page = await phone.OpenRollAsync();
        await phone.SetOfflineAsync(true);
        await page.Tile("王桂兰").ClickAsync();
        await page.Tile("李福田").ClickAsync();
        await page.GetByText("2 条已存在手机里").WaitForAsync();
        await page.QueuedAsync(2);
        await page.UploadedAsync(0);
        await page.SaysAsync("王桂兰", "已存");

        await phone.SetOfflineAsync(false);
        await page.UploadedAsync(2);
        await page.QueuedAsync(0);
        await page.GetByText("2 条都传好了").WaitForAsync();
        await using var db = site.Open();
        Assert.Equal(2, await db.RollMarks().CountAsync());
    }

    [Fact]
    public async Task The_whole_way_with_scripts_off()
    {
        await using var phone = await PhoneAsync(scripts: false);
        var page = await phone.OpenRollAsync(scripts: false);
        await page.Tile("王桂兰").ClickAsync();
        await page.GetByText("王桂兰 记了到").WaitForAsync();
        await Expect(page.Tile("王桂兰")).ToHaveAttributeAsync("aria-pressed", "true");

        await page.GetByRole(AriaRole.Link, new() { Name = "找人" }).ClickAsync();
        await page.GetByLabel("找谁").FillAsync("外来");
        await page.GetByRole(AriaRole.Button, new() { Name = "找", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记 钱外来" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "加人" }).ClickAsync();
        await page.GetByLabel("姓名").FillAsync("郭新来");
        await page.GetByRole(AriaRole.Button, new() { Name = "加上，记到" }).ClickAsync();
        await page.GetByText("还差 27 人达标").WaitForAsync();

        clock.Advance(TimeSpan.FromMinutes(62));
        await page.GetByRole(AriaRole.Link, new() { Name = "下课收册" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "收册", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "没错，收册" }).ClickAsync();
        await page.GetByText("这次课不计入合格次数").WaitForAsync();
    }

    [Theory]
    [MemberData(nameof(Seen))]
    public async Task The_pages_are_clean_and_nothing_scrolls_sideways(ColorScheme scheme, int width)
    {
        await using var visitor = await PhoneAsync(width: width, scheme: scheme);
        var page = await visitor.OpenRollAsync();
        await page.Tile("王桂兰").ClickAsync();
        await page.Tile("李福田").ClickAsync();
        await page.Tile("李福田").ClickAsync();
        await page.UploadedAsync(1);
        var roll = new Uri(page.Url).AbsolutePath;
        foreach (var path in (string[])[roll, "/today", roll + "/find", roll + "/walk-in", roll + "/close"])
        {
            if (new Uri(page.Url).AbsolutePath != path)
            {
                await page.GotoAsync(path);
            }

            await CleanPage.AssertAsync(page, $"{path} {scheme} {width}");
        }
    }

    private async Task<IBrowserContext> PhoneAsync(bool scripts = true, int width = 390, ColorScheme scheme = ColorScheme.Light)
    {
        var phone = await browser.VisitorAsync(site.Address, width, 844, scheme, scripts);
        await phone.Clock.SetFixedTimeAsync(clock.UtcNow());
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync("**/today");
        await page.CloseAsync();
        return phone;
    }
}
