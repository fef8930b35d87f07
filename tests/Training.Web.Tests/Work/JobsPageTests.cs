using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Work;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests.Work;

/// <summary>后台任务: what a city officer sees and does there, and what an auditor only sees.</summary>
public sealed class JobsPageTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 11, 18, 2, 26, 35, DateTimeKind.Utc);

    private TestSite site = null!;

    public async Task InitializeAsync() => site = await TestSite.StartAsync(clock: new FakeClock(Now));

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Theory]
    [InlineData(Roles.CityOfficer, HttpStatusCode.OK)]
    [InlineData(Roles.Auditor, HttpStatusCode.OK)]
    [InlineData(Roles.CountyOfficer, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Family, HttpStatusCode.Forbidden)]
    public async Task Only_the_city_and_auditors_come_in(string role, HttpStatusCode expected)
    {
        using var client = await site.SignedInAsync(role);
        using var answer = await client.GetAsync("/jobs");
        Assert.Equal(expected, answer.StatusCode);
        using var missing = await client.GetAsync("/jobs/items/404");
        Assert.Equal(expected == HttpStatusCode.OK ? HttpStatusCode.NotFound : expected, missing.StatusCode);
    }

    [Fact]
    public async Task The_page_counts_shows_steps_and_says_what_stands_still_and_why()
    {
        await FillAsync();
        using var client = await site.SignedInAsync(Roles.CityOfficer);
        var page = await client.PageAsync("/jobs");

        Assert.Equal(["1正在跑", "2排队", "1停住，要处理", "1今天做完"], page.QuerySelectorAll(".stat > div:not(.disk)").Select(Words));
        var stopped = page.QuerySelector(".job-fail")!;
        Assert.Equal("转码：失智老人怎么陪，第 3 讲", Words(stopped.QuerySelector("h3 > span:last-child")!));
        Assert.Equal("源文件 14 分 02 秒以后读不出来。请重新上传原文件。", Words(stopped.QuerySelector(".why")!));
        Assert.Contains("今天 10:02 停下", Words(stopped.QuerySelector(".when")!));
        Assert.Equal(["声音 ✓", "240p ✓", "480p 62%", "720p", "核对"], page.QuerySelectorAll(".ladder li").Select(Words));
        var running = page.QuerySelector(".ladder")!.Closest("tr")!;
        Assert.Contains("2 分 10 秒", Words(running));
        Assert.Contains("2 号机", Words(running));
        Assert.Contains("10:27:05 再试，上次：数据库一时连不上。连上以后再试一次。", page.Body!.TextContent);
        var verify = page.QuerySelectorAll(".runs").Select(r => (Label: r.GetAttribute("aria-label"), Row: Words(r.Closest("tr")!)))
            .Single(r => r.Row.Contains("操作历史校验", StringComparison.Ordinal));
        Assert.Equal("最近 14 次：1 次做完，1 次没做成，12 次没跑", verify.Label);
        Assert.Contains("今天 03:00，1,840 条，链完整，0.4 秒", verify.Row);
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Fact]
    public async Task A_city_officer_starts_again_and_stops_and_reads_every_attempt()
    {
        var (stopped, running) = await FillAsync();
        using var client = await site.SignedInAsync(Roles.CityOfficer);

        using (var answer = await client.SendAsync(await client.PageAsync("/jobs"), $"form[action='/jobs/items/{stopped}/retry']"))
        {
            Assert.Equal("/jobs", answer.Headers.Location!.ToString());
        }

        var page = await client.PageAsync("/jobs");
        Assert.Contains("已经放回队列，轮到就做。", page.Body!.TextContent);
        Assert.Empty(page.QuerySelectorAll(".job-fail"));
        using (await client.SendAsync(page, $"form[action='/jobs/items/{running}/stop']"))
        {
        }

        await using var db = site.Open();
        Assert.Equal(WorkStatus.Queued, (await db.WorkItems().SingleAsync(w => w.Id == stopped)).Status);
        Assert.Equal(WorkStatus.Cancelled, (await db.WorkItems().SingleAsync(w => w.Id == running)).Status);

        using (await client.SendAsync(page, $"form[action='/jobs/items/{running}/stop']"))
        {
        }

        Assert.Contains("“转码：卧床老人怎样翻身”已经结束了，不用停。", (await client.PageAsync("/jobs")).QuerySelector("[role=alert]")!.TextContent);
        var item = await client.PageAsync($"/jobs/items/{stopped}");
        Assert.Equal("转码：失智老人怎么陪，第 3 讲", item.QuerySelector("h1")!.TextContent);
        Assert.Equal(["没做成", "不能做"], item.QuerySelectorAll("tbody td:nth-child(4)").Select(Words));
    }

    [Fact]
    public async Task An_auditor_sees_the_same_without_a_single_button_and_a_sent_form_is_refused()
    {
        var (stopped, _) = await FillAsync();
        using var client = await site.SignedInAsync(Roles.Auditor);
        var page = await client.PageAsync("/jobs");
        Assert.NotEmpty(page.QuerySelectorAll(".job-fail"));
        Assert.Empty(page.QuerySelectorAll("main form, main button"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/jobs/items/{stopped}/retry");
        request.Headers.Add("X-CSRF-Token", await client.AntiforgeryTokenAsync("/jobs"));
        using var answer = await client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_fragment_is_the_same_board_without_the_frame()
    {
        await FillAsync();
        using var client = await site.SignedInAsync(Roles.CityOfficer);
        var board = await client.PageAsync("/jobs/board");
        Assert.Null(board.QuerySelector("nav"));
        Assert.Equal("10:26:35", board.QuerySelector("[data-now]")!.GetAttribute("data-now"));
        Assert.Equal("/jobs/board", (await client.PageAsync("/jobs")).QuerySelector("[data-board]")!.GetAttribute("data-board"));
    }

    [Fact]
    public async Task A_site_that_leaves_the_jobs_to_others_says_so_when_asked_to_start_one()
    {
        using var client = await site.SignedInAsync(Roles.CityOfficer);
        using (await client.SendAsync(await client.PageAsync("/jobs"), "form[action='/jobs/clock/verify-chains/start']"))
        {
        }

        Assert.Contains("后台任务在别的机器上跑", (await client.PageAsync("/jobs")).QuerySelector("[role=alert]")!.TextContent);
    }

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<(long Stopped, long Running)> FillAsync()
    {
        await using var db = site.Open();
        var stopped = Item("transcode-lesson", "转码：失智老人怎么陪，第 3 讲", WorkStatus.Refused);
        stopped.Error = "源文件 14 分 02 秒以后读不出来。请重新上传原文件。";
        stopped.Attempts = 2;
        stopped.FinishedUtc = new DateTime(2026, 11, 18, 2, 2, 0, DateTimeKind.Utc);
        var running = Item("transcode-lesson", "转码：卧床老人怎样翻身", WorkStatus.Running);
        running.Attempts = 1;
        running.Progress = 48;
        running.Stages = WorkStage.Write([new("声音", 100), new("240p", 100), new("480p", 62), new("720p", 0), new("核对", 0)]);
        running.StartedUtc = Now.AddSeconds(-130);
        running.Worker = "2 号机:77";
        var waits = Item("transcode-lesson", "转码：夜间照护", WorkStatus.Queued);
        waits.Attempts = 1;
        waits.NotBeforeUtc = Now.AddSeconds(30);
        waits.Error = "数据库一时连不上。连上以后再试一次。";
        var done = Item("transcode-lesson", "转码：擦身", WorkStatus.Succeeded);
        done.FinishedUtc = Now.AddHours(-1);
        db.WorkItems().AddRange(stopped, running, waits, Item("transcode-lesson", "转码：喂饭", WorkStatus.Queued), done);
        await db.SaveChangesAsync();
        var night = new DateTime(2026, 11, 17, 19, 0, 0, DateTimeKind.Utc);
        db.WorkRuns().AddRange(
            new WorkRun { Job = "transcode-lesson", WorkItemId = stopped.Id, StartedUtc = Now.AddMinutes(-40), FinishedUtc = Now.AddMinutes(-39), Status = WorkStatus.Failed, Error = "磁盘满了。" },
            new WorkRun { Job = "transcode-lesson", WorkItemId = stopped.Id, StartedUtc = Now.AddMinutes(-30), FinishedUtc = Now.AddMinutes(-24), Status = WorkStatus.Refused, Error = stopped.Error },
            new WorkRun { Job = "verify-chains", StartedUtc = night.AddDays(-1), FinishedUtc = night.AddDays(-1).AddSeconds(1), Status = WorkStatus.Failed, Error = "数据库一时连不上。" },
            new WorkRun { Job = "verify-chains", StartedUtc = night, FinishedUtc = night.AddSeconds(0.4), Status = WorkStatus.Succeeded, Summary = "1,840 条，链完整" });
        await db.SaveChangesAsync();
        return (stopped.Id, running.Id);
    }

    private static WorkItem Item(string kind, string title, WorkStatus status) => new()
    {
        Kind = kind, SubjectId = 1, Title = title, Status = status, EnqueuedUtc = Now.AddMinutes(-50), NotBeforeUtc = Now.AddMinutes(-50),
    };
}
