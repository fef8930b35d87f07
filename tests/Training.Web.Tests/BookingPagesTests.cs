using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>Booking as a phone with scripts off walks it, and the station's list.</summary>
public sealed class BookingPagesTests
{
    private const string Phone = "13800001234";

    [Theory, OnSqlite, OnPostgres]
    public async Task A_visitor_signs_in_on_the_way_and_is_back_at_the_class_three_taps_from_booked(DatabaseProvider on)
    {
        await using var scene = await SetAsync(on);
        using var phone = scene.Site.Visitor();
        var timetable = await phone.PageAsync("/timetable");
        var book = timetable.QuerySelector(".book-line a")!;
        Assert.Equal("报名", book.TextContent);
        var way = (await phone.PageAsync(book.GetAttribute("href")!)).QuerySelector(".btn.act")!.GetAttribute("href")!;
        Assert.Equal($"/family/sign-in?next={Uri.EscapeDataString(scene.ClassPath)}", way);

        using var sent = await phone.SendAsync(await phone.PageAsync(way), "form.entry", ("Phone", Phone));
        using var right = await phone.SendAsync(await phone.PageAsync("/family/code"), "form.entry", ("code", await scene.CodeAsync()));
        using var entered = await phone.SendAsync(await phone.PageAsync("/family/enter"), "form.entry");
        Assert.Equal(scene.ClassPath, entered.Headers.Location!.ToString());

        var page = await phone.PageAsync(scene.ClassPath);
        Assert.Equal(["我自己王桂兰", "李福田"], page.QuerySelectorAll(".for-whom label").Select(l => Squeezed(l.TextContent)));
        using var booked = await phone.SendAsync(page, "form[action$='/book']");
        Assert.Equal(scene.ClassPath, booked.Headers.Location!.ToString());
        var after = await phone.PageAsync(scene.ClassPath);
        Assert.Contains("报好了。到时候直接去就行", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("王桂兰报好了", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("您报好的课", (await phone.PageAsync("/")).QuerySelector(".next")!.TextContent, StringComparison.Ordinal);

        using var gone = await phone.SendAsync(after, ".own-booking form");
        Assert.Equal(scene.ClassPath, gone.Headers.Location!.ToString());
        var undo = await phone.PageAsync(scene.ClassPath);
        Assert.Contains("10 分钟内点“恢复”", undo.Body!.TextContent, StringComparison.Ordinal);
        using var back = await phone.SendAsync(undo, ".own-booking form");
        Assert.Contains("王桂兰报好了", (await phone.PageAsync("/family")).Body!.TextContent, StringComparison.Ordinal);

        // The way on is a page of this site or nothing.
        using var away = await phone.GetAsync("/family/sign-in?next=https://example.org/");
        Assert.Equal("/family", away.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_full_class_offers_the_line_and_a_second_class_at_that_time_is_asked_about()
    {
        await using var scene = await SetAsync(DatabaseProvider.Sqlite);
        using var family = await scene.FamilyAsync();
        await using (var db = scene.Site.Open())
        {
            var session = await db.FindAsync<Domain.Sessions.Session>(scene.Town.Sessions[0].Id);
            session!.Capacity = 1;
            var other = await Some.SessionAsync(db, scene.Town.HappinessHome, Today.AddDays(2), with: s => s.Title = "同时的课");
            Seat(db, session, await Some.PersonAsync(db, name: "占座人"), 1);
            Seat(db, other, scene.Guilan, 1);
            await db.SaveChangesAsync();
        }

        var page = await family.PageAsync(scene.ClassPath);
        Assert.Equal("排队等", page.QuerySelector(".book-dock button")!.TextContent);
        using var asked = await family.SendAsync(page, "form[action$='/book']");
        var both = await TestClient.ReadAsync(asked);
        Assert.Contains("同时的课", both.QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        using var queued = await family.SendAsync(both, "form.entry", ("overlap", "true"));
        Assert.Contains("您排在第 1 位", Squeezed((await family.PageAsync(scene.ClassPath)).Body!.TextContent), StringComparison.Ordinal);
        Assert.Contains("前面有 1 人排队", (await scene.Site.Visitor().PageAsync(scene.ClassPath)).QuerySelector(".seats-left")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_station_books_by_telephone_prints_the_list_and_calls_the_class_off()
    {
        await using var scene = await SetAsync(DatabaseProvider.Sqlite);
        using var coordinator = await scene.Site.SignedInAsync(Roles.Coordinator, stations: [scene.Town.DayCare.Id]);
        var list = await coordinator.PageAsync("/class-bookings");
        Assert.Equal(2, list.QuerySelectorAll(".booked-classes a").Length);
        var path = $"/class-bookings/{scene.Town.Sessions[0].Key}";

        using var found = await coordinator.SendAsync(await coordinator.PageAsync(path + "/new"), "form[action$='/find']", ("text", "王桂"));
        var people = await TestClient.ReadAsync(found);
        using var refused = await coordinator.SendAsync(people, "form.found", ("note", "回电 13800001234"), ("personKey", $"{scene.Guilan.Key}"));
        var again = await TestClient.ReadAsync(refused);
        Assert.Contains("不要写手机号", again.QuerySelector(".field.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("回电 13800001234", again.QuerySelector("input[name=note]")!.GetAttribute("value"));
        using var booked = await coordinator.SendAsync(again, "form.found", ("note", "女儿打电话来报的"), ("personKey", $"{scene.Guilan.Key}"));
        Assert.Equal(path, booked.Headers.Location!.ToString());
        var one = await coordinator.PageAsync(path);
        Assert.Contains("138****1234，电话报的备注：女儿打电话来报的", Squeezed(one.QuerySelector(".booked li")!.TextContent), StringComparison.Ordinal);

        using var none = await coordinator.SendAsync(one, "form[action$='/call-off']", ("reason", "雪"));
        Assert.Contains("写明为什么取消", (await TestClient.ReadAsync(none)).QuerySelector("details[open] .error")!.TextContent, StringComparison.Ordinal);
        using var off = await coordinator.SendAsync(one, "form[action$='/call-off']", ("reason", "下大雪，路滑"));
        Assert.Equal(path, off.Headers.Location!.ToString());
        await using var db = scene.Site.Open();
        Assert.Contains("下大雪", (await db.OutgoingMessages().OrderByDescending(m => m.Id).FirstAsync()).Text!, StringComparison.Ordinal);
        using var family = await scene.FamilyAsync();
        Assert.Contains("这次课不上了：下大雪，路滑", (await family.PageAsync("/family")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("这次课不上了：下大雪，路滑", (await family.PageAsync(scene.ClassPath)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_books_nobody_of_another_county()
    {
        await using var scene = await SetAsync(DatabaseProvider.Sqlite);
        using var coordinator = await scene.Site.SignedInAsync(Roles.Coordinator, stations: [scene.Town.DayCare.Id]);
        await using var db = scene.Site.Open();
        var stranger = await Some.PersonAsync(db, Places.NanleCommunity, "孙远客");

        using var answer = await coordinator.SendAsync(
            await coordinator.PageAsync($"/class-bookings/{scene.Town.Sessions[0].Key}/new"), "form[action$='/find']", ("text", "孙远客"));
        Assert.DoesNotContain("孙远客", (await TestClient.ReadAsync(answer)).QuerySelector("main")!.TextContent.Replace("没有找到", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var sent = await coordinator.Http.PostAsync($"/class-bookings/{scene.Town.Sessions[0].Key}/new", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["personKey"] = $"{stranger.Key}", ["__RequestVerificationToken"] = await coordinator.AntiforgeryTokenAsync("/class-bookings"),
        }));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(0, await db.Bookings().CountAsync());
    }

    [Fact]
    public async Task A_lesson_is_left_gone_on_with_handed_over_and_forgotten()
    {
        await using var scene = await SetAsync(DatabaseProvider.Sqlite);
        using var family = await scene.FamilyAsync();
        var lesson = scene.Town.TurningLessons[1];
        var path = $"/courses/{scene.Town.Turning.Key}/{lesson.Key}";
        var token = await family.AntiforgeryTokenAsync("/family");

        Assert.Equal(HttpStatusCode.NoContent, await LeaveAsync("42.5"));
        Assert.Equal(HttpStatusCode.BadRequest, await LeaveAsync("bald"));
        var screen = (await family.PageAsync(path)).QuerySelector("[data-player]")!;
        Assert.Equal(("account", "42"), (screen.GetAttribute("data-keep"), screen.GetAttribute("data-left")));
        Assert.EndsWith("low.mp4#t=42", screen.QuerySelector("source")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.Equal("browser", (await scene.Site.Visitor().PageAsync(path)).QuerySelector("[data-player]")!.GetAttribute("data-keep"));
        Assert.Contains("看到 42 秒", (await family.PageAsync("/")).QuerySelector(".home-left")!.TextContent, StringComparison.Ordinal);

        var own = await family.PageAsync("/family");
        using var gone = await family.SendAsync(own, ".go-ons form");
        Assert.Empty((await family.PageAsync("/family")).QuerySelectorAll(".go-ons li"));
        using var handed = await family.Http.PostAsync("/family/left", new FormUrlEncodedContent(
            [new("kept", $"{lesson.Key}:33"), new("kept", "nonsense"), new("kept", $"{Guid.NewGuid()}:9"), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, handed.StatusCode);
        Assert.Contains("记下了 1 个视频", (await family.PageAsync("/family")).Body!.TextContent, StringComparison.Ordinal);

        async Task<HttpStatusCode> LeaveAsync(string seconds)
        {
            using var answer = await family.Http.PostAsync($"/family/left/{lesson.Key}", new FormUrlEncodedContent([new("seconds", seconds), new("__RequestVerificationToken", token)]));
            return answer.StatusCode;
        }
    }

    private static readonly DateOnly Today = new(2026, 11, 18);

    private static string Squeezed(string text) => string.Concat(text.Split('\n').Select(line => line.Trim()));

    private static void Seat(TrainingDbContext db, Domain.Sessions.Session session, Person person, int seat) => db.Bookings().Add(new Booking
    {
        Key = Guid.CreateVersion7(), SessionId = session.Id, StationId = session.StationId, RegionCode = session.RegionCode, PersonId = person.Id,
        State = BookingState.Seated, Seat = seat, QueuedUtc = session.PlannedStartUtc.AddDays(-3),
    });

    private static async Task<Scene> SetAsync(DatabaseProvider on)
    {
        var site = await TestSite.StartAsync(on, FakeClock.Ordinary());
        await using var db = site.Open();
        var vault = site.Services.GetRequiredService<Vault>();
        var town = await SomeTown.FillAsync(db, Today);
        Assert.True(MobileNumber.TryParse(Phone, out var number));
        var guilan = await Some.PersonAsync(db, name: "王桂兰", with: p => vault.SetPhone(p, number));
        var futian = await Some.PersonAsync(db, name: "李福田");
        await Some.HouseholdAsync(db, guilan, futian);
        return new Scene(site, town, guilan);
    }

    private sealed record Scene(TestSite Site, SomeTown Town, Person Guilan) : IAsyncDisposable
    {
        public string ClassPath => $"/classes/{Town.Sessions[0].Key}";

        public Task<TestClient> FamilyAsync() => Site.SignedInAsync(Roles.Family, with: a => a.PersonId = Guilan.Id);

        /// <summary>Reads the newest message as its receiver would.</summary>
        public async Task<string> CodeAsync()
        {
            await using var db = Site.Open();
            var message = await db.OutgoingMessages().OrderByDescending(m => m.Id).FirstAsync();
            var words = Site.Services.GetRequiredService<Vault>().Open(message.TextSealed!, OpeningPurpose.Deliver);
            return words[(words.IndexOf("验证码 ", StringComparison.Ordinal) + 4)..][..6];
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
