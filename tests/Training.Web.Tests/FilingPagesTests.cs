using System.Net;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Filing.Packs;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Work;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>填报 as the desks work it: opened by the county, signed by the body, the county and the city, sent back in between.</summary>
public sealed class FilingPagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18);
    private TestSite site = null!;
    private Account body = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        var organization = await Some.OrganizationAsync(db, Places.Qingfeng);
        var station = await Some.StationAsync(db, with: s => (s.Name, s.OrganizationId) = ("岳村集村", organization.Id));
        var trainer = await Some.TrainerAsync(db);
        var people = await Some.PeopleAsync(db, 34);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 13), trainer), people, 68);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, station, new DateOnly(2026, 10, 21), trainer), people.Take(27), 65);
        body = await site.AccountAsync(Roles.Organization, Places.Qingfeng, [station.Id], a => a.OrganizationId = organization.Id);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_filing_goes_through_all_desks_and_every_filed_figure_opens_its_rows()
    {
        var (countyOfficer, cityOfficer) = (await site.AccountAsync(Roles.CountyOfficer, Places.Qingfeng), await site.AccountAsync(Roles.CityOfficer, Places.City));
        using var county = await SignedInAsync(countyOfficer);
        using var city = await SignedInAsync(cityOfficer);
        using var signer = await SignedInAsync(body);

        var form = await county.PageAsync("/filings/new?County=410922&Period=2026-10");
        using var nobody = await county.SendAsync(form, "main form.form", ("County", "410922"), ("Period", "2026-10"), ("Lead", ""));
        Assert.Contains("选一家牵头的承接主体", (await TestClient.ReadAsync(nobody)).QuerySelector("#Lead-error")!.TextContent, StringComparison.Ordinal);
        var lead = form.QuerySelectorAll("#Lead option").Last().GetAttribute("value")!;
        using var opened = await county.SendAsync(form, "main form.form", ("County", "410922"), ("Period", "2026-10"), ("Lead", lead));
        var filing = opened.Headers.Location!.ToString();

        // The body: a remark to the letter, a wrong name refused with all that was typed, then the signature.
        var part = (await signer.PageAsync("/filings")).QuerySelector("tbody th a")!.GetAttribute("href")!;
        using var remark = await signer.SendAsync(await signer.PageAsync(part), "form[action$='/remarks']", ("Line", "J2"), ("Text", " 十月检修　停课 "));
        Assert.Equal(HttpStatusCode.Redirect, remark.StatusCode);
        var page = await signer.PageAsync(part);
        Assert.Equal(" 十月检修　停课 ", page.QuerySelector("#J2 .remark")!.TextContent);
        // The county reads the part-sheet and does not write on it, not by a form of its own making either.
        Assert.Null((await county.PageAsync(part)).QuerySelector("form[action$='/remarks']"));
        var direct = new FormUrlEncodedContent([new("__RequestVerificationToken", await county.AntiforgeryTokenAsync(filing)), new("Line", "J2"), new("Text", "县区代写")]);
        using var foreign = await county.Http.PostAsync($"/filing-sheets/{part.Split('/')[^1]}/remarks", direct);
        Assert.Contains("由", (await TestClient.ReadAsync(foreign)).QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await county.PageAsync(part)).QuerySelectorAll("#J2 .remark"));
        using var wrong = await signer.SendAsync(page, "form[action$='/sign']", ("Name", "别人"));
        var refused = await TestClient.ReadAsync(wrong);
        Assert.Contains("签字要写您自己的姓名", refused.QuerySelector("#Name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("别人", refused.QuerySelector("#Name")!.GetAttribute("value"));
        await RightAsync(signer, part, "/sign", ("Name", body.DisplayName));
        Assert.NotNull((await signer.PageAsync(part)).QuerySelector("form[action$='/withdraw']"));
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null((await signer.PageAsync(part)).QuerySelector("form[action$='/withdraw']"));

        await RightAsync(county, filing, "/sign", ("Opinion", "情况属实，同意上报。"), ("Name", countyOfficer.DisplayName));
        await RightAsync(city, filing, "/receive");
        await RightAsync(city, filing, "/return", ("Reasons[J2]", "请附点名册照片"));
        Assert.Contains("请附点名册照片", (await county.PageAsync(filing)).QuerySelector(".filing-lines")!.TextContent, StringComparison.Ordinal);
        await RightAsync(county, filing, "/answer", ("Text", "已附"));
        await RightAsync(county, filing, "/sign", ("Opinion", "已补齐。"), ("Name", countyOfficer.DisplayName));
        await RightAsync(city, filing, "/receive");
        await RightAsync(city, filing, "/approve", ("Name", cityOfficer.DisplayName));
        await RightAsync(city, filing, "/accept", ("Name", cityOfficer.DisplayName));

        // What is taught afterwards does not move what was filed.
        await using (var db = site.Open())
        {
            await db.Sessions().ExecuteUpdateAsync(s => s.SetProperty(x => x.TaughtMinutes, 1));
        }

        using var auditor = await site.SignedInAsync(Roles.Auditor, Places.Qingfeng);
        var filed = await auditor.PageAsync(filing);
        Assert.Contains("已验收", filed.QuerySelector(".sheet-head")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(filed.QuerySelectorAll("main form[method=post]"));
        var figures = filed.QuerySelectorAll("a.fig").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(18 + 4, figures.Count);
        foreach (var figure in figures)
        {
            var drawer = await auditor.PageAsync(figure);
            var said = drawer.QuerySelector(".drawer .tabs a[aria-current]")!.TextContent.Split(' ', '\n')[^1].Trim();
            Assert.Equal(said, $"{drawer.QuerySelectorAll(".drawer tr[data-record]").Length}");
        }

        Assert.Equal("2 次", filed.QuerySelector("#J2 a.fig")!.TextContent.Replace('\u00A0', ' '));
        using var text = await auditor.GetAsync($"{filing}/snapshot.json");
        Assert.Contains(CanonicalJson.HashOf(await text.Content.ReadAsStringAsync()), filed.QuerySelector(".hash")!.TextContent, StringComparison.Ordinal);
        PrintedAsTheAnnex(await county.PageAsync($"{filed.QuerySelector("a[href^='/filing-snapshots/']")!.GetAttribute("href")}/print"));
        await PackAsync(county, signer, filed.QuerySelector("a[href^='/filing-snapshots/']")!.GetAttribute("href")!);
        await PayAsync(city, county, countyOfficer, filing);
        await using var later = site.Open();
        // Asked for once, and once more by itself when a supplement was signed.
        Assert.Equal(2, await later.WorkItems().CountAsync(w => w.Kind == PackWork.Kind));
        Assert.Contains("已验收", (await city.PageAsync("/filings?state=Accepted")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Annex of 濮民〔2023〕63号: seven columns, four sections of 7, 4, 3 and 4 lines, two lines to sign each in two cells, the line on evidence.</summary>
    private static void PrintedAsTheAnnex(AngleSharp.Dom.IDocument page)
    {
        var paper = page.QuerySelector("article.sheet-print")!;
        Assert.Equal("濮阳市养老服务技能进街道进社区进家庭标准", paper.QuerySelector("h2")!.TextContent.Trim());
        Assert.Equal(["项目名称", "序号", "项目内容", "具体要求", "实施情况", "佐证材料", "备注"], paper.QuerySelectorAll("thead th").Select(h => h.TextContent.Trim()));
        Assert.Equal(7, paper.QuerySelectorAll("col").Length);
        Assert.Equal(["现场教学 7", "入户送学 4", "社工帮学 3", "智慧助学 4"], paper.QuerySelectorAll("tbody th[rowspan]").Select(h => $"{h.TextContent.Trim()} {h.GetAttribute("rowspan")}"));
        var rows = paper.QuerySelectorAll("tbody tr").ToList();
        Assert.Equal(18 + 2, rows.Count);
        Assert.All(rows.Take(18), row => Assert.Equal(6, row.QuerySelectorAll("td").Length));
        Assert.All(rows.Skip(18), row => Assert.Equal(["4", "3"], row.QuerySelectorAll("td").Select(c => c.GetAttribute("colspan"))));
        Assert.StartsWith("承接主体负责人：（签字）", rows[18].TextContent.Trim(), StringComparison.Ordinal);
        Assert.StartsWith("县区审核意见：", rows[19].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("佐证材料可另附", paper.QuerySelector(".below")!.TextContent, StringComparison.Ordinal);
        Assert.Matches("标准表 [0-9A-Z]{4} [0-9A-Z]{4}", paper.QuerySelector("footer")!.TextContent);
    }

    /// <summary>The evidence pack: asked for on the page of the files, made by its job, taken away once however many pieces it came in.</summary>
    private async Task PackAsync(TestClient county, TestClient body, string papers)
    {
        Assert.Null((await county.PageAsync(papers)).QuerySelector("form[action$='/packs']"));
        await using var db = site.Open();
        var stage = new FilingStage(db, clock, site.Folder);
        var snapshot = await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Key == Guid.Parse(papers.Substring("/filing-snapshots/".Length)));
        await stage.Documents.FinishAsync((await stage.Documents.BeginAsync(snapshot.Id))!, new("word"u8.ToArray(), "excel"u8.ToArray(), "pdf"u8.ToArray(), []));
        await RightAsync(county, papers, "/packs");
        Assert.Contains("正在做", (await county.PageAsync(papers)).QuerySelector("section[aria-labelledby=packs]")!.TextContent, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("training-pack-");
        Some.Right(await stage.Packs.RunAsync(snapshot.Id, folder.FullName, new Progress<(int, string)>()));
        folder.Delete(recursive: true);

        var page = await county.PageAsync(papers);
        var address = page.QuerySelector("a[href^='/filing-packs/']")!.GetAttribute("href")!;
        using var whole = await county.GetAsync(address);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        Assert.Equal("application/zip", whole.Content.Headers.ContentType?.MediaType);
        using var piece = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(100, 199) } };
        using var rest = await county.Http.SendAsync(piece);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(bytes[100..200], await rest.Content.ReadAsByteArrayAsync());
        Assert.Equal(1, await db.AuditEntries().CountAsync(e => e.Process == nameof(TakePack)));
        // The county's pack holds papers of all bodies: even the lead has only that of its part-sheet.
        using var refused = await body.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Null((await body.PageAsync(papers)).QuerySelector("section[aria-labelledby=packs]"));
    }

    private static async Task PayAsync(TestClient city, TestClient county, Account officer, string filing)
    {
        // What was taught later is a supplement; the ledger rests on the accepted sheet.
        await RightAsync(county, $"{filing}/supplement", "/supplement", ("Reason", "两次课的时长登记有误。"), ("Name", officer.DisplayName));
        await RightAsync(city, $"{filing}/supplement", "/take");
        var form = await city.PageAsync($"{filing}/subsidy");
        using var wrong = await city.SendAsync(form, "main form.form", ("Amount", "一万"), ("Document", " 濮财社〔2026〕31号"));
        var refused = await TestClient.ReadAsync(wrong);
        Assert.Equal("一万", refused.QuerySelector("#Amount")!.GetAttribute("value"));
        Assert.Equal(" 濮财社〔2026〕31号", refused.QuerySelector("#Document")!.GetAttribute("value"));
        var part = form.QuerySelectorAll("#Part option").Last().GetAttribute("value")!;
        using var paid = await city.SendAsync(form, "main form.form", ("Part", part), ("Fund", "Lottery"), ("Amount", "12345.60"), ("DecidedOn", "2026-11-18"));
        Assert.Equal("/subsidies", paid.Headers.Location?.ToString());
        var ledger = await city.PageAsync("/subsidies");
        Assert.Contains("12,345.60", ledger.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        using var struck = await city.SendAsync(ledger, "form[action$='/strike']", ("reason", "重复登记"));
        Assert.Contains("划掉：重复登记", (await city.PageAsync("/subsidies?year=2026")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<TestClient> SignedInAsync(Account account)
    {
        var client = site.Visitor();
        await client.SignInAsync(account.UserName!, TestSite.Password);
        return client;
    }

    private static async Task RightAsync(TestClient who, string address, string step, params (string, string)[] typed)
    {
        using var sent = await who.SendAsync(await who.PageAsync(address), $"form[action$='{step}']", typed);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, $"{address}{step}: {(sent.StatusCode == HttpStatusCode.OK ? (await TestClient.ReadAsync(sent)).QuerySelector(".error-list")?.TextContent : sent.StatusCode.ToString())}");
    }
}
