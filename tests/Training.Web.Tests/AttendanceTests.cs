using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class AttendanceTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private TestClient coordinator = null!;
    private string roll = "";

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
    public async Task From_todays_page_the_roll_opens_and_says_how_many_are_missing()
    {
        var today = await coordinator.PageAsync("/today");
        Assert.Contains("卧床老人翻身和擦身", Text(today), StringComparison.Ordinal);
        Assert.Contains("上午 9:00 到 10:30", Text(today), StringComparison.Ordinal);
        using var opened = await coordinator.SendAsync(today, "form[action$='/roll']");
        roll = opened.Headers.Location!.ToString();
        await MarkByScriptAsync(27);
        clock.Advance(TimeSpan.FromMinutes(24));

        var page = await coordinator.PageAsync(roll);
        var text = Text(page);
        Assert.Contains("还差 3 人达标", text, StringComparison.Ordinal);
        Assert.Contains("开课 9:02 · 已 24 分钟", text, StringComparison.Ordinal);
        Assert.Contains("24 / 60 分钟", text, StringComparison.Ordinal);
        Assert.Contains("名单 40 人，没到 13 人", text, StringComparison.Ordinal);
        Assert.Equal(27, page.QuerySelectorAll(".cells i.on").Length);
        Assert.Equal(40, page.QuerySelectorAll("button.tile").Length);
        var namesakes = page.QuerySelectorAll("button.tile").Where(t => t.QuerySelector(".nm")!.TextContent == "张秀英").Select(t => t.QuerySelector(".ad")!.TextContent).ToList();
        Assert.Equal(2, namesakes.Distinct().Count());
        Assert.Contains("还差 3 人达标", Text(await coordinator.PageAsync("/today")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_scripts_off_a_tile_marks_and_the_strip_takes_it_back()
    {
        await OpenAsync();
        var page = await coordinator.PageAsync(roll);
        var tile = page.QuerySelectorAll("button.tile")[0];
        using var marked = await coordinator.SendAsync(page, "form.names", ("m", tile.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.Redirect, marked.StatusCode);
        Assert.EndsWith("#" + tile.Id, marked.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var twice = await coordinator.SendAsync(page, "form.names", ("m", tile.GetAttribute("value")!));

        var after = await coordinator.PageAsync(marked.Headers.Location!.ToString().Split('#')[0]);
        Assert.Equal("true", after.GetElementById(tile.Id!)!.GetAttribute("aria-pressed"));
        Assert.Contains("还差 29 人达标", Text(after), StringComparison.Ordinal);
        Assert.Contains("记了到", after.QuerySelector("[data-toast]")!.TextContent, StringComparison.Ordinal);

        using var undone = await coordinator.SendAsync(after, "[data-toast] form", ("m", after.QuerySelector("[data-toast] button")!.GetAttribute("value")!));
        Assert.Contains("还差 30 人达标", Text(await coordinator.PageAsync(roll)), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(2, await db.RollMarks().CountAsync());
    }

    [Theory]
    [InlineData("zxy", "张秀英", "滨河 3号楼")]
    [InlineData("外来", "钱外来", "瑞景 2号楼")]
    public async Task Search_finds_people_and_marks_them(string text, string name, string label)
    {
        await OpenAsync();
        var form = await coordinator.PageAsync(roll + "/find");
        using var found = await coordinator.SendAsync(form, "form.form", ("text", text));
        var page = await TestClient.ReadAsync(found);
        var row = page.QuerySelectorAll(".found-row").First(r => r.TextContent.Contains(label, StringComparison.Ordinal));
        Assert.Contains(name, row.TextContent, StringComparison.Ordinal);
        using var marked = await coordinator.SendAsync(page, "form.found", ("m", row.QuerySelector("button")!.GetAttribute("value")!));
        Assert.Contains("还差 29 人达标", Text(await coordinator.PageAsync(roll)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_in_is_added_and_a_bad_tail_keeps_what_was_typed()
    {
        await OpenAsync();
        var form = await coordinator.PageAsync(roll + "/walk-in");
        using var bad = await coordinator.SendAsync(form, "form.walkin", ("Name", "郭新来"), ("PhoneTail", "12"));
        var again = await TestClient.ReadAsync(bad);
        Assert.Contains("手机号后四位是 4 个数字", Text(again), StringComparison.Ordinal);
        Assert.Equal("郭新来", again.QuerySelector("#Name")!.GetAttribute("value"));
        using var added = await coordinator.SendAsync(again, "form.walkin", ("PhoneTail", "1234"));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var page = await coordinator.PageAsync(roll);
        Assert.Contains("郭新来", Text(page), StringComparison.Ordinal);
        Assert.Contains("还差 29 人达标", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_in_with_a_known_name_is_first_asked_whether_it_is_that_person()
    {
        await OpenAsync();
        var form = await coordinator.PageAsync(roll + "/walk-in");
        using var asked = await coordinator.SendAsync(form, "form.walkin", ("Name", "张秀英"));
        var page = await TestClient.ReadAsync(asked);
        Assert.Equal(2, page.QuerySelectorAll(".namesakes .found-row").Length);
        using var another = await coordinator.SendAsync(page, "form.walkin", ("Another", "true"));
        Assert.Equal(HttpStatusCode.Redirect, another.StatusCode);
        await using var db = site.Open();
        Assert.Equal("张秀英", (await db.WalkIns().SingleAsync()).Name);
    }

    [Fact]
    public async Task Closing_refuses_a_bad_time_and_keeps_what_was_typed()
    {
        await OpenAsync();
        clock.Advance(TimeSpan.FromMinutes(62));
        var form = await coordinator.PageAsync(roll + "/close");
        Assert.Equal(("09:02", "10:04"), (form.QuerySelector("#Start")!.GetAttribute("value"), form.QuerySelector("#End")!.GetAttribute("value")));
        foreach (var (start, end, heads, sentence) in new[]
        {
            ("10:00", "09:30", "31", "下课时间要在上课时间后面"),
            ("09:02", "11:30", "31", "下课时间还没到，现在是 10:04"),
            ("九点", "10:04", "31", "时间写成 9:05 这样"),
            ("09:02", "10:04", "三十", "数到的人数是 0 到"),
        })
        {
            using var refused = await coordinator.SendAsync(form, "form.closing", ("Start", start), ("End", end), ("Heads", heads));
            var page = await TestClient.ReadAsync(refused);
            Assert.Contains(sentence, Text(page), StringComparison.Ordinal);
            Assert.Equal((start, end, heads), (
                page.QuerySelector("#Start")!.GetAttribute("value"), page.QuerySelector("#End")!.GetAttribute("value"), page.QuerySelector("#Heads")!.GetAttribute("value")));
        }

        await using var db = site.Open();
        Assert.Equal(SessionStatus.Running, (await db.Sessions().SingleAsync()).Status);
    }

    [Fact]
    public async Task A_session_that_falls_short_is_closed_after_a_second_look_that_says_what_is_missing()
    {
        await OpenAsync();
        await MarkByScriptAsync(27);
        clock.Advance(TimeSpan.FromMinutes(50));
        using var warned = await coordinator.SendAsync(await coordinator.PageAsync(roll + "/close"), "form.closing", ("Heads", "28"));
        var page = await TestClient.ReadAsync(warned);
        Assert.Contains("到了 27 人，差 3 人满 30 人", Text(page), StringComparison.Ordinal);
        Assert.Contains("上了 50 分钟，差 10 分钟满 60 分钟", Text(page), StringComparison.Ordinal);
        using var other = await coordinator.SendAsync(page, "form.closing", ("End", "09:42"));
        Assert.Contains("上了 40 分钟", Text(await TestClient.ReadAsync(other)), StringComparison.Ordinal);
        using var closed = await coordinator.SendAsync(page, "form.closing");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);

        var sheet = await coordinator.PageAsync(roll);
        Assert.Contains("不计入合格次数", Text(sheet), StringComparison.Ordinal);
        Assert.Equal(27, sheet.QuerySelectorAll(".came li").Length);
        Assert.Empty(sheet.QuerySelectorAll("main button.tile, form.closing"));
        await using var db = site.Open();
        var session = await db.Sessions().SingleAsync();
        Assert.Equal((SessionStatus.Held, 50), (session.Status, session.TaughtMinutes));
        Assert.Equal(28, (await db.Rolls().SingleAsync()).HeadCount);
    }

    [Fact]
    public async Task A_full_session_is_closed_at_once()
    {
        await OpenAsync();
        await MarkByScriptAsync(30);
        clock.Advance(TimeSpan.FromMinutes(62));
        using var closed = await coordinator.SendAsync(await coordinator.PageAsync(roll + "/close"), "form.closing");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Contains("这次课合格", Text(await coordinator.PageAsync(roll)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forty_names_weigh_less_than_five_kilobytes_on_the_line()
    {
        await OpenAsync();
        await MarkByScriptAsync(27);
        using var request = new HttpRequestMessage(HttpMethod.Get, roll);
        request.Headers.Add("Accept-Encoding", "br");
        using var response = await coordinator.Http.SendAsync(request);
        Assert.Equal("br", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 1000, 5000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/find")]
    [InlineData("/walk-in")]
    [InlineData("/close")]
    public async Task Only_the_station_and_the_sessions_trainer_pass_the_door(string path)
    {
        await OpenAsync();
        using var visitor = site.Visitor();
        using var toSignIn = await visitor.GetAsync(roll + path);
        Assert.Equal(HttpStatusCode.Redirect, toSignIn.StatusCode);
        using var auditor = await site.SignedInAsync(Roles.Auditor);
        Assert.Equal(path.Length == 0 ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, await StatusAsync(auditor, roll + path));
        using var elsewhere = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id + 1]);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(elsewhere, roll + path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(coordinator, roll + path));
        using var own = await site.SignedInAsync(Roles.Trainer, Places.City, with: a => a.TrainerId = stage.Trainer.Id);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(own, roll + path));
        using var other = await site.SignedInAsync(Roles.Trainer, Places.City, with: a => a.TrainerId = stage.Trainer.Id + 1);
        Assert.Contains(await StatusAsync(other, roll + path), new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
    }

    private static string Text(IHtmlDocument page) => string.Join(' ', page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<HttpStatusCode> StatusAsync(TestClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return response.StatusCode;
    }

    private async Task OpenAsync()
    {
        using var opened = await coordinator.SendAsync(await coordinator.PageAsync("/today"), "form[action$='/roll']");
        roll = opened.Headers.Location!.ToString();
    }

    private async Task MarkByScriptAsync(int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, roll + "/operations")
        {
            Content = JsonContent.Create(new
            {
                device = "phone",
                deviceNow = clock.UtcNow(),
                operations = stage.Members.Take(count).Select((p, i) => new
                {
                    kind = "mark", key = Guid.CreateVersion7(), attendee = p.Key, present = true, sequence = i, at = clock.UtcNow(),
                }),
            }),
        };
        request.Headers.Add("X-CSRF-Token", await coordinator.AntiforgeryTokenAsync("/today"));
        using var response = await coordinator.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
