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

/// <summary>A phone that has seen the site once takes rolls without it, and says at each moment where the marks are.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OfflineJourney(BrowserFixture browser) : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private CutLine line = null!;
    private RollStage stage = null!;
    private Account account = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        line = new CutLine(site.Address);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today(), members: 32);
        account = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync()
    {
        await line.DisposeAsync();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_whole_class_without_network_arrives_once()
    {
        await using var phone = await PhoneAsync();
        await CutAsync(phone);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/today");
        await page.GetByText("没有网络，照常点名").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "开始点名" }).ClickAsync();
        await page.ArrivesAsync($"**/rolls/{stage.Session.Key}");

        // 30 regulars in at most 36 taps: all at once, then who did not come.
        var taps = 0;
        await TapAsync(page.GetByRole(AriaRole.Button, new() { Name = "都到了" }));
        await TapAsync(page.Tile("王桂兰"));
        await TapAsync(page.Tile("李福田"));
        await page.GetByText("够 30 人了", new() { Exact = true }).First.WaitForAsync();
        Assert.InRange(taps, 1, 36);
        await page.QueuedAsync(30);
        await page.UploadedAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "加人" }).ClickAsync();
        await page.Locator("#add-name").FillAsync("郭新来");
        await page.Locator("#add-tail").FillAsync("1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "加上，记到" }).ClickAsync();
        await page.GetByText("够 30 人了，多 1 人").First.WaitForAsync();

        // Killed in the middle, opened again: all of it is there.
        await page.CloseAsync();
        page = await phone.NewPageAsync();
        await page.GotoAsync($"/rolls/{stage.Session.Key}");
        await page.GetByText("够 30 人了，多 1 人").First.WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "找人" }).ClickAsync();
        await page.Locator("#find-text").FillAsync("zxy");
        await Expect(page.Locator("form.names .tile:visible")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "关上" }).ClickAsync();

        await AdvanceAsync(phone, TimeSpan.FromMinutes(62));
        await page.GetByRole(AriaRole.Link, new() { Name = "下课收册" }).ClickAsync();
        await page.GetByLabel("眼睛数到几个人").FillAsync("31");
        await page.GetByRole(AriaRole.Button, new() { Name = "收册", Exact = true }).ClickAsync();
        await page.GetByText("收册了，存在手机里").WaitForAsync();
        await page.CloseAsync();

        page = await phone.NewPageAsync();
        await page.GotoAsync("/today");
        await page.GetByText("收册了，还没传上去").WaitForAsync();
        await using (var before = site.Open())
        {
            Assert.Equal(0, await before.RollMarks().CountAsync());
        }

        await MendAsync(phone);
        await page.GetByText("合格", new() { Exact = true }).WaitForAsync();
        await page.GotoAsync($"/rolls/{stage.Session.Key}");
        await page.GetByText("收册了，这次课合格").WaitForAsync();

        await using var db = site.Open();
        Assert.Equal((SessionStatus.Held, 62), await db.Sessions().Select(s => ValueTuple.Create(s.Status, s.TaughtMinutes!.Value)).SingleAsync());
        Assert.Equal(32 + 2 + 1, await db.RollMarks().CountAsync());
        Assert.Equal(31, await db.RollEntries().CountAsync(e => e.Present && !e.InConflict));
        Assert.Equal(31, (await db.Rolls().SingleAsync()).HeadCount);

        async Task TapAsync(ILocator what)
        {
            await what.ClickAsync();
            taps++;
        }
    }

    [Fact]
    public async Task Undoing_all_and_leaving_early_arrive_as_they_were_made()
    {
        await using var phone = await PhoneAsync();
        var page = await phone.OpenRollAsync();
        await CutAsync(phone);
        await page.GetByRole(AriaRole.Button, new() { Name = "都到了" }).ClickAsync();
        await page.GetByText("够 30 人了，多 2 人").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销" }).ClickAsync();
        await page.GetByText("还差 30 人达标").First.WaitForAsync();
        await page.Tile("王桂兰").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "更多" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "有人提前走" }).ClickAsync();
        await page.Tile("王桂兰").ClickAsync();
        await page.SaysAsync("王桂兰", "9:02 走");
        await page.GetByRole(AriaRole.Button, new() { Name = "好了" }).ClickAsync();
        await MendAsync(phone);
        await page.GetByText("条都传好了").WaitForAsync();
        await page.UploadedAsync(1);

        await using var db = site.Open();
        Assert.Equal(32 + 32 + 2, await db.RollMarks().CountAsync());
        var entry = await db.RollEntries().SingleAsync(e => e.Present);
        Assert.Equal(stage.Members.Single(m => m.Name == "王桂兰").Key, entry.AttendeeKey);
        Assert.NotNull(entry.UntilUtc);
    }

    [Fact]
    public async Task A_full_phone_says_so_and_shows_nothing_as_kept()
    {
        await using var phone = await PhoneAsync();
        var page = await phone.OpenRollAsync();
        await page.EvaluateAsync(
            """
            () => {
                window.put = IDBObjectStore.prototype.put;
                IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };
            }
            """);
        await page.Tile("王桂兰").ClickAsync();
        await page.GetByText("手机存不下了").WaitForAsync();
        await page.SaysAsync("王桂兰", "没到");
        await Expect(page.Tile("王桂兰")).ToHaveAttributeAsync("aria-pressed", "false");
        await page.EvaluateAsync("() => { IDBObjectStore.prototype.put = window.put; }");
        await page.Tile("王桂兰").ClickAsync();
        await page.SaysAsync("王桂兰", "到");
        await Expect(page.GetByText("手机存不下了")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Two_phones_disagree_and_a_person_decides()
    {
        await using var one = await PhoneAsync();
        await using var two = await PhoneAsync();
        var (first, second) = (await one.OpenRollAsync(), await two.OpenRollAsync());
        await CutAsync(one);
        await CutAsync(two);
        await first.Tile("王桂兰").ClickAsync();
        await second.Tile("王桂兰").ClickAsync();
        await second.Tile("王桂兰").ClickAsync();
        await first.GetByText("1 条已存在手机里").WaitForAsync();
        await second.GetByText("2 条已存在手机里").WaitForAsync();
        await second.SaysAsync("王桂兰", "没到");
        await MendAsync(one);
        await first.GetByText("条都传好了").WaitForAsync();
        await MendAsync(two);
        await second.GetByText("条都传好了").WaitForAsync();
        await second.SaysAsync("王桂兰", "要核对");
        await second.UploadedAsync(0);

        await second.Tile("王桂兰").ClickAsync();
        await second.GetByText("王桂兰：一边记了到，一边记了没到").WaitForAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "到了", Exact = true }).ClickAsync();
        await second.UploadedAsync(1);
        await using var db = site.Open();
        Assert.Equal((true, false), await db.RollEntries().Select(e => ValueTuple.Create(e.Present, e.InConflict)).SingleAsync());
        Assert.Equal(4, await db.RollMarks().CountAsync());
    }

    /// <summary>A thumb is quicker than a slow phone: the form goes off by itself, and the line is gone or breaks before the answer.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_form_sent_before_the_script_had_taken_over_is_kept_when_the_line_breaks(bool serverHasIt)
    {
        await using var phone = await PhoneAsync();
        await (await phone.OpenRollAsync()).CloseAsync();
        var page = await phone.NewPageAsync();
        // Without a memory the script leaves a page as it came; the frame that follows has its own.
        await page.AddInitScriptAsync("if (location.hash === '') Object.defineProperty(window, 'indexedDB', { value: undefined });");
        await page.GotoAsync($"/rolls/{stage.Session.Key}");
        var comes = await phone.NewPageAsync();
        await comes.GotoAsync($"/rolls/{stage.Session.Key}/walk-in");
        await comes.GetByLabel("姓名").FillAsync("郭新来");
        if (serverHasIt)
        {
            line.LoseAnswers();
        }
        else
        {
            line.Cut();
        }

        await page.Tile("王桂兰").ClickAsync();
        await page.SaysAsync("王桂兰", "已存");
        await comes.GetByRole(AriaRole.Button, new() { Name = "加上，记到" }).ClickAsync();
        await comes.SaysAsync("郭新来", "已存");
        await comes.SaysAsync("王桂兰", "已存");
        Assert.EndsWith($"/rolls/{stage.Session.Key}", comes.Url, StringComparison.Ordinal);

        await MendAsync(phone);
        await comes.SaysAsync("王桂兰", "到");
        await comes.SaysAsync("郭新来", "到");
        await comes.UploadedAsync(2);
        await using var db = site.Open();
        Assert.Equal((2, 0), (await db.RollEntries().CountAsync(e => e.Present), await db.RollEntries().CountAsync(e => e.InConflict)));
        Assert.Equal((1, serverHasIt ? 4 : 2), (await db.WalkIns().CountAsync(), await db.RollMarks().CountAsync()));
    }

    [Fact]
    public async Task Signed_out_in_the_middle_keeps_the_marks_until_somebody_signs_in()
    {
        await using var phone = await PhoneAsync();
        var page = await phone.OpenRollAsync();
        await phone.ClearCookiesAsync();
        await page.Tile("王桂兰").ClickAsync();
        await page.GetByText("登录过期了。1 条已存在手机里").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "登录" }).ClickAsync();
        await SignInAsync(page);
        await page.ArrivesAsync("**/rolls/**");
        await page.UploadedAsync(1);
    }

    [Fact]
    public async Task A_plainly_wrong_clock_is_said_and_loses_nothing()
    {
        await using var phone = await PhoneAsync();
        var page = await phone.OpenRollAsync();
        await phone.Clock.SetFixedTimeAsync(new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await page.Tile("王桂兰").ClickAsync();
        await page.SaysAsync("王桂兰", "到");
        await page.GetByText("手机的时间慢了").WaitForAsync();
        await using var db = site.Open();
        Assert.True((await db.RollMarks().SingleAsync()).ClockOffsetMs < -86_400_000L * 365 * 7);
    }

    [Fact]
    public async Task What_the_server_does_not_take_is_listed_with_its_sentence()
    {
        await using var phone = await PhoneAsync();
        await CutAsync(phone);
        var page = await phone.NewPageAsync();
        await page.GotoAsync($"/rolls/{stage.Session.Key}");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始点名" }).ClickAsync();
        await using (var db = site.Open())
        {
            await db.Sessions().ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, SessionStatus.Cancelled).SetProperty(x => x.CancelReason, "停电"));
        }

        await MendAsync(phone);
        await page.GetByText("开始点名：这次课取消了（停电），不用点名。").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "知道了" }).ClickAsync();
        await page.GetByText("网站没有收下这些").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task Signing_out_leaves_no_names_on_the_phone()
    {
        await using var phone = await PhoneAsync();
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/today");
        await page.GetByText("存着 1 次课和名单").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await page.ArrivesAsync("**/sign-in");
        Assert.Equal(0, await page.EvaluateAsync<int>(
            """
            () => new Promise((done) => {
                const request = indexedDB.open("field");
                request.onsuccess = () => {
                    const count = request.result.transaction("rolls").objectStore("rolls").count();
                    count.onsuccess = () => done(count.result);
                };
            })
            """));
        await CutAsync(phone);
        await page.GotoAsync("/today");
        await page.GetByText("没有网络，这一页也没存在这台手机里").WaitForAsync();
    }

    /// <summary>A phone that was signed in and has waited until the frame and today's lists lie on it.</summary>
    private async Task<IBrowserContext> PhoneAsync()
    {
        var phone = await browser.VisitorAsync(line.Address, 390, 844);
        await phone.Clock.SetFixedTimeAsync(clock.UtcNow());
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await SignInAsync(page);
        await page.ArrivesAsync("**/today");
        await page.GetByText("存着 1 次课和名单").WaitForAsync();
        await page.EvaluateAsync("() => navigator.serviceWorker.ready");
        await page.CloseAsync();
        return phone;
    }

    private async Task SignInAsync(IPage page)
    {
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
    }

    private async Task CutAsync(IBrowserContext phone)
    {
        line.Cut();
        await phone.SetOfflineAsync(true);
    }

    private async Task MendAsync(IBrowserContext phone)
    {
        line.Mend();
        await phone.SetOfflineAsync(false);
    }

    private async Task AdvanceAsync(IBrowserContext phone, TimeSpan time)
    {
        clock.Advance(time);
        await phone.Clock.SetFixedTimeAsync(clock.UtcNow());
    }
}
