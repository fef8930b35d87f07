using System.Globalization;
using System.IO.Compression;
using AngleSharp.Dom;
using Training.Domain.Agenda;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Features.Agenda;

namespace Training.Web.Tests;

/// <summary>期限 and 抽查 as each desk reads them: what is there, how late it is, who may urge, and what leaves as a file.</summary>
public sealed class AgendaPagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18);
    private TestSite site = null!;
    private Trainer trainer = null!;
    private Trainer worker = null!;
    private Station station = null!;
    private Guid inspection;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        var organization = await Some.OrganizationAsync(db, Places.Qingfeng);
        station = await Some.StationAsync(db, with: s => (s.Name, s.OrganizationId) = ("岳村集村", organization.Id));
        (trainer, worker) = (await Some.TrainerAsync(db), await Some.TrainerAsync(db, TalentKind.SocialWorker, name: "韩社工"));
        await Some.SocialWorkerPostAsync(db, station, worker);
        await Some.AgreementAsync(db, Places.Qingfeng, a => (a.OrganizationId, a.UntilDate) = (organization.Id, new DateOnly(2026, 11, 12)));
        await Some.StationUnderWayAsync(db, StationStatus.Reviewed);
        var course = await Some.CourseAsync(db, trainer, with: c => c.Status = CourseStatus.Draft);
        await Some.VersionAsync(db, course, v => (v.State, v.DecidedUtc, v.Reason) = (CourseVersionState.Returned, clock.UtcNow().AddDays(-40), "没有字幕"));
        var held = await Some.SessionAsync(db, station, new DateOnly(2026, 10, 13), trainer);
        await Some.OpenRollAsync(db, held);
        await Some.SessionAsync(db, station, new DateOnly(2026, 11, 20), trainer);
        inspection = (await Some.InspectionAsync(db, held, Places.Qingfeng, i => i.DueOn = new DateOnly(2026, 11, 13))).Inspection.Key;
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Each_desk_reads_its_own_days_and_the_front_page_counts_them_alike()
    {
        var member = await site.AccountAsync(Roles.Trainer, Places.Qingfeng, with: a => a.TrainerId = trainer.Id);
        await ReadsAsync(member, "/lessons", "改课程 退回来了", "关账 岳村集村", "上课 岳村集村");
        await ReadsAsync(await site.AccountAsync(Roles.SocialWorker, stations: [station.Id], with: a => a.TrainerId = worker.Id), "/help", "六助服务 11月");
        await ReadsAsync(await site.AccountAsync(Roles.Coordinator, stations: [station.Id]), "/today", "关账 岳村集村", "说明抽查问题 岳村集村");
        await ReadsAsync(await site.AccountAsync(Roles.Bureau, Places.City, with: a => a.Bureau = BureauKind.Finance), "/overview", "合作协议到期", "站点备案");
        await ReadsAsync(await site.AccountAsync(Roles.CountyOfficer, Places.Qingfeng), "/overview", "合作协议到期", "说明抽查问题");
        // Another trainer of the county has none of it.
        var other = await site.AccountAsync(Roles.Trainer, Places.Qingfeng);
        using var client = await InAsync(other);
        Assert.Contains("没有带期限的事。", (await client.PageAsync("/agenda")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await client.PageAsync("/lessons")).QuerySelector(".due-line"));
    }

    [Fact]
    public async Task What_is_late_is_urged_downward_once_and_stands_in_the_list_the_calendar_and_the_files()
    {
        var countyOfficer = await site.AccountAsync(Roles.CountyOfficer, Places.Qingfeng);
        using var city = await InAsync(await site.AccountAsync(Roles.CityOfficer, Places.City));
        using var county = await InAsync(countyOfficer);
        var page = await city.PageAsync("/agenda?overdue=true");
        var agreement = Row(page, "合作协议到期");
        Assert.Contains("过了 4 个工作日", agreement.TextContent, StringComparison.Ordinal);
        Assert.NotNull(agreement.QuerySelector("form[action='/agenda/urge']"));
        Assert.Null(Row(page, "站点备案").QuerySelector("form"));
        Assert.Null(Row(await county.PageAsync("/agenda?overdue=true"), "合作协议到期").QuerySelector("form"));

        var subject = agreement.QuerySelector("input[name=subject]")!.GetAttribute("value")!;
        (string, string)[] typed = [("kind", nameof(DutyKind.Agreement)), ("subject", subject), ("overdue", "true")];
        using var urged = await city.SendAsync(page, $"form:has(input[value='{subject}'])", typed);
        Assert.Equal("/agenda?overdue=true", urged.Headers.Location!.ToString());
        using var twice = await city.SendAsync(page, $"form:has(input[value='{subject}'])", typed);
        Assert.Contains("今天已经督办过一次了", (await TestClient.ReadAsync(twice)).QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("督办：", (await county.PageAsync("/inbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // Filter, calendar, files, what nothing is found for.
        var filtered = await city.PageAsync("/agenda?county=410922&kind=Agreement");
        Assert.Single(filtered.QuerySelectorAll(".agenda-list tbody tr"));
        Assert.Contains("看全部期限", (await city.PageAsync("/agenda?county=410902&overdue=true&kind=Agreement")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var month = await city.PageAsync("/agenda/calendar?month=2026-11");
        Assert.Contains("10月关账", month.QuerySelector(".agenda-month")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("5", month.QuerySelectorAll(".agenda-month td").Single(d => d.QuerySelector(".closing") is not null).QuerySelector("b")!.TextContent, StringComparison.Ordinal);
        using var excel = await city.GetAsync("/agenda/list.xlsx?overdue=true");
        await using var book = new ZipArchive(await excel.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        var parts = await Task.WhenAll(book.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal)).ToList().ConvertAll(async e =>
        {
            using var reader = new StreamReader(await e.OpenAsync());
            return await reader.ReadToEndAsync();
        }));
        Assert.Contains("合作协议到期", string.Concat(parts), StringComparison.Ordinal);
        using var dates = await city.GetAsync("/agenda/dates.ics");
        var text = await dates.Content.ReadAsStringAsync();
        Assert.Contains("DTSTART;VALUE=DATE:20261112\r\nSUMMARY:合作协议到期", text, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20261205\r\nSUMMARY:11月关账", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_that_nobody_took_leads_its_coordinator_to_the_roll_to_paper_or_to_calling_it_off_and_is_urged_from_above()
    {
        var missed = await MissedAsync(1);
        using var coordinator = await InAsync(await site.AccountAsync(Roles.Coordinator, stations: [station.Id]));
        using var county = await InAsync(await site.AccountAsync(Roles.CountyOfficer, Places.Qingfeng));
        var before = Late(await coordinator.PageAsync("/today"));
        var above = await county.PageAsync("/agenda?overdue=true");
        Assert.Equal($"/stations/{station.Key}", Row(above, "补点名").QuerySelector("th a")!.GetAttribute("href"));
        using var urged = await county.SendAsync(above, $"form:has(input[value='{missed[0]}'])");
        using var read = await coordinator.SendAsync(await coordinator.PageAsync("/inbox"), "form[action$='/open']");
        Assert.Equal($"/rolls/{missed[0]}", read.Headers.Location?.ToString());

        var own = Row(await coordinator.PageAsync("/agenda?overdue=true"), "补点名");
        Assert.Equal("清丰县", own.QuerySelector("td[data-label='县区']")!.TextContent);
        var roll = await coordinator.PageAsync(own.QuerySelector("th a")!.GetAttribute("href")!);
        Assert.Equal("补点名", roll.QuerySelector($"form[action='/sessions/{missed[0]}/roll'] button")!.TextContent);
        Assert.NotNull(roll.QuerySelector($"a[href='/rolls/{missed[0]}/paper/entry']"));
        var bookings = await coordinator.PageAsync(roll.QuerySelector("a[href^='/class-bookings/']")!.GetAttribute("href")!);
        Assert.Null(bookings.QuerySelector("form[action$='/seats']"));
        using var off = await coordinator.SendAsync(bookings, "form[action$='/call-off']", ("reason", "那天停电，没有上"));
        Assert.Equal(before - 1, Late(await coordinator.PageAsync("/today")));
        Assert.DoesNotContain("补点名", (await county.PageAsync("/agenda?overdue=true")).QuerySelector(".agenda-list")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alike_lines_of_a_day_are_one_that_opens_and_fifty_lines_are_a_page()
    {
        await MissedAsync(AgendaPage.Size + 2);
        await site.AccountAsync(Roles.Coordinator, stations: [station.Id]);
        await using (var db = site.Open())
        {
            for (var n = 0; n < DutyFold.Least; n++)
            {
                await Some.SessionAsync(db, station, new DateOnly(2026, 11, 17));
            }
        }

        using var county = await InAsync(await site.AccountAsync(Roles.CountyOfficer, Places.Qingfeng));
        var whole = AgendaPage.Size + 2 + DutyFold.Least;
        var first = await county.PageAsync("/agenda?kind=RollMissing");
        Assert.Contains($"{whole} 件", first.QuerySelector(".head .sub")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(AgendaPage.Size, first.QuerySelectorAll(".agenda-list tbody tr").Length);
        Assert.Null(first.QuerySelector("a[rel=prev]"));
        var second = await county.PageAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(3, second.QuerySelectorAll(".agenda-list tbody tr").Length);
        Assert.Null(second.QuerySelector("a[rel=next]"));
        Assert.Equal("/agenda?kind=RollMissing", second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        // A page past the last is the last: what was there is done meanwhile.
        Assert.Equal(3, (await county.PageAsync("/agenda?kind=RollMissing&page=9")).QuerySelectorAll(".agenda-list tbody tr").Length);

        var folded = second.QuerySelectorAll(".agenda-list tbody tr")[^1];
        Assert.Contains($"等 {DutyFold.Least} 件", folded.TextContent, StringComparison.Ordinal);
        Assert.Null(folded.QuerySelector("form"));
        var opened = await county.PageAsync(folded.QuerySelector("th a")!.GetAttribute("href")!);
        Assert.Equal(DutyFold.Least, opened.QuerySelectorAll(".agenda-list tbody form").Length);
        using var urged = await county.SendAsync(opened, ".agenda-list tbody form");
        Assert.Equal("/agenda?kind=RollMissing&day=2026-11-17", urged.Headers.Location?.ToString());
        Assert.Contains($"等 {DutyFold.Least} 件", (await county.PageAsync("/agenda/calendar?month=2026-11")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inspection_is_read_by_its_body_and_its_desk_with_its_lateness_in_working_days()
    {
        using var county = await InAsync(await site.AccountAsync(Roles.CountyOfficer, Places.Qingfeng));
        using var coordinator = await InAsync(await site.AccountAsync(Roles.Coordinator, stations: [station.Id]));
        foreach (var client in (TestClient[])[county, coordinator])
        {
            Assert.Contains("过了 3 个工作日", (await client.PageAsync("/inspections")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("照片上只有 20 人。", (await client.PageAsync($"/inspections/{inspection}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Null((await county.PageAsync($"/inspections/{inspection}")).QuerySelector("form[action$='/answer']"));
        var form = await coordinator.PageAsync($"/inspections/{inspection}");
        using var empty = await coordinator.SendAsync(form, "form[action$='/answer']", ("Answer", ""));
        Assert.NotNull((await TestClient.ReadAsync(empty)).QuerySelector(".error-list"));
        using var answered = await coordinator.SendAsync(form, "form[action$='/answer']", ("Answer", "当天停电，改到下午。"));
        Assert.Equal($"/inspections/{inspection}", answered.Headers.Location!.ToString());
        Assert.Contains("当天停电，改到下午。", (await county.PageAsync($"/inspections/{inspection}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await county.PageAsync($"/inspections?state={InspectionState.Answered}")).QuerySelector($"a[href='/inspections/{inspection}']"));
        Assert.Null((await county.PageAsync($"/inspections?state={InspectionState.Closed}")).QuerySelector($"a[href='/inspections/{inspection}']"));
    }

    /// <summary>Classes of days that went by, the last one the day before yesterday; none has a roll.</summary>
    private async Task<IReadOnlyList<Guid>> MissedAsync(int days)
    {
        await using var db = site.Open();
        var missed = new List<Guid>();
        for (var n = 0; n < days; n++)
        {
            missed.Add((await Some.SessionAsync(db, station, new DateOnly(2026, 11, 16).AddDays(-n))).Key);
        }

        return missed;
    }

    private static int Late(IDocument front) => int.Parse(front.QuerySelector(".due-line")!.TextContent.Trim().Split(' ')[1], CultureInfo.InvariantCulture);

    private static IElement Row(IDocument page, string kind) => page.QuerySelectorAll(".agenda-list tbody tr").First(r => r.TextContent.Contains(kind, StringComparison.Ordinal));

    private async Task<TestClient> InAsync(Account account)
    {
        var client = site.Visitor();
        await client.SignInAsync(account.UserName!, TestSite.Password);
        return client;
    }

    /// <param name="lines">Kind and a piece of the title.</param>
    private async Task ReadsAsync(Account account, string front, params string[] lines)
    {
        using var client = await InAsync(account);
        var page = await client.PageAsync("/agenda");
        foreach (var line in lines)
        {
            var row = Row(page, line.Split(' ')[0]);
            Assert.All(line.Split(' '), word => Assert.Contains(word, row.TextContent, StringComparison.Ordinal));
            var link = row.QuerySelector("th a")!.GetAttribute("href")!;
            using var opened = await client.GetAsync(link);
            Assert.True(opened.IsSuccessStatusCode, $"{account.UserName} {link} {opened.StatusCode}");
        }

        var overdue = (await client.PageAsync("/agenda?overdue=true")).QuerySelectorAll(".agenda-list tbody tr").Length;
        Assert.StartsWith(overdue == 0 ? "" : $"逾期 {overdue} 件", (await client.PageAsync(front)).QuerySelector(".due-line")?.TextContent.Trim() ?? "", StringComparison.Ordinal);
        Assert.Equal(overdue > 0, (await client.PageAsync(front)).QuerySelector(".due-line") is not null);
    }
}
