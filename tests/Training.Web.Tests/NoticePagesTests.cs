using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class NoticePagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;
    private PublicNotice notice = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        notice = await Some.NoticeAsync(db, clock);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_visitor_objects_an_officer_answers_and_the_result_stays_with_masked_names()
    {
        using var visitor = site.Visitor();
        Assert.Equal(notice.Title, Text((await visitor.PageAsync("/notices")).QuerySelector(".notice-list h2")!));
        var page = await visitor.PageAsync($"/notices/{notice.Key}");
        Assert.Contains("王桂兰", Text(page.QuerySelector(".notice-items")!), StringComparison.Ordinal);
        Assert.Equal(["第 1 天", "第 2 天", "休", "休", "第 3 天", "第 4 天", "第 5 天"], page.QuerySelectorAll(".window-days span").Select(Text));

        var form = await visitor.PageAsync($"/notices/{notice.Key}/objection");
        using var sent = await visitor.SendAsync(
            form, "main form.form", ("ItemKey", $"{notice.Items[0].Key}"), ("Text", "她的讲课次数和事实不符。"), ("Name", "赵国民"), ("Contact", "13800001234"));
        var receipt = sent.Headers.Location!.ToString();
        Assert.Equal("收到了", Text((await visitor.PageAsync(receipt)).QuerySelector("h1")!));
        using var again = await visitor.SendAsync(form, "main form.form", ("Text", "她的讲课次数和事实不符。"));
        Assert.Equal(receipt, again.Headers.Location!.ToString());

        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        var board = await officer.PageAsync($"/notice-board/{notice.Key}");
        Assert.Contains("赵*民", Text(board.QuerySelector(".objections")!), StringComparison.Ordinal);
        Assert.DoesNotContain("13800001234", board.Body!.InnerHtml, StringComparison.Ordinal);
        using var opened = await officer.SendAsync(board, ".objections form[action$=contact]", ("Purpose", "电话核实"));
        Assert.Contains("13800001234", await opened.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var refused = await officer.SendAsync(board, ".objections form[action$=answer]", ("Answer", "查了讲课记录。"));
        var kept = await TestClient.ReadAsync(refused);
        Assert.Contains("选一下", Text(kept.QuerySelector(".banner.bad")!), StringComparison.Ordinal);
        Assert.Equal("查了讲课记录。", kept.QuerySelector<IHtmlTextAreaElement>(".objections textarea")!.Value);
        using var answered = await officer.SendAsync(kept, ".objections form[action$=answer]", ("Upheld", "true"));
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Equal("答复来了", Text((await visitor.PageAsync(receipt)).QuerySelector("h1")!));

        clock.SetUtc(new DateTime(2026, 11, 25, 16, 5, 0));
        using var later = await site.SignedInAsync(Roles.CountyOfficer);
        var due = await later.PageAsync($"/notice-board/{notice.Key}");
        using var concluded = await later.SendAsync(due, "form[action$=conclude]");
        Assert.Equal(HttpStatusCode.Redirect, concluded.StatusCode);
        var over = await visitor.PageAsync($"/notices/{notice.Key}");
        Assert.Contains("收到异议 1 条，经核实成立 1 条。1 个对象通过，1 个取消。", Text(over.QuerySelector(".outcome")!), StringComparison.Ordinal);
        Assert.Equal(["王*兰", "李*田"], over.QuerySelectorAll(".notice-items h3").Select(h => Text(h).Split(' ')[1].Trim()));
        Assert.Null(over.QuerySelector("a[href$=objection]"));
        await using var db = site.Open();
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task What_was_typed_stays_and_after_the_window_the_form_says_where_to_call()
    {
        using var visitor = site.Visitor();
        var form = await visitor.PageAsync($"/notices/{notice.Key}/objection");
        using var refused = await visitor.SendAsync(form, "main form.form", ("Text", "不行"), ("Name", " 赵国民 "));
        var page = await TestClient.ReadAsync(refused);
        Assert.Contains("写清楚哪里不对", Text(page.QuerySelector("#Text-error")!), StringComparison.Ordinal);
        Assert.Equal("不行", page.QuerySelector<IHtmlTextAreaElement>("#Text")!.Value);
        Assert.Equal(" 赵国民 ", page.QuerySelector("#Name")!.GetAttribute("value"));

        clock.SetUtc(new DateTime(2026, 11, 25, 16, 0, 0));
        using var late = await visitor.SendAsync(form, "main form.form", ("Text", "她的讲课次数和事实不符。"));
        Assert.Contains("这里不再收", (await TestClient.ReadAsync(late)).Body!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.False(await db.NoticeObjections().AnyAsync());
    }

    [Fact]
    public async Task One_address_sends_thirty_forms_and_is_then_told_to_wait()
    {
        using var visitor = site.Visitor();
        var form = await visitor.PageAsync($"/notices/{notice.Key}/objection");
        for (var i = 0; i < 30; i++)
        {
            using var refused = await visitor.SendAsync(form, "main form.form", ("Text", "不"));
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        }

        using var tooMany = await visitor.SendAsync(form, "main form.form", ("Text", "不"));
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
    }

    [Fact]
    public async Task The_paper_carries_the_list_and_the_publisher()
    {
        using var visitor = site.Visitor();
        var print = await visitor.PageAsync($"/notices/{notice.Key}/print");
        Assert.Contains("清丰县民政局", Text(print.QuerySelector(".signed")!), StringComparison.Ordinal);
        Assert.Contains("2026年11月18日至2026年11月25日，共 5 个工作日", print.Body!.TextContent, StringComparison.Ordinal);
        using var word = await visitor.GetAsync($"/notices/{notice.Key}/word");
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.Content.Headers.ContentType!.MediaType);
        using var file = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(await word.Content.ReadAsStreamAsync(), false);
        Assert.Contains("王桂兰", file.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_city_publishes_a_list_by_hand_and_every_wrong_line_is_told()
    {
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        using var refused = await city.SendAsync(
            await city.PageAsync("/notice-board/new"), "main form.form", ("Title", "表扬公示"), ("Body", "予以公示。"), ("Lines", "个人，袁𬱖，清丰县人民医院，讲课 40 次\n随便\n个人， 孙梅，医院，"));
        var page = await TestClient.ReadAsync(refused);
        Assert.Equal(2, page.QuerySelectorAll(".wrong-lines li").Length);
        Assert.Equal("表扬公示", page.QuerySelector("#Title")!.GetAttribute("value"));

        using var made = await city.SendAsync(page, "main form.form", ("Lines", "个人，袁𬱖，清丰县人民医院，讲课 40 次\n单位，清丰县夕阳红养老服务中心，，全年 90 次课"));
        var opened = await city.PageAsync(made.Headers.Location!.ToString());
        Assert.Contains("袁𬱖", Text(opened.QuerySelector("table")!), StringComparison.Ordinal);
        Assert.Contains("到11月25日 星期三满 5 个工作日", opened.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_waits_for_its_own_division_and_ends_with_the_answer()
    {
        await using var db = site.Open();
        var deadline = await Some.NoticeAsync(db, clock, Some.NoticeInput() with { Subject = NoticeSubjects.Deadline, PartyRegionCode = Places.City, Title = "请市局备案" });
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        Assert.Equal("请市局备案", Text((await city.PageAsync("/deadlines")).QuerySelector("tbody th")!));
        var page = await city.PageAsync($"/deadlines/{deadline.Key}");
        using var refused = await city.SendAsync(page, "main form.form", ("Agree", "false"));
        Assert.Contains("要写明理由", (await TestClient.ReadAsync(refused)).QuerySelector("#Reason-error")!.TextContent, StringComparison.Ordinal);
        using var done = await city.SendAsync(page, "main form.form", ("Agree", "false"), ("Reason", "材料不齐，退回补充。"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("不同意", Text((await city.PageAsync("/deadlines")).QuerySelector("tbody")!), StringComparison.Ordinal);

        // The county that asked reads the reason; another county sees nothing of it.
        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        Assert.Contains("材料不齐，退回补充。", (await county.PageAsync($"/deadlines/{deadline.Key}")).Body!.TextContent, StringComparison.Ordinal);
        using var neighbour = await site.SignedInAsync(Roles.CountyOfficer, Places.Nanle);
        using var shut = await neighbour.GetAsync($"/deadlines/{deadline.Key}");
        Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);
    }

    [Fact]
    public async Task A_county_asks_the_city_and_takes_it_back()
    {
        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        using var refused = await county.SendAsync(await county.PageAsync("/deadlines/new"), "main form.form", ("Title", "请市局备案"), ("Body", ""), ("Matter", "讲师安排"));
        var page = await TestClient.ReadAsync(refused);
        Assert.NotNull(page.QuerySelector("#Body-error"));
        Assert.Equal("讲师安排", page.QuerySelector("#Matter")!.GetAttribute("value"));
        using var asked = await county.SendAsync(page, "main form.form", ("Body", "附安排表。"));
        var address = asked.Headers.Location!.ToString();
        Assert.Equal("请市局备案", Text((await county.PageAsync("/deadlines?asked=true")).QuerySelector("tbody th")!));

        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        Assert.Equal("请市局备案", Text((await city.PageAsync("/deadlines")).QuerySelector("tbody th")!));
        using var without = await county.SendAsync(await county.PageAsync(address), "form[action$=withdraw]");
        Assert.Contains("写明原因", (await TestClient.ReadAsync(without)).Body!.TextContent, StringComparison.Ordinal);
        using var back = await county.SendAsync(await county.PageAsync(address), "form[action$=withdraw]", ("Reason", "安排有变"));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Contains("对方撤回", Text((await city.PageAsync("/deadlines")).QuerySelector("tbody")!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_city_takes_the_next_year_and_until_then_it_is_said_to_be_missing()
    {
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        Assert.Contains("全年 248 个工作日", (await city.PageAsync("/calendar")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2027年的节假日和调休安排还没有录入", (await city.PageAsync("/calendar?year=2027")).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);

        var form = await city.PageAsync("/calendar/list?year=2027");
        using var refused = await city.SendAsync(form, "main form.form", ("Text", "2027-02-01,春节,放假\n2027-02-30,春节,放假\n昨天"));
        var page = await TestClient.ReadAsync(refused);
        Assert.Equal(2, page.QuerySelectorAll(".wrong-lines li").Length);
        var lines = string.Join('\n', Enumerable.Range(1, 13).Select(d => $"2027-02-{d:00},春节,放假"));
        using var taken = await city.SendAsync(page, "main form.form", ("Text", lines));
        Assert.Equal("/calendar?year=2027", taken.Headers.Location!.ToString());
        Assert.Equal(13, (await city.PageAsync("/calendar?year=2027")).QuerySelectorAll("td.holiday").Length);
    }

    private static string Text(IElement element) => element.TextContent.Trim();
}
