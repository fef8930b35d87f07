using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

/// <summary>Cards, the code at the door and the list of regulars, as browsers with scripts off walk them.</summary>
public sealed partial class DoorPagesTests : IAsyncLifetime
{
    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 9, 2);
    private TestSite site = null!;
    private RollStage stage = null!;
    private TestClient coordinator = null!;

    private string Roll => $"/rolls/{stage.Session.Key}";

    public async Task InitializeAsync()
    {
        site = await TestSite.StartAsync(clock: clock);
        await using var db = site.Open();
        stage = await RollStage.SetAsync(db, clock.Today());
        coordinator = await site.SignedInAsync(Roles.Coordinator, stations: [stage.Station.Id]);
    }

    public async Task DisposeAsync()
    {
        coordinator.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task A_card_is_issued_printed_typed_in_and_marks_the_household()
    {
        var household = await HouseholdAsync(0, 1);
        await OpenAsync();
        var (sheet, half) = await IssueAsync(household);
        Assert.Contains("王桂兰、李福田", Words(sheet), StringComparison.Ordinal);
        Assert.Contains("0393-6661234", Words(sheet), StringComparison.Ordinal);
        Assert.Contains("不能重印", Words(sheet), StringComparison.Ordinal);
        Assert.NotEmpty(sheet.QuerySelectorAll("svg path.qr-squares"));

        var page = await coordinator.PageAsync(Roll + "/card");
        using var wrong = await coordinator.SendAsync(page, "form[data-scan-form]", ("code", "12 34 翻身"));
        var kept = await TestClient.ReadAsync(wrong);
        Assert.Equal("12 34 翻身", kept.QuerySelector("#code")!.GetAttribute("value"));
        Assert.Contains("8 位字母和数字", Words(kept), StringComparison.Ordinal);

        using var read = await coordinator.SendAsync(kept, "form[data-scan-form]", ("code", half.ToLowerInvariant()));
        var holders = await TestClient.ReadAsync(read);
        Assert.Equal(["王桂兰", "李福田"], holders.QuerySelectorAll(".found-row b").Select(b => b.TextContent));
        using var one = await coordinator.SendAsync(holders, "form.found", ("person", $"{stage.Members[1].Key}"));
        Assert.Contains("李福田记了到。 现在到了 1 人", Words(await TestClient.ReadAsync(one)), StringComparison.Ordinal);
        // The same form once more, then all of the household: nobody twice.
        using var again = await coordinator.SendAsync(holders, "form.found", ("person", $"{stage.Members[1].Key}"));
        using var all = await coordinator.SendAsync(holders, "form.found");
        await using var db = site.Open();
        Assert.Equal(2, await db.RollEntries().CountAsync(e => e.Present));
        Assert.Equal(2, await db.RollMarks().CountAsync());
    }

    [Fact]
    public async Task The_sheet_of_cards_can_be_opened_for_half_an_hour_and_by_nobody_afterwards()
    {
        var household = await HouseholdAsync(0);
        using var issued = await IssueNowAsync(household);
        var address = issued.Headers.Location!.ToString();
        Assert.Single((await coordinator.PageAsync(address)).QuerySelectorAll(".paper-card"));
        using (var neighbour = await site.SignedInAsync(Roles.Coordinator, Places.Nanle, stations: []))
        {
            Assert.Empty((await neighbour.PageAsync(address)).QuerySelectorAll(".paper-card"));
        }

        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains("不能再印", Words(await coordinator.PageAsync(address)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_phone_sees_a_card_and_no_name_and_a_withdrawn_one_says_so()
    {
        var household = await HouseholdAsync(0, 1);
        var (sheet, half) = await IssueAsync(household);
        var code = Assert.Single(await CodesAsync(half));
        using var stranger = site.Visitor();
        var page = await stranger.PageAsync($"/k/{code}");
        Assert.Contains("这是一张户卡", Words(page), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("a[href='tel:0393-6661234']"));
        Assert.DoesNotContain("王桂兰", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain($"{household}", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("form[action*='/rolls/']"));

        await OpenAsync();
        var own = await coordinator.PageAsync($"/k/{code}");
        using var holders = await coordinator.SendAsync(own, "form[action*='/rolls/']");
        Assert.Contains("王桂兰", Words(await TestClient.ReadAsync(holders)), StringComparison.Ordinal);

        var card = await coordinator.PageAsync($"/cards/{stage.Station.Key}/{household}");
        using var why = await coordinator.SendAsync(card, "form.form");
        Assert.Contains("写一句为什么作废", Words(await TestClient.ReadAsync(why)), StringComparison.Ordinal);
        using var withdrawn = await coordinator.SendAsync(card, "form.form", ("reason", "丢了"));
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Contains("丢了", Words(await coordinator.PageAsync($"/cards/{stage.Station.Key}/{household}")), StringComparison.Ordinal);
        Assert.Contains("已经作废", Words(await stranger.PageAsync($"/k/{code}")), StringComparison.Ordinal);
        using var json = await PostJsonAsync(Roll + "/card/read", new { code });
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.Contains("作废", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_scans_signs_in_comes_back_and_is_on_the_roll()
    {
        await PhoneAsync(0, "13800001234");
        await OpenAsync();
        var page = await coordinator.PageAsync(Roll + "/door");
        Assert.NotNull(page.QuerySelector("svg[data-door-code] path.qr-squares"));
        using var phone = site.Visitor();
        using var scanned = await phone.GetAsync(CodeNow());
        Assert.Equal($"/in/{stage.Session.Key}", scanned.Headers.Location!.ToString());
        var asked = await phone.PageAsync($"/in/{stage.Session.Key}");
        Assert.Contains("卧床老人翻身和擦身", Words(asked), StringComparison.Ordinal);

        // Two minutes and more go by with the message: the code at the door has long been another one.
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal($"/in/{stage.Session.Key}", await SignInAsync(phone, "13800001234"));
        var greeting = await phone.PageAsync($"/in/{stage.Session.Key}");
        Assert.Contains("王桂兰，您好", Words(greeting).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var marked = await phone.SendAsync(greeting, "form.entry");
        Assert.Contains("签到好了", Words(await TestClient.ReadAsync(marked)), StringComparison.Ordinal);
        using var twice = await phone.SendAsync(greeting, "form.entry");
        Assert.Contains("您已经签到了", Words(await TestClient.ReadAsync(twice)), StringComparison.Ordinal);

        using var code = await GetJsonAsync(Roll + "/door/code");
        var now = await code.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(1, now.GetProperty("present").GetInt32());
        Assert.InRange(now.GetProperty("changesInMs").GetInt32(), 1, 30_000);
        await using var db = site.Open();
        Assert.Equal(CheckIn.Reason, (await db.RollMarks().SingleAsync()).Reason);
        Assert.Single(await db.DoorMarks().ToListAsync());
    }

    [Fact]
    public async Task A_code_that_is_old_made_up_or_of_another_class_is_refused_with_what_to_do()
    {
        await OpenAsync();
        using var phone = site.Visitor();
        var shown = CodeNow();
        clock.Advance(TimeSpan.FromSeconds(61));
        foreach (var address in (string[])[shown, $"/in/{stage.Session.Key:N}/7K3MQ2XA00ZZ11HJ", $"/in/{Guid.CreateVersion7():N}/{CodeNow().Split('/')[^1]}"])
        {
            using var late = await phone.GetAsync(address);
            Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
            Assert.Contains("再扫一次", Words(await TestClient.ReadAsync(late)), StringComparison.Ordinal);
        }

        using var unseen = await phone.GetAsync($"/in/{stage.Session.Key}");
        Assert.Equal(HttpStatusCode.Gone, unseen.StatusCode);
        using var staff = await coordinator.GetAsync(CodeNow());
        using var refused = await coordinator.GetAsync(staff.Headers.Location!.ToString());
        Assert.Contains("工作账号", Words(await TestClient.ReadAsync(refused)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_roll_that_is_not_open_yet_or_closed_says_so_at_the_door()
    {
        await PhoneAsync(0, "13800001234");
        using var phone = site.Visitor();
        await SignInAsync(phone, "13800001234");
        using var early = await phone.GetAsync(CodeNow());
        using var notOpen = await phone.GetAsync(early.Headers.Location!.ToString());
        Assert.Contains("还没开始点名", Words(await TestClient.ReadAsync(notOpen)), StringComparison.Ordinal);
        Assert.Contains("还没开始点名", Words(await coordinator.PageAsync(Roll + "/door")), StringComparison.Ordinal);

        await OpenAsync();
        var greeting = await phone.PageAsync($"/in/{stage.Session.Key}");
        await using (var db = site.Open())
        {
            await db.Rolls().ExecuteUpdateAsync(r => r.SetProperty(x => x.Status, RollStatus.Closed).SetProperty(x => x.ClosedUtc, clock.UtcNow()));
        }

        using var late = await phone.SendAsync(greeting, "form.entry");
        Assert.Contains("已经收册", Words(await TestClient.ReadAsync(late)), StringComparison.Ordinal);
        using var code = await GetJsonAsync(Roll + "/door/code");
        Assert.Equal(HttpStatusCode.Conflict, code.StatusCode);
    }

    [Fact]
    public async Task Two_residents_on_one_phone_are_flagged_on_the_roll_and_to_the_county_and_what_came_of_it_is_written_down()
    {
        await PhoneAsync(0, "13800001234");
        await PhoneAsync(1, "13800005678");
        await OpenAsync();
        using var phone = site.Visitor();
        foreach (var number in (string[])["13800001234", "13800005678"])
        {
            using var scanned = await phone.GetAsync(CodeNow());
            await SignInAsync(phone, number);
            using var marked = await phone.SendAsync(await phone.PageAsync($"/in/{stage.Session.Key}"), "form.entry");
            Assert.Contains("签到好了", Words(await TestClient.ReadAsync(marked)), StringComparison.Ordinal);
            using var left = await phone.SendAsync(await phone.PageAsync("/family"), "form.leave");
        }

        var roll = await coordinator.PageAsync(Roll);
        Assert.Contains("同一部手机给 2 个人签了到：王桂兰、李福田", Words(roll), StringComparison.Ordinal);
        using var county = await site.SignedInAsync(Roles.CountyOfficer);
        var list = await county.PageAsync("/roll-flags");
        Assert.Contains("1 条等核实", Words(list), StringComparison.Ordinal);
        var flag = await county.PageAsync(list.QuerySelector(".flag-head a")!.GetAttribute("href")!);
        using var hasty = await county.SendAsync(flag, "form.flag-review", ("Verdict", "Explained"), ("Note", ""));
        Assert.Contains("写一句怎么核实的", Words(await TestClient.ReadAsync(hasty)), StringComparison.Ordinal);
        using var settled = await county.SendAsync(flag, "form.flag-review", ("Verdict", "Explained"), ("Note", "老两口合用一部手机"));
        Assert.Equal(HttpStatusCode.Redirect, settled.StatusCode);
        Assert.Contains("没有等核实的", Words(await county.PageAsync("/roll-flags")), StringComparison.Ordinal);
        Assert.Contains("老两口合用一部手机", Words(await county.PageAsync("/roll-flags?shown=Settled") is { } page ? await county.PageAsync(page.QuerySelector(".flag-head a")!.GetAttribute("href")!) : list), StringComparison.Ordinal);
        using var elsewhere = await site.SignedInAsync(Roles.CountyOfficer, Places.Nanle);
        Assert.Contains("没有要核实的", Words(await elsewhere.PageAsync("/roll-flags")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regulars_are_found_by_initials_and_last_four_added_and_ended_with_a_date()
    {
        await using (var db = site.Open())
        {
            var vault = site.Services.GetRequiredService<Vault>();
            var guest = await db.People().SingleAsync(p => p.Name == "钱外来");
            MobileNumber.TryParse("13812349876", out var number);
            vault.SetPhone(guest, number);
            await db.SaveChangesAsync();
        }

        var page = await coordinator.PageAsync("/regulars");
        Assert.Contains("现在 40 人", Words(page), StringComparison.Ordinal);
        foreach (var text in (string[])["qwl", "9876", "钱外"])
        {
            using var found = await coordinator.SendAsync(page, "form[role=search]", ("text", text));
            Assert.Contains("钱外来", Words(await TestClient.ReadAsync(found)), StringComparison.Ordinal);
        }

        using var nothing = await coordinator.SendAsync(page, "form[role=search]", ("text", " "));
        Assert.Contains("写姓名里的字", Words(await TestClient.ReadAsync(nothing)), StringComparison.Ordinal);
        using var offered = await coordinator.SendAsync(page, "form[role=search]", ("text", "qwl"));
        using var added = await coordinator.SendAsync(await TestClient.ReadAsync(offered), ".door-found form", ("person", await KeyOfAsync("钱外来")));
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Contains("现在 41 人", Words(await coordinator.PageAsync("/regulars")), StringComparison.Ordinal);

        var end = await coordinator.PageAsync($"/regulars/{stage.Station.Key}/{await KeyOfAsync("钱外来")}/end");
        using var early = await coordinator.SendAsync(end, "form.form", ("on", "2020-01-01"));
        var refused = await TestClient.ReadAsync(early);
        Assert.Contains("从哪天起不再是常来的", Words(refused), StringComparison.Ordinal);
        Assert.Equal("2020-01-01", refused.QuerySelector("#On")!.GetAttribute("value"));
        using var ended = await coordinator.SendAsync(end, "form.form", ("on", "2026-11-18"));
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Contains("现在 40 人", Words(await coordinator.PageAsync("/regulars")), StringComparison.Ordinal);
        Assert.Contains("钱外来", Words(await coordinator.PageAsync($"/regulars?shown=Ended")), StringComparison.Ordinal);
    }

    [GeneratedRegex("卡号 ([0-9A-Z]{4} [0-9A-Z]{4})")]
    private static partial Regex CardNumber();

    private static string Words(IHtmlDocument page) => Regex.Replace(page.Body!.TextContent, @"\s+", " ");

    private string CodeNow() => $"/in/{stage.Session.Key:N}/{site.Services.GetRequiredService<DoorCode>().At(stage.Session.Key, clock.UtcNow())}";

    private async Task OpenAsync()
    {
        using var opened = await coordinator.SendAsync(await coordinator.PageAsync("/today"), "form[action$='/roll']");
        Assert.Equal(Roll, opened.Headers.Location!.ToString());
    }

    private async Task<Guid> HouseholdAsync(params int[] members)
    {
        await using var db = site.Open();
        var ids = members.Select(m => stage.Members[m].Id).ToList();
        return (await Some.HouseholdAsync(db, await db.People().Where(p => ids.Contains(p.Id)).ToArrayAsync())).Key;
    }

    private async Task<HttpResponseMessage> IssueNowAsync(Guid household) => await coordinator.SendAsync(
        await coordinator.PageAsync("/cards"), "form[action$='/issue']", ("Households", $"{household}"), ("Contact", "0393-6661234"));

    private async Task<(IHtmlDocument Sheet, string Half)> IssueAsync(Guid household)
    {
        using var issued = await IssueNowAsync(household);
        var sheet = await coordinator.PageAsync(issued.Headers.Location!.ToString());
        return (sheet, CardNumber().Match(Words(sheet)).Groups[1].Value);
    }

    /// <summary>The whole code is on paper alone: tests read it from the sealed ticket of the sheet.</summary>
    private async Task<IReadOnlyList<string>> CodesAsync(string half)
    {
        await using var db = site.Open();
        var known = (await db.HouseholdCards().ToListAsync()).Select(c => Convert.ToHexString(c.CodeHash)).ToHashSet();
        using var issued = await IssueNowAsync((await db.Households().SingleAsync()).Key);
        var ticket = issued.Headers.Location!.ToString().Split('/')[^1];
        Assert.NotEqual("", half);
        Assert.NotEmpty(known);
        return [.. site.Services.GetRequiredService<Training.Web.Features.Door.CardSheetTicket>().Read(ticket)!.Select(c => c.Code.Text)];
    }

    private async Task PhoneAsync(int member, string number)
    {
        await using var db = site.Open();
        var person = await db.People().SingleAsync(p => p.Id == stage.Members[member].Id);
        MobileNumber.TryParse(number, out var phone);
        site.Services.GetRequiredService<Vault>().SetPhone(person, phone);
        await db.SaveChangesAsync();
    }

    private async Task<string> KeyOfAsync(string name)
    {
        await using var db = site.Open();
        return $"{(await db.People().SingleAsync(p => p.Name == name)).Key}";
    }

    /// <summary>Through phone, code, name and consent; returns where the browser is sent.</summary>
    private async Task<string> SignInAsync(TestClient phone, string number)
    {
        using var sent = await phone.SendAsync(await phone.PageAsync("/family/sign-in"), "form.entry", ("Phone", number));
        string text;
        await using (var db = site.Open())
        {
            var message = await db.OutgoingMessages().OrderByDescending(m => m.Id).FirstAsync();
            text = site.Services.GetRequiredService<Vault>().Open(message.TextSealed!, OpeningPurpose.Deliver);
        }

        using var right = await phone.SendAsync(await phone.PageAsync("/family/code"), "form.entry", ("code", Regex.Match(text, @"\d{6}").Value));
        using var entered = await phone.SendAsync(await phone.PageAsync("/family/enter"), "form.entry");
        return entered.Headers.Location!.ToString();
    }

    private async Task<HttpResponseMessage> PostJsonAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-Token", await coordinator.AntiforgeryTokenAsync(Roll + "/card"));
        request.Headers.Accept.ParseAdd("application/json");
        return await coordinator.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> GetJsonAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/json");
        return await coordinator.Http.SendAsync(request);
    }
}
