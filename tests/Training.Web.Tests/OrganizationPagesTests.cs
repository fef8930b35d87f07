using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Organizations;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public sealed class OrganizationPagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;
    private TestClient officer = null!;

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        officer = await site.SharedAsync(Roles.CountyOfficer);
    }

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_body_is_entered_found_by_initials_and_its_phone_stays_masked()
    {
        using var sent = await officer.SendAsync(
            await officer.PageAsync("/organizations/new"), "main form.form",
            ("Name", "清丰县益民社会工作服务中心"), ("Kind", "SocialWork"), ("CreditCode", "52000000000000000L"), ("ContactPhone", "0393-6661234"), ("LegalPerson", "赵益民"));
        var page = await officer.PageAsync(sent.Headers.Location!.ToString());
        Assert.Equal("清丰县益民社会工作服务中心", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("039****1234", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("6661234", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("还没有定点联系的社区", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("登记", page.QuerySelector(".timeline h3")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[data-papers]"));

        var address = $"form[action='{sent.Headers.Location}/phone']";
        using var unsaid = await officer.SendAsync(page, address);
        Assert.Contains("选一个用途", (await TestClient.ReadAsync(unsaid)).QuerySelector("#Purpose-error")!.TextContent, StringComparison.Ordinal);
        using var opened = await officer.SendAsync(page, address, ("Purpose", "MendRecord"));
        Assert.Contains("03936661234", (await TestClient.ReadAsync(opened)).Body!.TextContent, StringComparison.Ordinal);
        Assert.True(opened.Headers.CacheControl!.NoStore);
        Assert.Contains("看了联系电话", (await officer.PageAsync(sent.Headers.Location!.ToString())).QuerySelector(".timeline h3")!.TextContent, StringComparison.Ordinal);

        var list = await officer.PageAsync("/organizations?words=ymsh");
        Assert.Equal("清丰县益民社会工作服务中心", list.QuerySelector("tbody th a")!.TextContent);
        Assert.Contains("没有这样的承接主体", (await officer.PageAsync("/organizations?words=zzz")).Body!.TextContent, StringComparison.Ordinal);
        var edit = await officer.PageAsync(sent.Headers.Location + "/edit");
        Assert.Equal("", edit.QuerySelector<IHtmlInputElement>("#ContactPhone")!.Value);
        using var csv = await officer.GetAsync("/organizations/register.csv");
        var text = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("\uFEFF县区,名称,", text, StringComparison.Ordinal);
        Assert.Contains("52000000000000000L,赵益民", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_form_comes_back_with_every_sentence_and_all_that_was_typed()
    {
        using var sent = await officer.SendAsync(
            await officer.PageAsync("/organizations/new"), "main form.form", ("Name", ""), ("CreditCode", "520000000000000001"), ("ContactPhone", "12"), ("Address", " 滨河路 12 号 "));
        var page = await TestClient.ReadAsync(sent);
        Assert.Contains("还没有写名称", page.QuerySelector("#Name-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("校验位对不上", page.QuerySelector("#CreditCode-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("11 位手机号", page.QuerySelector("#ContactPhone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((" 滨河路 12 号 ", "12"), (page.QuerySelector<IHtmlInputElement>("#Address")!.Value, page.QuerySelector<IHtmlInputElement>("#ContactPhone")!.Value));
        await using var db = site.Open();
        Assert.False(await db.Organizations().AnyAsync());
    }

    [Fact]
    public async Task A_second_body_of_one_name_is_shown_and_saved_only_when_said_so()
    {
        await using var db = site.Open();
        var first = await Some.OrganizationAsync(db);
        using var sent = await officer.SendAsync(await officer.PageAsync("/organizations/new"), "main form.form", ("Name", first.Name), ("Kind", "CareHome"));
        var warned = await TestClient.ReadAsync(sent);
        Assert.NotNull(warned.QuerySelector($"a[href='/organizations/{first.Key}']"));
        using var again = await officer.SendAsync(warned, "main form.form", ("AnotherOne", "true"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(2, await db.Organizations().CountAsync());
    }

    [Fact]
    public async Task Closing_wants_a_date_and_keeps_the_page()
    {
        await using var db = site.Open();
        var body = await Some.OrganizationAsync(db);
        await Some.StationAsync(db, with: s => s.OrganizationId = body.Id);
        var address = $"/organizations/{body.Key}";
        using var refused = await officer.SendAsync(await officer.PageAsync(address), $"form[action='{address}/close']", ("Reason", "合同到期"));
        var page = await TestClient.ReadAsync(refused);
        Assert.Contains("还没有写从哪一天起", page.QuerySelector("#On-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("合同到期", page.QuerySelector<IHtmlInputElement>("#Reason")!.Value);
        using var closed = await officer.SendAsync(await officer.PageAsync(address), $"form[action='{address}/close']", ("On", "2026-11-01"), ("Reason", "合同到期"));
        page = await officer.PageAsync(address);
        Assert.Contains("2026年11月1日 起不再承接：合同到期", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("古城日间照料中心", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector($"form[action='{address}/close']"));
    }

    [Fact]
    public async Task An_agreement_that_ends_soon_is_told_to_the_countys_officers_and_renewed()
    {
        await using var db = site.Open();
        var agreement = await Some.AgreementAsync(db, with: a => (a.FromDate, a.UntilDate) = (clock.Today().AddDays(-364), clock.Today().AddDays(20)));
        await site.SharedAsync(Roles.CountyOfficer, Places.Nanle);
        await site.SharedAsync(Roles.CityOfficer, Places.City);
        var warn = new WarnOfAgreements(db, new Officers(db), clock);
        Assert.Equal((1, 0), (await warn.RunAsync(), await warn.RunAsync()));
        var message = await db.InboxMessages().SingleAsync();
        Assert.Equal(($"和{agreement.Partner}的合作协议还有 20 天到期", $"/agreements/{agreement.Key}"), (message.Title, message.Href));

        var page = await officer.PageAsync($"/agreements/{agreement.Key}");
        Assert.Contains("将到期", page.QuerySelector(".head .mark")!.TextContent, StringComparison.Ordinal);
        var form = await officer.PageAsync($"/agreements/new?renews={agreement.Key}");
        Assert.Equal(clock.Today().AddDays(21), DateOnly.Parse(form.QuerySelector<IHtmlInputElement>("#From")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        using var sent = await officer.SendAsync(form, "main form.form");
        var renewed = await officer.PageAsync(sent.Headers.Location!.ToString());
        Assert.NotNull(renewed.QuerySelector($"a[href='/agreements/{agreement.Key}']"));
        Assert.Contains("续签为", (await officer.PageAsync($"/agreements/{agreement.Key}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gaps_stand_above_the_pairings_and_a_pairing_closes_one()
    {
        await using var db = site.Open();
        var body = await Some.OrganizationAsync(db, with: o => (o.Name, o.Kind) = ("清丰县益民社会工作服务中心", OrganizationKind.SocialWork));
        Assert.Contains("1 家，每家至少要 1 个社区", (await officer.PageAsync("/pairings")).Body!.TextContent, StringComparison.Ordinal);
        using var refused = await officer.SendAsync(await officer.PageAsync($"/pairings/new?organization={body.Key}"), "main form.form");
        Assert.Contains("还没有选社区或村", (await TestClient.ReadAsync(refused)).QuerySelector("#RegionCode-error")!.TextContent, StringComparison.Ordinal);
        using var sent = await officer.SendAsync(await TestClient.ReadAsync(refused), "main form.form", ("RegionCode", $"{Places.QingfengVillage}"));
        var page = await officer.PageAsync("/pairings");
        Assert.Null(page.QuerySelector("#gaps"));
        var end = page.QuerySelector("form[action$='/end']")!.GetAttribute("action")!;
        using var ending = await officer.SendAsync(page, $"form[action='{end}']", ("On", "2026-12-01"), ("Reason", " "));
        Assert.Contains("写一句原因", (await TestClient.ReadAsync(ending)).QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_opens_its_own_page_mends_its_contact_and_enters_an_agreement_and_cannot_open_its_neighbour()
    {
        await using var db = site.Open();
        var own = await Some.OrganizationAsync(db);
        var next = await Some.OrganizationAsync(db, with: o => o.Name = "隔壁养老院");
        await Some.AgreementAsync(db, with: a => (a.OrganizationId, a.Partner) = (next.Id, next.Name));
        var station = await Some.StationAsync(db, with: s => s.OrganizationId = own.Id);
        using var body = await site.SignedInAsync(Roles.Organization, Places.Qingfeng, [station.Id], a => a.OrganizationId = own.Id);

        using var there = await body.GetAsync("/my-organization");
        Assert.Equal($"/organizations/{own.Key}", there.Headers.Location!.ToString());
        var page = await body.PageAsync($"/organizations/{own.Key}");
        Assert.Equal("本单位", page.QuerySelector("nav a[aria-current='page'] .w, nav a[aria-current='page']")!.TextContent.Trim().Replace("承", "", StringComparison.Ordinal).Trim());
        Assert.Null(page.QuerySelector($"a[href='/organizations/{own.Key}/edit'], form[action$='/close'], form[action$='/phone']"));
        Assert.NotNull(page.QuerySelector("[data-papers]"));
        using var shut = await body.GetAsync($"/organizations/{next.Key}");
        Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);

        var form = await body.PageAsync($"/organizations/{own.Key}/contact");
        using var wrong = await body.SendAsync(form, "main form.form", ("ContactName", " 吕〇 "), ("ContactPhone", "12"));
        var refused = await TestClient.ReadAsync(wrong);
        Assert.Contains("11 位手机号", refused.QuerySelector("#ContactPhone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((" 吕〇 ", "12"), (refused.QuerySelector<IHtmlInputElement>("#ContactName")!.Value, refused.QuerySelector<IHtmlInputElement>("#ContactPhone")!.Value));
        using var mended = await body.SendAsync(refused, "main form.form", ("ContactPhone", "13912345678"));
        Assert.Equal(HttpStatusCode.Redirect, mended.StatusCode);

        using var signed = await body.SendAsync(await body.PageAsync($"/agreements/new?organization={own.Key}"), "main form.form", ("Purpose", "派讲师授课"), ("From", "2026-10-01"));
        Assert.Equal(own.Name, (await body.PageAsync(signed.Headers.Location!.ToString())).QuerySelector("h1")!.TextContent);
        using var sent = await body.SendAsync(
            await body.PageAsync("/agreements/new"), "main form.form", ("Organization", $"{next.Key}"), ("Purpose", "替隔壁签"), ("From", "2026-10-01"));
        Assert.Contains("不归您管", (await TestClient.ReadAsync(sent)).QuerySelector(".error-list")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await db.Agreements().CountAsync());

        // The county reads in the history who did it.
        Assert.Contains("改联系方式", (await officer.PageAsync($"/organizations/{own.Key}")).QuerySelector(".timeline")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_city_writes_its_own_group_and_not_a_countys()
    {
        await using var db = site.Open();
        var member = await Some.GroupMemberAsync(db);
        var city = await site.SharedAsync(Roles.CityOfficer, Places.City);
        using var sent = await city.SendAsync(
            await city.PageAsync("/leading-group"), "form[action='/leading-group']", ("Name", "李明"), ("Post", "Leader"), ("Unit", "市人民政府副市长"), ("From", "2026-01-01"));
        var page = await city.PageAsync("/leading-group");
        Assert.Equal(["濮阳市", "清丰县"], page.QuerySelectorAll("main h2").Select(h => h.TextContent));
        Assert.Null(page.QuerySelector($"form[action='/leading-group/{member.Key}/end']"));
        Assert.Single(page.QuerySelectorAll("form[action$='/end']"));
        using var added = await officer.SendAsync(await officer.PageAsync("/leading-group"), "form[action='/leading-group']", ("Name", "李明"));
        Assert.Contains("还没有选组内职务", (await TestClient.ReadAsync(added)).QuerySelector("#Post-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pilot_is_entered_and_ended_with_its_result()
    {
        using var sent = await officer.SendAsync(
            await officer.PageAsync("/pilots/new"), "main form.form", ("Theme", "失智照护入户送学"), ("RegionCode", $"{Places.Qingfeng}"), ("From", "2026-03-01"));
        var edit = (await officer.PageAsync("/pilots")).QuerySelector("tbody th a")!.GetAttribute("href")!;
        using var wrong = await officer.SendAsync(await officer.PageAsync(edit), "main form.form", ("Until", "2026-02-01"), ("Result", "42 户做完"));
        var page = await TestClient.ReadAsync(wrong);
        Assert.Contains("结束的日子早于开始的日子", page.QuerySelector("#Until-error")!.TextContent, StringComparison.Ordinal);
        using var done = await officer.SendAsync(page, "main form.form", ("Until", "2026-09-01"));
        Assert.Contains("42 户做完", (await officer.PageAsync("/pilots")).Body!.TextContent, StringComparison.Ordinal);
    }
}
