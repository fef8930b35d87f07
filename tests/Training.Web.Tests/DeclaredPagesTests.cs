using System.Net;
using System.Text.Json.Nodes;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Standards;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>申报表 as the three desks see it: refused at the field with all that was typed, flagged where records say otherwise, sent back, printed.</summary>
public sealed class DeclaredPagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 1, 8);
    private TestSite site = null!;
    private Account body = null!;
    private string station = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        var organization = await Some.OrganizationAsync(db, Places.Qingfeng);
        var row = await Some.StationAsync(db, with: s => (s.Name, s.InUseFrom, s.OrganizationId) = ("岳村集村", new DateOnly(2024, 12, 1), organization.Id));
        station = $"{row.Key}";
        body = await site.AccountAsync(Roles.Organization, Places.Qingfeng, [row.Id], a => a.OrganizationId = organization.Id);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_standard_that_asks_nothing_says_so()
    {
        using var client = await SignedInAsync(body);
        var page = await client.PageAsync("/declared");
        Assert.Contains("濮民〔2023〕63号没有要申报的项", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action='/declared']"));
    }

    [Fact]
    public async Task A_studio_declares_the_county_changes_a_mark_the_city_sends_back_and_it_prints_in_its_own_columns()
    {
        await using (var db = site.Open())
        {
            using var arranging = HistoryWatch.Arranging();
            var file = JsonNode.Parse(StandardReader.ShippedJson("wenzhou-2018-88"))!;
            (file["regionCode"], file["inForceFrom"]) = (Places.City, "2025-01");
            Some.Right(await new ImportStandard(db, clock).RunAsync(file.ToJsonString(), Actor.Job));
        }

        using var studio = await SignedInAsync(body);
        using var county = await site.SignedInAsync(Roles.CountyOfficer, Places.Qingfeng);
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        using var none = await studio.SendAsync(await studio.PageAsync("/declared"), "form[action='/declared']", ("Station", ""), ("Period", "2025"));
        Assert.Contains("选一个站点", (await TestClient.ReadAsync(none)).QuerySelector("#Station-error")!.TextContent, StringComparison.Ordinal);
        using var opened = await studio.SendAsync(await studio.PageAsync("/declared"), "form[action='/declared']", ("Station", station), ("Period", "2025"));
        var address = opened.Headers.Location!.ToString();

        var form = await studio.PageAsync(address);
        var values = form.QuerySelectorAll("form.declared-form [name^='Values[']").Select(e => e.GetAttribute("name")!).ToList();
        Assert.Equal(16 + 12, values.Count);
        List<(string, string)> typed = [.. values.Select(v => (v, v is "Values[D3]" ? "5" : v is "Values[D4]" or "Values[D6]" ? "0" : "1")), ("Pass", "true")];
        using var refused = await studio.SendAsync(form, "form.declared-form", [.. typed.Select(t => t.Item1 == "Values[A3]" ? (t.Item1, "很好") : t), ("Notes[A1]", " 租赁合同 ")]);
        var shown = await TestClient.ReadAsync(refused);
        Assert.Contains("填 0 到 4 的整数", shown.QuerySelector("[id='Values[A3]-error']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("很好", shown.QuerySelector("[name='Values[A3]']")!.GetAttribute("value"));
        Assert.Equal(" 租赁合同 ", shown.QuerySelector("[name='Notes[A1]']")!.GetAttribute("value"));
        Assert.Contains("按记录是 0 分", shown.QuerySelector("[id='Notes[D3]-error']")!.TextContent, StringComparison.Ordinal);

        List<(string, string)> notes = [.. form.QuerySelectorAll("[name^='Notes[']").Select(e => (e.GetAttribute("name")!, "现场照片"))];
        await RightAsync(studio, address, "form.declared-form", [.. typed, .. notes]);
        Assert.Empty((await studio.PageAsync(address)).QuerySelectorAll("form.declared-form"));
        Assert.Contains("按记录 0 分，差 5 分", (await studio.PageAsync(address)).QuerySelector(".declared-table")!.TextContent, StringComparison.Ordinal);

        // The county's form stands filled with what was declared; a change wants its reason.
        var audit = await county.PageAsync(address);
        Assert.Equal("5", audit.QuerySelector("[name='Values[D3]']")!.GetAttribute("value"));
        using var silent = await county.SendAsync(audit, "form.declared-form", ("Values[A3]", "0"), ("Pass", "true"));
        Assert.Contains("和前一栏的不一样", (await TestClient.ReadAsync(silent)).QuerySelector("[id='Notes[A3]-error']")!.TextContent, StringComparison.Ordinal);
        await RightAsync(county, address, "form.declared-form", [("Values[A3]", "0"), ("Notes[A3]", "院墙未修"), ("Notes[D3]", "有两次活动未登记"), ("Pass", "true")]);
        await RightAsync(city, address, "form[action$='/return']", [("Reasons[D3]", "活动要有花名册")]);
        Assert.Contains("活动要有花名册", (await county.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        await RightAsync(county, address, "form.declared-form", [("Values[D3]", "0"), ("Notes[D3]", "没有花名册"), ("Pass", "true")]);
        await RightAsync(city, address, "form.declared-form", [("Pass", "true")]);

        using var auditor = await site.SignedInAsync(Roles.Auditor, Places.Qingfeng);
        var done = await auditor.PageAsync(address);
        Assert.Empty(done.QuerySelectorAll("main form[method=post]"));
        Assert.Equal(["自评分", "审核分", "考核分"], done.QuerySelectorAll(".band .small").Select(s => s.TextContent));
        using var word = await auditor.GetAsync($"{address}/word");
        Assert.Equal(HttpStatusCode.OK, word.StatusCode);
        using var excel = await auditor.GetAsync($"{address}/excel");
        using (var book = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(await excel.Content.ReadAsStreamAsync(), false))
        {
            var text = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.InnerText;
            Assert.All((string[])["考核内容", "自评分", "审核分", "考核分", "合计"], column => Assert.Contains(column, text, StringComparison.Ordinal));
        }

        var paper = (await auditor.PageAsync($"{address}/print")).QuerySelector("table")!;
        Assert.Equal(["考核内容", "考核标准", "分值", "自评分", "审核分", "考核分"], paper.QuerySelectorAll("thead th").Select(t => t.TextContent.Trim()));
        Assert.Contains("考核完了", (await auditor.PageAsync("/declared?state=Done")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        // The county's running sheet, too, stands in the columns of this notice, its figures in the margin.
        var sheet = await county.PageAsync("/sheets/410922/2025");
        Assert.Equal(["考核内容", "考核标准", "分值", "自评分", "审核分", "考核分"], sheet.QuerySelectorAll(".paper thead th").Select(t => t.TextContent.Trim()));
        Assert.Equal(6 + 1, sheet.QuerySelector(".paper tbody tr")!.Children.Length);
        Assert.Equal(17, sheet.QuerySelectorAll(".paper a.fig").Length);
        using var neighbour = await site.SignedInAsync(Roles.CountyOfficer, Places.Nanle);
        using var hidden = await neighbour.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    private async Task<TestClient> SignedInAsync(Account account)
    {
        var client = site.Visitor();
        await client.SignInAsync(account.UserName!, TestSite.Password);
        return client;
    }

    private static async Task RightAsync(TestClient who, string address, string form, (string, string)[] typed)
    {
        using var sent = await who.SendAsync(await who.PageAsync(address), form, typed);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, sent.StatusCode == HttpStatusCode.OK ? (await TestClient.ReadAsync(sent)).QuerySelector(".error-list")?.TextContent : sent.StatusCode.ToString());
    }
}
