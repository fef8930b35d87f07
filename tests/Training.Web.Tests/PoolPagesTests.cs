using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Trainers;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>The way into the pool as people walk it with scripts off, and what the pages keep to themselves.</summary>
public sealed class PoolPagesTests : IAsyncLifetime
{
    private static readonly (string, string)[] Good =
    [
        ("Name", "赵申报"), ("Phone", "13800001234"), ("CountyCode", "410922"), ("Kind", "Nursing"), ("Topics", "rehabilitation"), ("Counties", "410922"),
        ("Introduction", "康复科护士"), ("Agreed", "true"),
    ];

    private readonly FakeClock clock = FakeClock.Ordinary();
    private TestSite site = null!;

    public async Task InitializeAsync() => site = await TestSite.StartAsync(clock: clock);

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task A_refused_application_says_why_at_the_field_and_keeps_what_was_typed()
    {
        using var visitor = site.Visitor();
        using var response = await visitor.SendAsync(
            await visitor.PageAsync("/pool/apply"), "main form", ("Name", "买买提·艾力"), ("Phone", "12345"), ("Topics", "wellness"), ("Introduction", "=1+1 会推拿"));
        var page = await TestClient.ReadAsync(response);

        Assert.Contains("11 位", page.QuerySelector("#Phone-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("买买提·艾力", page.QuerySelector<IHtmlInputElement>("#Name")!.Value);
        Assert.True(page.QuerySelector<IHtmlInputElement>("input[name=Topics][value=wellness]")!.IsChecked);
        Assert.Equal("=1+1 会推拿", page.QuerySelector<IHtmlTextAreaElement>("#Introduction")!.Value.Trim());
        await using var db = site.Open();
        Assert.False(await db.Trainers().AnyAsync());
    }

    [Fact]
    public async Task A_receipt_leads_to_the_state_only_with_the_tail_of_the_phone()
    {
        using var visitor = site.Visitor();
        var receipt = await ApplyAsync(visitor);
        using var wrong = await visitor.SendAsync(await visitor.PageAsync("/pool/progress"), "form.form", ("Receipt", receipt), ("Tail", "0000"));
        Assert.Contains("没有找到", (await TestClient.ReadAsync(wrong)).Body!.TextContent, StringComparison.Ordinal);
        using var right = await visitor.SendAsync(await visitor.PageAsync("/pool/progress"), "form.form", ("Receipt", receipt), ("Tail", "1234"));
        var page = await TestClient.ReadAsync(right);
        Assert.Contains("待县区选拔", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("13800001234", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declined_with_a_reason_mended_selected_recorded_and_published()
    {
        using var visitor = site.Visitor();
        var receipt = await ApplyAsync(visitor);
        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        var key = (await county.PageAsync("/trainers/selection")).QuerySelector<IHtmlInputElement>("input[name=Keys]")!.Value;
        using (var nobody = await county.SendAsync(await county.PageAsync("/trainers/selection"), "main form[action$=select]"))
        {
            Assert.Contains("还没有勾人", (await TestClient.ReadAsync(nobody)).Body!.TextContent, StringComparison.Ordinal);
        }

        await PostAsync(county, "/trainers/selection", "/trainers/selection/decline", ("Keys", key), ("Reason", "缺执业证"));
        using (var looked = await visitor.SendAsync(await visitor.PageAsync("/pool/progress"), "form.form", ("Receipt", receipt), ("Tail", "1234")))
        {
            var page = await TestClient.ReadAsync(looked);
            Assert.Contains("缺执业证", page.Body!.TextContent, StringComparison.Ordinal);
            using var mend = await visitor.SendAsync(page, "form[action='/pool/mend']");
            var form = await TestClient.ReadAsync(mend);
            Assert.Equal("赵申报", form.QuerySelector<IHtmlInputElement>("#Name")!.Value);
            Assert.Equal("", form.QuerySelector<IHtmlInputElement>("#Phone")!.Value);
            using var again = await visitor.SendAsync(form, "main form", ("Phone", "13800001234"), ("Agreed", "true"), ("Introduction", "执业证补好了"));
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        }

        await PostAsync(county, "/trainers/selection", "/trainers/selection/select", ("Keys", key));
        using var city = await site.SignedInAsync(Roles.CityOfficer, Places.City);
        await PostAsync(city, "/trainers/record", "/trainers/record/put", ("Keys", key));
        using var published = await city.SendAsync(await city.PageAsync("/trainers/record"), "form[action$=publish]", ("Keys", key));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        await using var db = site.Open();
        Assert.Equal(TrainerStatus.OnNotice, (await db.Trainers().SingleAsync()).Status);
        var notice = (await db.PoolDossiers().SingleAsync()).NoticeKey;
        Assert.Contains("赵申报", (await visitor.PageAsync($"/notices/{notice}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_sees_members_and_its_own_candidates_and_no_phone_in_whole()
    {
        long unit;
        await using (var db = site.Open())
        {
            unit = (await Some.OrganizationAsync(db)).Id;
            await Some.TrainerAsync(db, name: "郭护理");
        }

        using var visitor = site.Visitor();
        await ApplyAsync(visitor);
        using var body = await site.SignedInAsync(Roles.Organization, with: a => a.OrganizationId = unit);
        using var recommended = await body.SendAsync(
            await body.PageAsync("/trainers/recommend"), "main form", ("Name", "钱推荐"), ("Phone", "13900005678"), ("Kind", "Carer"), ("Topics", "daily-care"),
            ("Counties", "410922"), ("Agreed", "true"));
        Assert.Equal(HttpStatusCode.Redirect, recommended.StatusCode);
        var list = (await body.PageAsync("/trainers")).QuerySelector("table")!.TextContent;
        Assert.Contains("钱推荐", list, StringComparison.Ordinal);
        Assert.Contains("郭护理", list, StringComparison.Ordinal);
        Assert.DoesNotContain("赵申报", list, StringComparison.Ordinal);
        Assert.Contains("钱推荐", (await body.PageAsync("/trainers?words=qtj")).QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        var member = await county.PageAsync(recommended.Headers.Location!.ToString());
        Assert.Contains("139****5678", member.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("13900005678", member.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Papers_hours_and_leaving_are_entered_and_refused_aloud()
    {
        Trainer trainer;
        await using (var db = site.Open())
        {
            trainer = await Some.TrainerAsync(db);
            await Some.DossierAsync(db, trainer);
        }

        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        var keep = $"/trainers/{trainer.Key}/keep";
        using (var bad = await county.SendAsync(await county.PageAsync(keep), "form[data-form=certificate]", ("Name", "护士执业证书"), ("Issuer", "市卫健委"), ("IssuedOn", "2020-01-01")))
        {
            var page = await TestClient.ReadAsync(bad);
            Assert.Contains("证书编号要有", page.QuerySelector("#Number-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("护士执业证书", page.QuerySelector<IHtmlInputElement>("#Name")!.Value);
            Assert.Equal("2020-01-01", page.QuerySelector<IHtmlInputElement>("#IssuedOn")!.Value);
        }

        using (var good = await county.SendAsync(
            await county.PageAsync(keep), "form[data-form=certificate]",
            ("Name", "护士执业证书"), ("Number", "2020-7"), ("Issuer", "市卫健委"), ("IssuedOn", "2020-01-01"), ("ValidUntil", "2025-12-31"), ("IsRequired", "true")))
        {
            Assert.Equal($"/trainers/{trainer.Key}", good.Headers.Location!.ToString());
        }

        await PostAsync(county, keep, "form[data-form=hours]", ("OnDate", "2026-11-02"), ("Hours", "6.5"), ("What", "失智照护培训班"));
        var member = (await county.PageAsync($"/trainers/{trainer.Key}")).Body!.TextContent;
        Assert.Contains("不能排新课", member, StringComparison.Ordinal);
        Assert.Contains("失智照护培训班", member, StringComparison.Ordinal);
        Assert.Contains("还差 53.5 学时", member, StringComparison.Ordinal);
        Assert.Contains("证书过期", (await county.PageAsync("/trainers?lapsed=true")).Body!.TextContent, StringComparison.Ordinal);
        using var without = await county.SendAsync(await county.PageAsync(keep), "form[data-form=leave]", ("LeavingOn", "2026-11-18"));
        Assert.Contains("要写原因", (await TestClient.ReadAsync(without)).Body!.TextContent, StringComparison.Ordinal);
        await PostAsync(county, keep, "form[data-form=leave]", ("LeavingOn", "2026-11-18"), ("Reason", "到外省工作"));
        Assert.Contains("已离库", (await county.PageAsync($"/trainers/{trainer.Key}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_is_put_on_a_planned_session_and_an_applicant_is_refused()
    {
        using var visitor = site.Visitor();
        await ApplyAsync(visitor);
        Guid member;
        Guid applicant;
        await using (var db = site.Open())
        {
            member = (await Some.TrainerAsync(db)).Key;
            applicant = (await db.Trainers().SingleAsync(t => t.Name == "赵申报")).Key;
            await Some.SessionAsync(db, await Some.StationAsync(db), new DateOnly(2026, 11, 25));
        }

        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        using var refused = await county.SendAsync(await county.PageAsync($"/trainers/{applicant}/sessions"), "main table form");
        Assert.Contains("不在人才库，不能排上", (await TestClient.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        using var put = await county.SendAsync(await county.PageAsync($"/trainers/{member}/sessions"), "main table form");
        Assert.Equal(HttpStatusCode.Redirect, put.StatusCode);
        Assert.Contains("郭护理", (await county.PageAsync($"/trainers/{member}/sessions")).QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        using var off = await county.SendAsync(await county.PageAsync($"/trainers/{member}/sessions"), "main table form");
        Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
    }

    [Fact]
    public async Task A_member_changes_only_the_own_times()
    {
        Trainer trainer;
        await using (var db = site.Open())
        {
            trainer = await Some.TrainerAsync(db);
        }

        using var own = await site.SignedInAsync(Roles.Trainer, with: a => a.TrainerId = trainer.Id);
        using var changed = await own.SendAsync(await own.PageAsync("/my-pool"), "form[action='/my-pool']", ("FreeTimes", "0"), ("MonthlyCeiling", "6"));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using var bad = await own.SendAsync(await own.PageAsync("/my-pool"), "form[action='/my-pool']", ("MonthlyCeiling", "40"));
        Assert.Contains("1 到 31", (await TestClient.ReadAsync(bad)).Body!.TextContent, StringComparison.Ordinal);
        await using var db2 = site.Open();
        Assert.Equal((1, 6), ((await db2.Trainers().SingleAsync()).FreeTimes, (await db2.Trainers().SingleAsync()).MonthlyCeiling));
    }

    [Fact]
    public async Task A_name_like_a_formula_is_text_in_the_file()
    {
        await using (var db = site.Open())
        {
            await Some.TrainerAsync(db, name: "=HYPERLINK(1)");
        }

        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        using var file = await county.GetAsync("/trainers/csv");
        Assert.Contains("'=HYPERLINK(1)", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> ApplyAsync(TestClient visitor)
    {
        using var response = await visitor.SendAsync(await visitor.PageAsync("/pool/apply"), "main form", Good);
        Assert.Equal("/pool/receipt", response.Headers.Location?.ToString());
        return (await visitor.PageAsync("/pool/receipt")).QuerySelector(".receipt .number")!.TextContent.Trim();
    }

    /// <summary>Sends a form of the page, found by its selector or by the address to which one of its buttons sends it.</summary>
    private static async Task PostAsync(TestClient client, string path, string form, params (string, string)[] fields)
    {
        var page = await client.PageAsync(path);
        if (form.StartsWith('/'))
        {
            var element = page.QuerySelector<IHtmlFormElement>($"form[action='{form}']") ?? page.QuerySelector($"[formaction='{form}']")!.Closest("form")!;
            element.SetAttribute("action", form);
            element.Id = "chosen";
            form = "#chosen";
        }

        using var response = await client.SendAsync(page, form, fields);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{path}: {(await TestClient.ReadAsync(response)).Body?.TextContent}");
    }
}
