using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Hosting;

namespace Training.Browser.Tests;

/// <summary>The door with two devices: the tablet shows a code, a resident's phone reads it; a card is held before a camera.</summary>
[Collection(BrowserCollection.Name)]
public sealed class DoorJourney(BrowserFixture browser) : IAsyncLifetime
{
    // One second before the code changes, so that the tablet asks again soon.
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private Account coordinator = null!;

    private string Roll => $"/rolls/{stage.Session.Key}";

    public static IEnumerable<object[]> Seen => Looks.Of<object[]>(2, [[320, ColorScheme.Light], [390, ColorScheme.Dark], [1280, ColorScheme.Light]]);

    public async Task InitializeAsync()
    {
        clock.Advance(TimeSpan.FromSeconds(29));
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today());
        coordinator = await site.AccountAsync(Roles.Coordinator, stations: [stage.Station.Id]);
        var session = await db.Sessions().SingleAsync(s => s.Id == stage.Session.Id);
        var roll = await Some.OpenRollAsync(db, session);
        roll.Key = session.Key;
        var first = await db.People().SingleAsync(p => p.Id == stage.Members[0].Id);
        MobileNumber.TryParse("13800001234", out var number);
        site.Services.GetRequiredService<Vault>().SetPhone(first, number);
        await Some.HouseholdAsync(db, first, await db.People().SingleAsync(p => p.Id == stage.Members[1].Id));
        await db.SaveChangesAsync();
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_phone_reads_the_code_off_the_tablet_signs_in_and_the_tablet_counts_it()
    {
        await using var desk = await browser.VisitorAsync(site.Address, 820, 1180);
        var tablet = await desk.NewPageAsync();
        await SignInAsync(tablet);
        await tablet.GotoAsync(Roll + "/door");
        await tablet.Locator("[data-door-present]").GetByText("0").WaitForAsync();
        var address = await ReadCodeAsync(tablet);
        Assert.StartsWith($"{site.Address}in/", address, StringComparison.Ordinal);

        await using var pocket = await browser.VisitorAsync(site.Address, 390, 844);
        var phone = await pocket.NewPageAsync();
        await phone.GotoAsync(address);
        await phone.GetByRole(AriaRole.Link, new() { Name = "用手机号登录，再签到" }).ClickAsync();
        await phone.Locator("#Phone").FillAsync("13800001234");
        await phone.GetByRole(AriaRole.Button, new() { Name = "发验证码给我" }).ClickAsync();
        await phone.Locator("#Code").FillAsync(await CodeAsync());
        await phone.GetByRole(AriaRole.Button, new() { Name = "好了，进去" }).ClickAsync();
        await phone.Locator("main form.entry button").ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "我到了" }).ClickAsync();
        await phone.GetByRole(AriaRole.Heading, new() { Name = "签到好了" }).WaitForAsync();
        await tablet.Locator("[data-door-present]").GetByText("1").WaitForAsync();

        // Somebody sends the picture on: two minutes later it opens nothing.
        await using var db = site.Open();
        Assert.Equal(CheckIn.Reason, (await db.RollMarks().SingleAsync()).Reason);
        clock.Advance(TimeSpan.FromMinutes(2));
        await phone.GotoAsync(address);
        await phone.GetByText("再扫一次").First.WaitForAsync();
    }

    [Fact]
    public async Task A_card_before_the_camera_shows_its_household_and_one_tap_marks()
    {
        var code = await IssueAsync();
        using var film = new Film(QrDrawing.Of($"{site.Address}k/{code.Text}", onPaper: true));
        await using var own = await browser.WithCameraAsync(film.Path);
        await using var pocket = await own.NewContextAsync(new() { BaseURL = site.Address.ToString(), ViewportSize = new() { Width = 390, Height = 844 }, Permissions = ["camera"] });
        pocket.SetDefaultTimeout(90_000);
        var page = await pocket.NewPageAsync();
        await SignInAsync(page);
        await page.GotoAsync(Roll + "/card");
        await page.GetByRole(AriaRole.Button, new() { Name = "用相机扫卡" }).ClickAsync();
        await page.GetByText("这一户 2 位").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记 王桂兰" }).ClickAsync();
        await page.GetByText("王桂兰记了到。").WaitForAsync();
    }

    [Theory]
    [MemberData(nameof(Seen))]
    public async Task Pages_of_the_door_are_clean(int width, ColorScheme scheme)
    {
        var code = await IssueAsync();
        Guid household;
        Guid flag;
        await using (var db = site.Open())
        {
            household = await db.Households().Select(h => h.Key).SingleAsync();
            var roll = await db.Rolls().SingleAsync();
            var row = new RollFlag
            {
                Key = Guid.CreateVersion7(), RollId = roll.Id, StationId = roll.StationId, RegionCode = roll.RegionCode, Kind = RollFlagKind.OneDevice, Subject = Guid.NewGuid(),
                Attendees = [stage.Members[0].Key, stage.Members[1].Key], FromUtc = clock.UtcNow(), UntilUtc = clock.UtcNow(), RaisedUtc = clock.UtcNow(),
            };
            db.Add(row);
            await db.SaveChangesAsync();
            flag = row.Key;
        }

        await using var desk = await browser.VisitorAsync(site.Address, width, scheme: scheme);
        var page = await desk.NewPageAsync();
        foreach (var path in (string[])[$"/k/{code.Text}", "/k/7K3MQ2XA00ZZ11HJ", $"/in/{stage.Session.Key}/7K3MQ2XA00ZZ11HJ", $"/in/{stage.Session.Key}/{DoorNow()}"])
        {
            await CleanAsync(page, path, width);
        }

        await SignInAsync(page);
        foreach (var path in (string[])[Roll + "/door", Roll + "/card", "/regulars", "/regulars?shown=Ended", $"/regulars/{stage.Station.Key}/{stage.Members[0].Key}/end", "/cards", $"/cards/{stage.Station.Key}/{household}", "/roll-flags", $"/roll-flags/{flag}"])
        {
            await CleanAsync(page, path, width);
        }
    }

    private static async Task CleanAsync(IPage page, string path, int width)
    {
        await page.GotoAsync(path);
        await CleanPage.AssertAsync(page, $"{path} {width}");
    }

    /// <summary>Reads the picture as a camera would: drawn on a canvas, found by the library that the site ships.</summary>
    private static async Task<string> ReadCodeAsync(IPage page)
    {
        var library = await File.ReadAllTextAsync(Path.Combine(PlayableLesson.Repository(), "src/Training.Web/Client/node_modules/jsqr/dist/jsQR.js"));
        return await page.EvaluateAsync<string>(
            "() => { const module = { exports: {} }; const exports = module.exports; const self = {};" + library + @"
            const jsqr = module.exports.default ?? module.exports;
            const svg = document.querySelector('[data-door-code]');
            const side = Number(svg.getAttribute('viewBox').split(' ')[2]);
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = side * 6;
            const paint = canvas.getContext('2d');
            paint.fillStyle = '#fff'; paint.fillRect(0, 0, canvas.width, canvas.height);
            paint.scale(6, 6); paint.fillStyle = '#000'; paint.fill(new Path2D(svg.querySelector('path').getAttribute('d')));
            return jsqr(paint.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height).data; }");
    }

    private string DoorNow() => site.Services.GetRequiredService<DoorCode>().At(stage.Session.Key, clock.UtcNow());

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(coordinator.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync("**/today");
    }

    private async Task<string> CodeAsync()
    {
        await using var db = site.Open();
        var message = await db.OutgoingMessages().OrderByDescending(m => m.Id).FirstAsync();
        return Regex.Match(site.Services.GetRequiredService<Vault>().Open(message.TextSealed!, OpeningPurpose.Deliver), @"\d{6}").Value;
    }

    private async Task<CardCode> IssueAsync()
    {
        await using var db = site.Open();
        var household = await db.Households().Select(h => h.Key).SingleAsync();
        var issued = await new IssueCards(db, site.Services.GetRequiredService<Vault>(), clock).RunAsync(
            new() { StationKey = stage.Station.Key, HouseholdKeys = [household], Contact = "0393-6661234", Actor = new(coordinator.Id) });
        return issued.Value![0].Code;
    }
}
