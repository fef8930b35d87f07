using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Sheets;
using Training.Domain.Stations;
using Training.Domain.Trainers;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>The registers that come in by Excel, each through the use cases of its own room.</summary>
public sealed class RegisterImportTests : IAsyncLifetime
{
    private TestSite site = null!;
    private TestClient clerk = null!;
    private string town = "";
    private string village = "";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: FakeClock.Ordinary());
        await using var db = site.Open();
        village = (await db.Regions().SingleAsync(r => r.Code == Places.QingfengVillage)).Name;
        town = (await db.Regions().SingleAsync(r => r.Code == RegionCodes.At(Places.QingfengVillage, RegionLevel.Township))).Name;
        clerk = await site.SignedInAsync(Roles.CountyOfficer);
    }

    public async Task DisposeAsync()
    {
        clerk.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Bodies_come_in_once_are_mended_by_the_second_sheet_and_go_out()
    {
        string[] head = ["单位名称", "机构类型", "统一社会信用代码", "联系人", "联系电话", "地址"];
        var file = Workbooks.Of(
            head, ["=清丰县朝霞养老院", "养老机构", "", "李　明", "0393-6661234", "滨河路 1 号"], ["清丰县晚晴社工中心", "社会工作服务机构", "123", "", "", ""],
            ["清丰县晚晴社工中心", "社会工作服务机构", "", "", "12345", ""]);
        var preview = await SendAsync("organizations", file);
        Assert.Equal(["3", "4"], Wrong(preview));
        Assert.Contains("统一社会信用代码是 18 位", preview.QuerySelector("td.why")!.TextContent, StringComparison.Ordinal);
        await ConfirmAsync(preview);
        await using (var db = site.Open())
        {
            var body = await db.Organizations().SingleAsync();
            Assert.Equal(("=清丰县朝霞养老院", "李明", Places.Qingfeng), (body.Name, body.ContactName, body.RegionCode));
            Assert.NotNull(body.ContactPhoneSealed);
        }

        Assert.Contains("没有变化", (await SendAsync("organizations", Workbooks.Of(head, ["=清丰县朝霞养老院", "养老机构", "", "李明", "03936661234", ""]))).Body!.TextContent, StringComparison.Ordinal);
        var out1 = await (await clerk.GetAsync("/registers/organizations.xlsx")).Content.ReadAsByteArrayAsync();
        Assert.Contains("没有变化", (await SendAsync("organizations", out1)).Body!.TextContent, StringComparison.Ordinal);

        var changed = await SendAsync("organizations", Workbooks.Of(head, ["=清丰县朝霞养老院", "医养结合机构", "", "", "0393-7770000", ""]));
        Assert.Equal(["养老机构 医养结合机构", "039****1234 039****0000"], changed.QuerySelectorAll("td.changed").Select(Pair));
        await ConfirmAsync(changed);
        await using var after = site.Open();
        Assert.Equal((OrganizationKind.MedicalCare, "李明"), (await after.Organizations().Select(o => new { o.Kind, o.ContactName }).SingleAsync()) is var o ? (o.Kind, o.ContactName) : default);
    }

    [Fact]
    public async Task Persons_come_in_with_their_numbers_sealed_mangled_ones_are_refused_and_namesakes_are_said_and_never_joined()
    {
        string[] head = ["序号", "姓　名", "身份证号码", "联系电话", "乡镇", "村", "户号"];
        var file = Workbooks.Of(
            head, ["1", "李　明", "410922195005016412", "13812345678", town, village, "1"], ["2", "阿依古丽·买买提", "", "", town, village, "1"],
            ["3", "王桂兰", "4.1092E+17", "", town, village, ""], ["4", "赵德福", "410922195005016411", "", town, village, ""]);
        var preview = await SendAsync("people", file);
        Assert.Equal(["4", "5"], Wrong(preview));
        Assert.Contains("科学计数", preview.QuerySelectorAll("td.why")[0].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("410922195005016412", (await clerk.PageAsync(Here(preview) + "?show=all")).Body!.TextContent, StringComparison.Ordinal);
        await ConfirmAsync(preview);
        await using (var db = site.Open())
        {
            var people = await db.People().OrderBy(p => p.Id).ToListAsync();
            Assert.Equal(["李明", "阿依古丽·买买提"], people.Select(p => p.Name));
            Assert.Equal(people[0].HouseholdId, people[1].HouseholdId);
            Assert.NotNull(people[0].IdNumberSealed);
            Assert.Equal(new DateOnly(1950, 5, 1), people[0].BirthDate);
        }

        Assert.Contains("没有变化", (await SendAsync("people", Workbooks.Of(
            head, ["1", "李明", "410922195005016412", "13812345678", town, village, "1"], ["2", "阿依古丽·买买提", "", "", town, village, "1"]))).Body!.TextContent, StringComparison.Ordinal);

        var alike = await SendAsync("people", Workbooks.Of(head, ["1", "李明", "", "13900000000", town, village, ""], ["2", "张三", "410922195005016412", "", town, village, ""]));
        Assert.Contains("已经登记在另一个名字下", alike.QuerySelector("td.why")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("按新人录入", (await clerk.PageAsync(Here(alike) + "?show=new")).QuerySelector("td.why .noted")!.TextContent, StringComparison.Ordinal);
        await ConfirmAsync(alike);
        await using var after = site.Open();
        Assert.Equal(3, await after.People().CountAsync(p => p.CanonicalId == null));
    }

    [Fact]
    public async Task Trainers_come_in_as_recommendations_and_what_is_known_is_mended()
    {
        await using (var db = site.Open())
        {
            await Some.OrganizationAsync(db);
        }

        string[] head = ["姓名", "联系电话", "类别", "专业特长", "推荐单位", "本人同意"];
        string[] row = ["孙玉梅", "13812345678", "护工", "生活照护、康复护理", "清丰县夕阳红养老服务中心", "是"];
        var preview = await SendAsync("trainers", Workbooks.Of(
            head, row, ["李小红", "13912345678", "护工", "跳舞", "清丰县夕阳红养老服务中心", "是"], ["周大力", "13712345678", "护工", "生活照护", "乌有单位", "否"],
            ["吴不同意", "13612345678", "护工", "生活照护", "清丰县夕阳红养老服务中心", "否"]));
        Assert.Equal(["3", "4", "5"], Wrong(preview));
        Assert.Contains("没有“跳舞”", preview.QuerySelectorAll("td.why")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("本人同意", preview.QuerySelectorAll("td.why")[2].TextContent, StringComparison.Ordinal);
        await ConfirmAsync(preview);
        await using (var db = site.Open())
        {
            Assert.Equal(("孙玉梅", TrainerStatus.Applied), (await db.Trainers().Select(t => new { t.Name, t.Status }).SingleAsync()) is var t ? (t.Name, t.Status) : default);
            Assert.Equal(1, await db.People().CountAsync());
        }

        string[] reordered = [.. row];
        reordered[3] = "康复护理，生活照护";
        Assert.Contains("没有变化", (await SendAsync("trainers", Workbooks.Of(head, reordered))).Body!.TextContent, StringComparison.Ordinal);
        reordered[2] = "社工";
        var changed = await SendAsync("trainers", Workbooks.Of(head, reordered));
        Assert.Equal("护工 社工", Pair(changed.QuerySelector("td.changed")!));
        await ConfirmAsync(changed);
        await using var after = site.Open();
        Assert.Equal(TalentKind.SocialWorker, (await after.Trainers().SingleAsync()).Kind);
    }

    [Fact]
    public async Task Certificates_and_free_times_come_in_with_the_trainer_and_a_paper_on_file_is_recognised()
    {
        await using var db = site.Open();
        await Some.OrganizationAsync(db);
        string[] head = ["姓名", "联系电话", "类别", "专业特长", "推荐单位", "本人同意", "有空的时间", "证书名称", "证书编号", "发证机关", "发证日期", "证书有效期至"];
        string[] row = ["孙玉梅", "13812345678", "护工", "生活照护", "清丰县夕阳红养老服务中心", "是", "周一上午、星期六", "养老护理员", "豫〔2023〕001", "清丰县人社局", "2023年5月1日", "2027-04-30"];
        string[] halfPaper = ["李小红", "13912345678", "护工", "生活照护", "清丰县夕阳红养老服务中心", "是", "周八上午", "", "", "", "", ""];
        string[] noIssuer = ["周大力", "13712345678", "护工", "生活照护", "清丰县夕阳红养老服务中心", "是", "", "养老护理员", "7", "", "2023-05-01", ""];
        string[] second = [.. row[..7], "急救员", "99", "县红十字会", "2025-01-02", ""];

        var preview = await SendAsync("trainers", Workbooks.Of(head, row, halfPaper, noIssuer, second));
        Assert.Equal(["3", "4"], Wrong(preview));
        Assert.Contains("看不懂“周八上午”", preview.QuerySelectorAll("td.why")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("发证机关要有", preview.QuerySelectorAll("td.why")[1].TextContent, StringComparison.Ordinal);
        await ConfirmAsync(preview);
        var trainer = await db.Trainers().AsNoTracking().SingleAsync();
        Assert.Equal("周一上午、周六全天", FreeTimeWords.Of(trainer.FreeTimes));
        var papers = await db.TrainerCertificates().AsNoTracking().OrderBy(c => c.IssuedOn).ToListAsync();
        Assert.Equal(["豫〔2023〕001", "99"], papers.Select(c => c.Number));
        Assert.Equal((new DateOnly(2023, 5, 1), (DateOnly?)new DateOnly(2027, 4, 30), true), (papers[0].IssuedOn, papers[0].ValidUntil, papers[0].IsRequired));

        Assert.Contains("没有变化", (await SendAsync("trainers", Workbooks.Of(head, row, second))).Body!.TextContent, StringComparison.Ordinal);
        row[11] = "2028-04-30";
        Assert.Contains("写的是“2027-04-30”", (await SendAsync("trainers", Workbooks.Of(head, row))).QuerySelector("td.why")!.TextContent, StringComparison.Ordinal);
        var out1 = await (await clerk.GetAsync("/registers/trainers.xlsx")).Content.ReadAsByteArrayAsync();
        var grid = SheetReader.Read(out1).Value!;
        Assert.Equal(["豫〔2023〕001", "99"], grid.Rows.SelectMany(r => Enumerable.Range(0, r.Width).Select(c => r[c].Text)).Where(t => t is "豫〔2023〕001" or "99"));
        var again = await SendAsync("trainers", out1);
        Assert.Equal(("没有错", 2), (again.QuerySelector("h1")!.TextContent, await db.TrainerCertificates().CountAsync()));
        Assert.Contains("没有变化", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await db.AuditEntries().CountAsync(a => a.Process == nameof(TakeOutRegister)));

        // Somebody of that name in another unit is not taken for this person.
        string[] noPhone = ["孙玉梅", "", "护工", "生活照护", "", ""];
        Assert.Contains("写上手机号", (await SendAsync("trainers", Workbooks.Of(head[..6], noPhone))).QuerySelector("td.why")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_proposal_is_mended_and_sent_again_by_the_sheet()
    {
        await using var db = site.Open();
        var station = await Some.StationUnderWayAsync(db, StationStatus.Rejected, Places.QingfengVillage);
        var out1 = await (await clerk.GetAsync("/registers/stations.xlsx")).Content.ReadAsByteArrayAsync();
        Assert.Contains("没有变化", (await SendAsync("stations", out1)).Body!.TextContent, StringComparison.Ordinal);

        string[] head = ["站点名称", "类型", "乡镇", "村", "地址", "依托单位", "依托单位类型", "座位"];
        string[] row = [station.Name, StationWords.Of(station.Kind), town, village, "滨河路 88 号", "滨河社区居民委员会", StationWords.Of(HostKind.VillageCommittee), "66"];
        var preview = await SendAsync("stations", Workbooks.Of(head, row));
        Assert.Empty(Wrong(preview));
        Assert.Contains("改好再报一次", (await clerk.PageAsync(Here(preview) + "?show=changed")).QuerySelector("td.why .noted")!.TextContent, StringComparison.Ordinal);
        await ConfirmAsync(preview);
        var sent = await db.Stations().AsNoTracking().SingleAsync();
        Assert.Equal((station.Id, StationStatus.Proposed, "滨河路 88 号", 66), (sent.Id, sent.Status, sent.Address, sent.Capacity));
        Assert.Equal("用 Excel 导入改好再报", (await db.StationSteps().OrderByDescending(s => s.Id).FirstAsync()).Reason);
    }

    private async Task<IHtmlDocument> SendAsync(string kind, byte[] file)
    {
        using var sent = await Workbooks.SendAsync(clerk, $"/imports/{kind}", file, "名单.xlsx");
        return sent.Headers.Location is { } preview ? await clerk.PageAsync(preview.ToString())
            : throw new InvalidOperationException((await TestClient.ReadAsync(sent)).QuerySelector("main")!.TextContent.Trim());
    }

    private async Task ConfirmAsync(IHtmlDocument preview)
    {
        using var done = await clerk.SendAsync(preview, "form[action$=confirm]");
        Assert.Contains("导入了", (await clerk.PageAsync(done.Headers.Location!.ToString())).QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
    }

    private static string Here(IDocument preview) => preview.QuerySelector("form[action$=confirm]")!.GetAttribute("action")![..^"/confirm".Length];

    private static IEnumerable<string> Wrong(IDocument preview) => preview.QuerySelectorAll("tr.bad th").Select(t => t.TextContent.Trim());

    private static string Pair(IElement cell) => $"{cell.QuerySelector("del")!.TextContent} {cell.QuerySelector("ins")!.TextContent}";
}
