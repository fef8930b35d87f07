using System.Net;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Identity;
using Training.Domain.Regions;
using Training.Domain.Sheets;
using Training.Domain.Stations;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class ImportPagesTests : IAsyncLifetime
{
    private static readonly string[] Head = ["站点名称", "类型", "乡镇", "村（社区）", "地址", "依托单位", "依托单位类型", "座位数"];

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
    public async Task Of_two_hundred_rows_the_three_wrong_ones_stand_first_and_the_rest_goes_in()
    {
        var rows = Enumerable.Range(1, 200).Select(i => Row($"第{i}日间照料中心")).ToArray();
        (rows[40][7], rows[90][3], rows[150][0]) = ("很多", "乌有村", "");
        using var sent = await Workbooks.SendAsync(clerk, "/imports/stations", Workbooks.Of(Head, rows), "站点.xlsx");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var preview = await clerk.PageAsync(sent.Headers.Location!.ToString());

        Assert.Equal("3 行要改", preview.QuerySelector("h1")!.TextContent);
        Assert.Equal(["42", "92", "152"], preview.QuerySelectorAll("tbody th").Select(t => t.TextContent.Trim()));
        Assert.Contains("“很多”不是整数", preview.QuerySelectorAll("td.why")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains($"{town}里没有“乌有村”", preview.QuerySelectorAll("td.why")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("（空）", preview.QuerySelectorAll("tbody tr")[2].QuerySelector("td.wrong")!.TextContent.Trim());
        await using (var db = site.Open())
        {
            Assert.False(await db.Stations().AnyAsync());
        }

        var among = await clerk.PageAsync(preview.QuerySelectorAll("tbody th a")[1].GetAttribute("href")!);
        Assert.NotNull(among.QuerySelector("#row-92.bad"));

        var problems = await (await clerk.GetAsync(sent.Headers.Location + "/problems.xlsx")).Content.ReadAsByteArrayAsync();
        var grid = SheetReader.Read(problems).Value!;
        Assert.Equal(4, grid.Rows.Count);
        Assert.Contains("原来第 42 行。座位：“很多”不是整数。", Enumerable.Range(0, grid.Rows[1].Width).Select(c => grid.Rows[1][c].Text));

        using var done = await clerk.SendAsync(preview, "form[action$=confirm]");
        var after = await clerk.PageAsync(done.Headers.Location!.ToString());
        Assert.Contains("新增 197 行", after.QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("还有 3 行没有导入", after.QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        await using (var db = site.Open())
        {
            Assert.Equal(197, await db.Stations().CountAsync(s => s.Status == StationStatus.Proposed));
        }
    }

    [Fact]
    public async Task What_went_out_comes_in_again_and_changes_nothing_and_a_changed_cell_is_shown_before_and_after()
    {
        await using (var db = site.Open())
        {
            await Some.StationAsync(db, with: s => (s.HostName, s.HostKind, s.Address) = ("古城村民委员会", HostKind.VillageCommittee, "滨河路 12 号"));
        }

        var file = await (await clerk.GetAsync("/registers/stations.xlsx")).Content.ReadAsByteArrayAsync();
        using var same = await Workbooks.SendAsync(clerk, "/imports/stations", file, "站点名册.xlsx");
        var preview = await clerk.PageAsync(same.Headers.Location!.ToString());
        Assert.Contains("没有变化", preview.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(preview.QuerySelector("form[action$=confirm]"));

        var row = Row("古城日间照料中心");
        row[7] = "80";
        using var changed = await Workbooks.SendAsync(clerk, "/imports/stations", Workbooks.Of(Head, row), "站点.xlsx");
        preview = await clerk.PageAsync(changed.Headers.Location!.ToString());
        var cell = preview.QuerySelector("td.changed")!;
        Assert.Equal(("60", "80"), (cell.QuerySelector("del")!.TextContent, cell.QuerySelector("ins")!.TextContent));
        using var done = await clerk.SendAsync(preview, "form[action$=confirm]");
        await using var after = site.Open();
        Assert.Equal(80, (await after.Stations().SingleAsync()).Capacity);
    }

    [Fact]
    public async Task A_station_brings_in_its_old_rolls_and_no_registers_and_an_office_the_other_way_round()
    {
        long station;
        await using (var db = site.Open())
        {
            station = (await Some.StationAsync(db)).Id;
        }

        using var coordinator = await site.SignedInAsync(Roles.Coordinator, stations: [station]);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetAsync("/imports/stations")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/imports/old-rolls")).StatusCode);
        Assert.Equal(["/imports/old-rolls"], (await coordinator.PageAsync("/imports")).QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.OK, (await coordinator.GetAsync("/imports/old-rolls/template.xlsx")).StatusCode);

        string[] head = ["日期", "课名", "开始", "结束", "主题", "姓名", "手机后四位", "到课"];
        var file = Workbooks.Of(
            head, ["2026年3月5日", "防跌倒", "9:00", "10:30", "紧急救援", "李　明", "1234", "√"], ["2026年3月5日", "防跌倒", "9:00", "10:30", "紧急救援", "王桂兰", "", "没到"],
            ["2026年3月5日", "防跌倒", "9:00", "8:30", "紧急救援", "张三", "", "到"]);
        using var sent = await Workbooks.SendAsync(coordinator, "/imports/old-rolls", file, "点名册.xlsx");
        var preview = await coordinator.PageAsync(sent.Headers.Location!.ToString());
        Assert.Equal("1 行要改", preview.QuerySelector("h1")!.TextContent);
        Assert.Contains("下课时间要在上课时间后面", preview.QuerySelector("td.why")!.TextContent, StringComparison.Ordinal);
        using var done = await coordinator.SendAsync(preview, "form[action$=confirm]");
        Assert.Contains("新增 2 行", (await coordinator.PageAsync(done.Headers.Location!.ToString())).QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Guid roll;
        await using (var db = site.Open())
        {
            roll = (await db.Rolls().SingleAsync(r => r.Status == RollStatus.Closed)).Key;
        }

        var record = (await coordinator.PageAsync($"/rolls/{roll}/record")).Body!.TextContent;
        Assert.Contains("防跌倒", record, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await coordinator.GetAsync($"/rolls/{roll}")).StatusCode);

        using var again = await Workbooks.SendAsync(coordinator, "/imports/old-rolls", file, "点名册.xlsx");
        Assert.Null((await coordinator.PageAsync(again.Headers.Location!.ToString())).QuerySelector("form[action$=confirm]"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_comes_back_with_a_sentence_and_the_template_is_offered()
    {
        using var sent = await Workbooks.SendAsync(clerk, "/imports/stations", "站点,类型\n"u8.ToArray(), "站点.xlsx");
        var page = await TestClient.ReadAsync(sent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        Assert.Contains("CSV", page.QuerySelector("#File-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(page.QuerySelector("a[href$='template.xlsx']")!.GetAttribute("href")!)).StatusCode);
        using var nothing = await Workbooks.SendAsync(clerk, "/imports/stations", [], "");
        Assert.Contains("还没有选文件", (await TestClient.ReadAsync(nothing)).QuerySelector("#File-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_its_owners_alone_and_can_be_put_away()
    {
        using var sent = await Workbooks.SendAsync(clerk, "/imports/stations", Workbooks.Of(Head, Row("古城日间照料中心")), "站点.xlsx");
        var address = sent.Headers.Location!.ToString();
        using var other = await site.SignedInAsync(Roles.CountyOfficer);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(address)).StatusCode);

        using var dropped = await clerk.SendAsync(await clerk.PageAsync(address), "form[action$=drop]");
        Assert.Contains("没有导入，名册没有动", (await clerk.PageAsync(dropped.Headers.Location!.ToString())).QuerySelector(".banner")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(address)).StatusCode);
    }

    private string[] Row(string name) => [name, "日间照料中心", town, village, "滨河路 12 号", "古城村民委员会", "居民委员会、村民委员会", "60"];
}
