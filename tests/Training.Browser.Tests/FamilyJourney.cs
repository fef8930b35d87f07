using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A family signs in by a code, books, cancels, takes it back, and sees a lesson go on where another phone left it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FamilyJourney(BrowserFixture browser) : IAsyncLifetime
{
    private const string Phone = "13800001234";
    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;
    private SomeTown town = null!;
    private Person guilan = null!;

    public static IEnumerable<object[]> Seen => Looks.Of<object[]>(4, [["light", 390], ["dark", 320], ["elder", 320], ["elder dark", 1280], ["elder largest", 320]]);

    public async Task InitializeAsync()
    {
        site = await TestSite.ListenAsync(clock: clock);
        await using var db = site.Open();
        var vault = site.Services.GetRequiredService<Vault>();
        town = await SomeTown.FillAsync(db, clock.Today());
        Assert.True(MobileNumber.TryParse(Phone, out var number));
        guilan = await Some.PersonAsync(db, name: "王桂兰", with: p => vault.SetPhone(p, number));
        await Some.HouseholdAsync(db, guilan, await Some.PersonAsync(db, name: "李福田"));
        await PlayableLesson.MakeAsync(site, town.TurningLessons[0], "turn-over.mp4");
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task From_the_timetable_through_the_code_to_a_seat_and_back()
    {
        await using var visitor = await browser.VisitorAsync(site.Address, 390, 844);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "报名听课" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "报名：卧床老人翻身和擦身" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "用手机号登录，报名" }).ClickAsync();
        await page.GetByLabel("手机号").FillAsync(Phone);
        await page.GetByRole(AriaRole.Button, new() { Name = "发验证码给我" }).ClickAsync();
        await page.ArrivesAsync("**/family/code");
        await page.Locator("input[name=code]").FillAsync(await CodeAsync());
        await page.Locator("form.entry button").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "我同意，进去" }).ClickAsync();
        await page.ArrivesAsync("**/classes/*");

        await page.GetByText("李福田").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "报名", Exact = true }).ClickAsync();
        await page.GetByText("李福田报好了").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "取消：李福田" }).ClickAsync();
        await page.GetByText("已经取消。改主意了").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "恢复：李福田" }).ClickAsync();
        await page.GetByText("恢复了，还按原来的报名").WaitForAsync();

        await using var db = site.Open();
        Assert.Equal(BookingState.Seated, (await db.Bookings().SingleAsync()).State);
    }

    [Fact]
    public async Task A_lesson_goes_on_where_another_phone_left_it_and_what_a_visitor_watched_is_handed_over()
    {
        await using var first = await SignedInAsync(390);
        var page = first.Pages[0];
        var address = $"/courses/{town.Turning.Key}/{town.TurningLessons[0].Key}";
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("[data-stream=hls]");
        await page.GetByRole(AriaRole.Button, new() { Name = "播放" }).ClickAsync();
        await page.UntilAsync("document.querySelector('video').currentTime > 1");
        await page.EvaluateAsync("document.querySelector('video').currentTime = 8");
        await page.UntilAsync("document.querySelector('video').currentTime > 8.2");
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "暂停" }).ClickAsync(), answer => answer.Url.Contains("/family/left/", StringComparison.Ordinal));
        Assert.Null(await page.EvaluateAsync<string?>("localStorage.getItem('watched:' + document.querySelector('[data-player]').dataset.key)"));

        await using var second = await SignedInAsync(390);
        var other = second.Pages[0];
        await other.GotoAsync("/");
        await other.Locator(".home-left .go-on").ClickAsync();
        await other.Locator("[data-stream=hls]").WaitForAsync();
        await other.UntilAsync("document.querySelector('video').currentTime >= 8");

        await other.GotoAsync("/family");
        await other.GetByRole(AriaRole.Button, new() { Name = "去掉" }).ClickAsync();
        await other.GetByText("没有看到一半的视频").WaitForAsync();
        await other.EvaluateAsync("key => localStorage.setItem('watched:' + key, '9')", town.TurningLessons[0].Key.ToString());
        await other.ReloadAsync();
        await other.GetByText("没登录时看过 1 个视频").WaitForAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "记下来" }).ClickAsync();
        await other.GetByText("看到 9 秒").WaitForAsync();
        Assert.Equal(0, await other.EvaluateAsync<int>("localStorage.length"));
    }

    [Theory]
    [MemberData(nameof(Seen))]
    public async Task Pages_of_a_signed_in_family_are_clean(string look, int width)
    {
        await using (var db = site.Open())
        {
            Seat(db, town.Sessions[0].Id, guilan.Id, 1, BookingState.Seated);
            Seat(db, town.Sessions[1].Id, guilan.Id, null, BookingState.Waiting);
            db.WatchPositions().Add(new WatchPosition { PersonId = guilan.Id, LessonId = town.TurningLessons[1].Id, PositionMs = 40_000, UpdatedUtc = clock.UtcNow() });
            await db.SaveChangesAsync();
        }

        await using var visitor = await SignedInAsync(width);
        var page = visitor.Pages[0];
        Cookie Of(string name, string value) => new() { Name = name, Value = value, Url = site.Address.ToString() };
        await visitor.AddCookiesAsync([Of("theme", look.Contains("dark", StringComparison.Ordinal) ? "dark" : "light"), Of("place", "410922")]);
        if (look.StartsWith("elder", StringComparison.Ordinal))
        {
            await visitor.AddCookiesAsync([Of("elder", "1"), Of("size", look.EndsWith("largest", StringComparison.Ordinal) ? "3" : "1")]);
        }

        foreach (var path in (string[])["/", "/timetable", $"/classes/{town.Sessions[0].Key}", $"/classes/{town.Sessions[2].Key}", "/family", "/family/file"])
        {
            await page.GotoAsync(path);
            await CleanPage.AssertAsync(page, $"{path} {look} {width}");
        }
    }

    private static void Seat(Domain.Persistence.TrainingDbContext db, long session, long person, int? seat, BookingState state)
    {
        var station = db.Set<Domain.Sessions.Session>().Where(s => s.Id == session).Select(s => new { s.StationId, s.RegionCode }).Single();
        db.Bookings().Add(new Booking
        {
            Key = Guid.CreateVersion7(), SessionId = session, StationId = station.StationId, RegionCode = station.RegionCode, PersonId = person, State = state, Seat = seat,
            QueuedUtc = new DateTime(2026, 11, 17, 2, 0, 0, DateTimeKind.Utc),
        });
    }

    private async Task<IBrowserContext> SignedInAsync(int width)
    {
        var account = await site.AccountAsync(Roles.Family, with: a => a.PersonId = guilan.Id);
        var visitor = await browser.VisitorAsync(site.Address, width, 844);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.SignedInAsync();
        return visitor;
    }

    private async Task<string> CodeAsync()
    {
        await using var db = site.Open();
        var message = await db.OutgoingMessages().OrderByDescending(m => m.Id).FirstAsync();
        var words = site.Services.GetRequiredService<Vault>().Open(message.TextSealed!, OpeningPurpose.Deliver);
        return words[(words.IndexOf("验证码 ", StringComparison.Ordinal) + 4)..][..6];
    }
}
