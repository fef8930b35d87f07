using Microsoft.Playwright;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

public sealed partial class Pictures
{
    [Fact]
    public async Task Station_pages()
    {
        var clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
        await using var site = await TestSite.ListenAsync(clock: clock);
        RollStage stage;
        await using (var db = site.Open())
        {
            stage = await RollStage.SetAsync(db, clock.Today());
            await Some.SessionAsync(db, stage.Station, clock.Today().AddDays(7), stage.Trainer, s => s.Title = "噎住了怎么办：拍背和腹部冲击");
        }

        var account = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id], with: a => a.DisplayName = "周站长");
        var taker = RollTaker.Coordinator(account.Id);
        Guid key;
        await using (var db = site.Open())
        {
            key = (await new OpenRoll(new ApplyMarks(db, new Vault(site.Folder), clock), clock).RunAsync(new OpenRollInput { SessionKey = stage.Session.Key, Taker = taker })).Value;
            var marks = new ApplyMarks(db, new Vault(site.Folder), clock);
            var present = stage.Members.Where((_, n) => n is not 3 and not 9 && n % 6 != 5).Take(27).ToList();
            await marks.RunAsync(new MarkBatch
            {
                RollKey = key,
                Taker = taker,
                Device = "phone",
                Marks = [.. present.Select(p => new NewMark { Key = Guid.CreateVersion7(), AttendeeKey = p.Key, Kind = MarkKind.Present, DeviceUtc = clock.UtcNow() })],
            });
        }

        clock.Advance(TimeSpan.FromMinutes(24));
        var roll = $"/rolls/{key}";
        await using var phone = await browser.VisitorAsync(site.Address, 390, 844);
        await phone.Clock.SetFixedTimeAsync(clock.UtcNow());
        await SignInAsync(phone, account.UserName!);
        await phone.AddCookiesAsync([Cookie(site, "theme", "light")]);
        await TakeAsync(phone, "/today", "today");
        await TakeAsync(phone, roll, "roll");
        await TakeAsync(phone, roll + "/find", "roll-find");
        await TakeAsync(phone, roll + "/walk-in", "roll-walk-in");
        await TakeAsync(phone, roll + "/close", "roll-close");
        await phone.AddCookiesAsync([Cookie(site, "theme", "dark")]);
        await TakeAsync(phone, roll, "roll-dark");
        await OfflineAsync(phone, site, roll);

        clock.Advance(TimeSpan.FromMinutes(38));
        await using (var db = site.Open())
        {
            await new CloseRoll(new ApplyMarks(db, new Vault(site.Folder), clock), clock).RunAsync(new CloseRollInput
            {
                RollKey = key, Taker = taker, StartedUtc = clock.UtcNow().AddMinutes(-62), EndedUtc = clock.UtcNow(), HeadCount = 28,
            });
        }

        await phone.AddCookiesAsync([Cookie(site, "theme", "light")]);
        await TakeAsync(phone, roll, "roll-closed");
    }

    /// <summary>Without network, and with a phone that has no room left.</summary>
    private static async Task OfflineAsync(IBrowserContext phone, TestSite site, string roll)
    {
        foreach (var theme in (string[])["dark", "light"])
        {
            await phone.AddCookiesAsync([Cookie(site, "theme", theme)]);
            var page = await phone.NewPageAsync();
            await page.GotoAsync(roll);
            await page.GetByRole(AriaRole.Button, new() { Name = "更多" }).WaitForAsync();
            await phone.SetOfflineAsync(true);
            for (var n = 3; n < 12; n++)
            {
                await page.Locator("form.names .tile").Nth(n).ClickAsync();
            }

            await page.GetByText("已存在手机里").WaitForAsync();
            await SaveAsync(page, $"roll-offline-{theme}");
            await page.EvaluateAsync("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }");
            await page.Locator("form.names .tile").First.ClickAsync();
            await page.GetByText("手机存不下了").WaitForAsync();
            await SaveAsync(page, $"roll-full-{theme}");
            await page.CloseAsync();
            await phone.SetOfflineAsync(false);
        }

        // A page with marks still owed renews itself when they have arrived, under whoever takes its picture.
        await phone.SetOfflineAsync(true);
        var back = await phone.NewPageAsync();
        await back.GotoAsync(roll);
        await back.GetByText("已存在手机里").WaitForAsync();
        await phone.SetOfflineAsync(false);
        await back.GetByText("条都传好了").WaitForAsync();
        await back.CloseAsync();
    }

    private static async Task SignInAsync(IBrowserContext visitor, string userName, string password = TestSite.Password)
    {
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "账号" }).FillAsync(userName);
        await page.Locator("form.signin").GetByLabel("密码").FillAsync(password);
        await page.Locator("form.signin").GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.SignedInAsync();
        await page.CloseAsync();
    }
}
