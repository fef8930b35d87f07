using System.Net;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>标准和裁定, 每月核算, 量化任务表: what an officer types, sees and takes along.</summary>
public sealed class StandardPagesTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async Task InitializeAsync() => site = await TestSite.StartAsync();

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task An_officer_drafts_a_version_is_told_at_the_field_looks_who_turns_and_puts_it_in_force()
    {
        using var client = await SignedInAsync(Roles.CityOfficer, Places.City);
        using var begun = await client.SendAsync(await client.PageAsync("/standards"), "form[action='/standards/drafts']");
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var address = begun.Headers.Location!.ToString();
        const string Field = "/sections/0/items/1/measure/threshold";
        using var refused = await client.SendAsync(await client.PageAsync(address), "form.draft-form", (Field, "三次"), ("/title", "改过的名称"));
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Contains("要的是一个数", page, StringComparison.Ordinal);
        Assert.Contains("value=\"三次\"", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("value=\"改过的名称\"", WebUtility.HtmlDecode(page), StringComparison.Ordinal);

        using var kept = await client.SendAsync(await client.PageAsync(address), "form.draft-form", (Field, "3"), ("/inForceFrom", "2099-01"));
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Contains("J2 授课次数 的要求：由“2 次”改为“3 次”", WebUtility.HtmlDecode(await client.Http.GetStringAsync(address)), StringComparison.Ordinal);
        Assert.Contains("谁会翻", await client.Http.GetStringAsync($"{address}/preview"), StringComparison.Ordinal);
        using var silent = await client.SendAsync(await client.PageAsync($"{address}/preview"), $"form[action='{address}/issue']");
        Assert.Contains("写明依据和原因", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var issued = await client.SendAsync(await client.PageAsync($"{address}/preview"), $"form[action='{address}/issue']", ("reason", "依据"));
        Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        var list = WebUtility.HtmlDecode(await client.Http.GetStringAsync("/standards"));
        Assert.Contains("第 2 版", list, StringComparison.Ordinal);
        Assert.Contains("2099年1月起用", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_goes_out_and_a_broken_one_is_told_line_by_line()
    {
        using var client = await SignedInAsync(Roles.CityOfficer, Places.City);
        Assert.Equal(StandardText.Plain(StandardReader.ShippedJson()), await client.Http.GetStringAsync("/standards/1/file"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await client.AntiforgeryTokenAsync("/standards")), "__RequestVerificationToken" },
            { new StringContent(StandardReader.ShippedJson().Replace("\"threshold\": 15", "\"threshold\": \"十五\"", StringComparison.Ordinal)), "file", "标准.json" },
        };
        using var broken = await client.Http.PostAsync("/standards/drafts/file", form);
        var page = WebUtility.HtmlDecode(await broken.Content.ReadAsStringAsync());
        Assert.Contains("/sections/0/items/0/measure/threshold", page, StringComparison.Ordinal);
        Assert.Contains("要的是一个数，这里是 \"十五\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ruling_keeps_what_was_typed_until_it_holds_and_shows_with_its_paper()
    {
        using var client = await SignedInAsync(Roles.CityOfficer, Places.City);
        (string, string)[] typed = [("Reading", "each-month"), ("InForceFrom", "2099-01"), ("Paper", "濮民办〔2026〕12号"), ("Reason", "按正文")];
        using var refused = await client.SendAsync(await client.PageAsync("/rulings/D1"), "form.form", [.. typed, ("DecidedOn", "2099-01-01")]);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("不能晚于今天", page, StringComparison.Ordinal);
        Assert.Contains("value=\"濮民办〔2026〕12号\"", page, StringComparison.Ordinal);
        using var made = await client.SendAsync(await client.PageAsync("/rulings/D1"), "form.form", [.. typed, ("DecidedOn", "2026-01-01")]);
        Assert.Equal("/rulings#D1", made.Headers.Location!.ToString());
        Assert.Contains("濮民办〔2026〕12号", WebUtility.HtmlDecode(await client.Http.GetStringAsync("/rulings")), StringComparison.Ordinal);

        using var county = await SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var read = WebUtility.HtmlDecode(await county.Http.GetStringAsync("/rulings"));
        Assert.Contains("按每月10户", read, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/rulings/D1\"", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_says_who_is_short_of_what_and_gives_it_out_as_tables()
    {
        await using (var db = site.Open())
        {
            var station = await Some.StationAsync(db);
            await Some.SessionAsync(db, station, new DateOnly(2026, 9, 4));
            using var arranging = HistoryWatch.Arranging();
            var clock = FakeClock.Shanghai(2026, 10, 2);
            Assert.True((await new MonthlyCheck(db, new StandardInForce(db), new EvaluateStandard(db), clock).RunAsync(Month.From(2026, 9), Places.City, Actor.Job)).Ok);
        }

        using var county = await SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        var page = WebUtility.HtmlDecode(await county.Http.GetStringAsync("/check?month=2026-09"));
        Assert.Contains("授课次数", page, StringComparison.Ordinal);
        Assert.Contains("差 2 次", page, StringComparison.Ordinal);
        // What the text asks beside the sheet is opened as a line of the sheet is.
        Assert.Contains("T2 培训、咨询通道", page, StringComparison.Ordinal);
        foreach (var code in (string[])["T1", "T2", "T3", "T4"])
        {
            Assert.Contains($"/sheets/410922/2026-09?item={code}", page, StringComparison.Ordinal);
            Assert.Contains("正文要求，表上没有", WebUtility.HtmlDecode(await county.Http.GetStringAsync($"/sheets/410922/2026-09?item={code}")), StringComparison.Ordinal);
        }
        var csv = await county.Http.GetStringAsync("/check/list.csv?month=2026-09");
        await using (var db = site.Open())
        {
            var found = await db.Findings().CountAsync(f => f.Reading == "" && f.State == FindingState.Short && f.RegionCode >= Places.Qingfeng && f.RegionCode < Places.Qingfeng + 1_000_000);
            Assert.Equal(found, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        }
    }

    [Fact]
    public async Task Each_cell_of_the_task_table_says_what_the_raw_rows_come_to_opens_them_and_stands_in_the_file_as_on_the_page()
    {
        await using (var db = site.Open())
        {
            foreach (var village in (long[])[Places.QingfengVillage, Places.QingfengVillage, Places.HualongCommunity])
            {
                var session = await Some.SessionAsync(db, await Some.StationAsync(db, village), new DateOnly(2026, 8, 4));
                await Some.ClosedRollAsync(db, session, await Some.PeopleAsync(db, village == Places.HualongCommunity ? 30 : 3, village), minutes: 65);
            }
        }

        using var client = await SignedInAsync(Roles.CityOfficer, Places.City);
        var page = await client.PageAsync("/tasks?period=2026-Q3");
        var rows = page.QuerySelectorAll(".tasks-table tbody tr:not(.grp)").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(22, rows.Count);
        var counties = page.QuerySelectorAll(".tasks-table thead th").Select(h => h.TextContent).ToList();
        await using var raw = site.Open();
        foreach (var (name, code) in (IEnumerable<(string, long)>)[("清丰县", Places.Qingfeng), ("华龙区", Places.Hualong)])
        {
            string Cell(string item) => rows.Single(r => r[0].StartsWith(item, StringComparison.Ordinal))[counties.IndexOf(name)];
            var until = code + 1_000_000;
            Assert.StartsWith($"{await raw.Stations().CountAsync(s => s.RegionCode >= code && s.RegionCode < until)} 个", Cell("J1"), StringComparison.Ordinal);
            Assert.StartsWith($"{await raw.Sessions().CountAsync(s => s.RegionCode >= code && s.RegionCode < until && s.TaughtMinutes != null)} 次", Cell("J2"), StringComparison.Ordinal);
            Assert.StartsWith($"{await raw.Sessions().Where(s => s.RegionCode >= code && s.RegionCode < until).SumAsync(s => s.TaughtMinutes)} 分钟", Cell("J3"), StringComparison.Ordinal);
            Assert.StartsWith($"{await raw.RollEntries().CountAsync(e => e.RegionCode >= code && e.RegionCode < until)} 人次", Cell("J4"), StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector($".tasks-table a[href='/sheets/{code / 1_000_000}/2026-Q3?item=J4']"));
        }

        Assert.Equal($"1 / {counties.Count - 3}", rows.Single(r => r[0].StartsWith("J4", StringComparison.Ordinal))[^1]);
        var file = (await client.Http.GetStringAsync("/tasks/list.csv?period=2026-Q3")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows.Count + 1, file.Length);
        Assert.Contains($"{rows[3][counties.IndexOf("华龙区")].Split('\n')[0].Trim()}", file[4], StringComparison.Ordinal);
    }

    private async Task<TestClient> SignedInAsync(string role, long region)
    {
        var account = await site.AccountAsync(role, region);
        var client = site.Visitor();
        await client.SignInAsync(account.UserName!, TestSite.Password);
        return client;
    }
}
