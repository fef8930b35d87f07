using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class CorrectionTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private TestClient coordinator = null!;

    private string Roll => $"/rolls/{stage.Session.Key}";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today());
        coordinator = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync()
    {
        coordinator.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_closed_roll_is_put_right_person_by_person_with_a_reason_and_its_history_tells_both()
    {
        await CloseAsync(30);
        var (wrong, missing) = (stage.Members[0], stage.Members[35]);
        var list = await coordinator.PageAsync(Roll + "/correct");
        Assert.Contains(wrong.Name, Text(list), StringComparison.Ordinal);

        var page = await coordinator.PageAsync($"{Roll}/correct/{wrong.Key}");
        using var refused = await coordinator.SendAsync(page, "form.form", ("To", "until"), ("UntilTime", "九点"), ("Reason", " "));
        var again = await TestClient.ReadAsync(refused);
        Assert.Contains("时间写成 9:05 这样", Text(again), StringComparison.Ordinal);
        Assert.Contains("写一句为什么改", Text(again), StringComparison.Ordinal);
        Assert.Equal("九点", again.QuerySelector("#UntilTime")!.GetAttribute("value"));
        using var gone = await coordinator.SendAsync(page, "form.form", ("To", "gone"), ("Reason", "认错了人"));
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        using var stale = await coordinator.SendAsync(page, "form.form", ("To", "here"), ("Reason", "又来了"));
        Assert.Contains("刚才有人改过", Text(await TestClient.ReadAsync(stale)), StringComparison.Ordinal);

        var find = await coordinator.PageAsync(Roll + "/correct/person");
        using var found = await coordinator.SendAsync(find, "form.form", ("Text", missing.Name), ("Reason", ""));
        var results = await TestClient.ReadAsync(found);
        using var noReason = await coordinator.SendAsync(results, "form.form", ("Attendee", missing.Key.ToString()));
        Assert.Contains("写一句为什么改", Text(await TestClient.ReadAsync(noReason)), StringComparison.Ordinal);
        using var added = await coordinator.SendAsync(results, "form.form", ("Attendee", missing.Key.ToString()), ("Reason", "签到单上有，漏点了"));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        using var walkIn = await coordinator.SendAsync(await coordinator.PageAsync(Roll + "/correct/walk-in"), "form.form", ("Name", "郭新来"), ("Reason", "签到单末尾"));
        Assert.Equal(HttpStatusCode.Redirect, walkIn.StatusCode);
        using var times = await coordinator.SendAsync(
            await coordinator.PageAsync(Roll + "/correct/times"), "form.form", ("Start", "09:00"), ("End", "10:00"), ("Heads", "31"), ("Reason", "和讲师核对过"));
        Assert.Equal(HttpStatusCode.Redirect, times.StatusCode);

        var sheet = Text(await coordinator.PageAsync(Roll));
        Assert.Contains("31 / 30 人", sheet, StringComparison.Ordinal);
        Assert.Contains("60 / 60 分钟", sheet, StringComparison.Ordinal);
        var history = Text(await coordinator.PageAsync(Roll + "/history"));
        foreach (var told in (string[])["认错了人", "签到单上有，漏点了", "签到单末尾", "和讲师核对过", "到 → 没到", "网页", "9:02 到 10:04", "9:00 到 10:00"])
        {
            Assert.Contains(told, history, StringComparison.Ordinal);
        }

        Assert.Contains("30 人到", Text(await coordinator.PageAsync(Roll + "/history?at=2026-11-18T10:05")), StringComparison.Ordinal);
        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        Assert.Contains("认错了人", Text(await officer.PageAsync(Roll + "/history")), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task Two_phones_that_disagree_stand_on_todays_page_and_one_tap_decides()
    {
        var person = stage.Members[0].Key;
        await ApplyAsync(Mark(person, MarkKind.Present), Mark(person, MarkKind.Absent));
        var today = await coordinator.PageAsync("/today");
        Assert.Contains("要您定一下（1）", Text(today), StringComparison.Ordinal);
        var button = today.QuerySelectorAll(".roll-torn button").First();
        using var decided = await coordinator.SendAsync(today, ".roll-torn form", ("m", button.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.DoesNotContain("要您定一下", Text(await coordinator.PageAsync("/today")), StringComparison.Ordinal);
        Assert.Contains("两部手机记的不一样，核对后定的", Text(await coordinator.PageAsync(Roll + "/history")), StringComparison.Ordinal);
        await using var db = site.Open();
        var entry = await db.RollEntries().SingleAsync();
        Assert.Equal((true, false), (entry.Present, entry.InConflict));
    }

    [Fact]
    public async Task After_the_months_check_a_correction_shows_on_the_roll_and_beside_the_figure_until_the_next_check()
    {
        await CloseAsync(30);
        clock.Advance(TimeSpan.FromDays(20));
        coordinator = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id, stage.Station.Id + 1]);
        await CheckAsync();
        Assert.DoesNotContain("下次核算按新的数算", Text(await coordinator.PageAsync(Roll)), StringComparison.Ordinal);
        using var gone = await coordinator.SendAsync(
            await coordinator.PageAsync($"{Roll}/correct/{stage.Members[0].Key}"), "form.form", ("To", "gone"), ("Reason", "认错了人"));
        Assert.Contains("下次核算按新的数算", Text(await coordinator.PageAsync(Roll)), StringComparison.Ordinal);
        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        Assert.Contains("核算以后有更正", Text(await officer.PageAsync("/quota")), StringComparison.Ordinal);

        // From the roll to the figure, from the figure to the sheet, and from the sheet back to the month of that station.
        var roll = await officer.PageAsync(Roll);
        var cell = await officer.PageAsync(roll.QuerySelector(".banner a[href^='/quota']")!.GetAttribute("href")!);
        Assert.Contains("要重算", cell.QuerySelector("#panel")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Roll, cell.QuerySelector("#panel .ses a")!.GetAttribute("href"));
        var sheet = await officer.PageAsync(roll.QuerySelector(".banner a[href^='/sheets']")!.GetAttribute("href")!);
        Assert.Contains("有 1 个站点的点名册更正过", sheet.QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await officer.PageAsync(sheet.QuerySelector(".banner a")!.GetAttribute("href")!)).QuerySelector("#panel"));
        Assert.Contains("认错了人", Text(await officer.PageAsync($"{Roll}/history")), StringComparison.Ordinal);
        await CheckAsync();
        Assert.DoesNotContain("更正过", Text(await officer.PageAsync("/sheets/410922/2026-11")), StringComparison.Ordinal);
        Assert.DoesNotContain("下次核算按新的数算", Text(await coordinator.PageAsync(Roll)), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.NotEqual(0, await db.FindingCorrections().CountAsync());
    }

    [Fact]
    public async Task A_walk_in_is_recognised_from_the_roll_and_taken_back()
    {
        var walkIn = new NewWalkIn { Key = Guid.CreateVersion7(), Name = stage.Members[0].Name };
        await ApplyAsync([Mark(stage.Members[0].Key), Mark(walkIn.Key)], [walkIn]);
        var page = await coordinator.PageAsync($"{Roll}/walk-ins/{walkIn.Key}");
        using var done = await coordinator.SendAsync(page, "form.found", ("person", stage.Members[0].Key.ToString()));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("还差 29 人达标", Text(await coordinator.PageAsync(Roll)), StringComparison.Ordinal);
        using var undone = await coordinator.SendAsync(await coordinator.PageAsync($"{Roll}/walk-ins/{walkIn.Key}"), "form[action$='/undo']");
        Assert.Contains("还差 28 人达标", Text(await coordinator.PageAsync(Roll)), StringComparison.Ordinal);
    }

    private static string Text(IHtmlDocument page) => string.Join(' ', page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private NewMark Mark(Guid attendee, MarkKind kind = MarkKind.Present) => new()
    {
        Key = Guid.CreateVersion7(), AttendeeKey = attendee, Kind = kind, DeviceUtc = clock.UtcNow(),
    };

    private Task ApplyAsync(params NewMark[] marks) => ApplyAsync(marks, []);

    private async Task ApplyAsync(IReadOnlyList<NewMark> marks, IReadOnlyList<NewWalkIn> walkIns)
    {
        await using var db = site.Open();
        var account = await db.Accounts().Where(a => a.UserName!.StartsWith("coordinator")).Select(a => a.Id).FirstAsync();
        var applied = await new ApplyMarks(db, new Vault(site.Folder), clock).RunAsync(new MarkBatch
        {
            RollKey = stage.Session.Key, Taker = RollTaker.Coordinator(account), Device = "phone", DeviceNowUtc = clock.UtcNow(), MadeApart = true, Marks = marks, WalkIns = walkIns,
        });
        Assert.All(applied.Value!.Answers, a => Assert.Null(a.Refusal));
    }

    private async Task CloseAsync(int people)
    {
        await ApplyAsync([.. stage.Members.Take(people).Select(p => Mark(p.Key))]);
        clock.Advance(TimeSpan.FromMinutes(62));
        using var closed = await coordinator.SendAsync(await coordinator.PageAsync(Roll + "/close"), "form.closing", ("Start", "09:02"), ("End", "10:04"), ("Heads", "30"));
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        clock.Advance(TimeSpan.FromMinutes(5));
    }

    private async Task CheckAsync()
    {
        await using var db = site.Open();
        Assert.True((await new MonthlyCheck(db, new(db), new(db), clock).RunAsync(Month.From(2026, 11), Places.City, Actor.Job)).Ok);
    }
}
