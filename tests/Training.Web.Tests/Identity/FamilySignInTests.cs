using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Households;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.SocialWork;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests.Identity;

/// <summary>The family's way in as a phone with scripts off walks it, and the wall between two households.</summary>
public class FamilySignInTests
{
    private const string Phone = "13800001234";

    [Theory, OnSqlite, OnPostgres]
    public async Task A_shared_phone_signs_in_sees_its_own_household_and_nothing_of_the_neighbours(DatabaseProvider on)
    {
        var clock = FakeClock.Ordinary();
        await using var site = await TestSite.StartAsync(on, clock);
        await TwoHouseholdsAsync(site, clock);
        using var phone = site.Visitor();

        using var sent = await phone.SendAsync(await phone.PageAsync("/family/sign-in"), "form.entry", ("Phone", "138 0000 1234"));
        Assert.Equal("/family/code", sent.Headers.Location!.ToString());
        var codePage = await phone.PageAsync("/family/code");
        Assert.Contains("138****1234", Words(codePage), StringComparison.Ordinal);
        Assert.Contains("上午 9:10以前都能用", Words(codePage), StringComparison.Ordinal);
        Assert.Null(codePage.QuerySelector(".demonstration-strip"));

        using var right = await phone.SendAsync(codePage, "form.entry", ("code", await CodeAsync(site)));
        Assert.Equal("/family/enter", right.Headers.Location!.ToString());
        var who = await phone.PageAsync("/family/enter");
        Assert.Equal(["张秀英", "李建国"], who.QuerySelectorAll(".who-is-here .btn").Select(b => b.TextContent));

        using var asked = await phone.SendAsync(who, ".who-is-here form:last-of-type");
        var consent = await TestClient.ReadAsync(asked);
        Assert.Contains("您的资料怎么用", Words(consent), StringComparison.Ordinal);
        using var entered = await phone.SendAsync(consent, "form.entry");
        Assert.Equal("/family", entered.Headers.Location!.ToString());

        var own = Words(await phone.PageAsync("/family")) + Words(await phone.PageAsync("/family/file"));
        foreach (var seen in (string[])["李建国", "张秀英", "卧床老人翻身和擦身", "床上翻身与拍背", "每周两次床上翻身训练", "助餐", "送了饭"])
        {
            Assert.Contains(seen, own, StringComparison.Ordinal);
        }

        foreach (var theirs in (string[])["王桂兰", "隔壁的课", "隔壁的方案", "隔壁的上门", "隔壁的帮助"])
        {
            Assert.DoesNotContain(theirs, own, StringComparison.Ordinal);
        }

        using var staff = await phone.GetAsync("/overview");
        Assert.Equal(HttpStatusCode.Forbidden, staff.StatusCode);
        using var desk = await phone.GetAsync("/desk");
        Assert.Equal("/family", desk.Headers.Location!.ToString());

        using var left = await phone.SendAsync(await phone.PageAsync("/family"), "form.leave");
        Assert.Equal("/", left.Headers.Location!.ToString());
        using var after = await phone.GetAsync("/family");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task A_newcomer_registers_and_a_mistake_keeps_all_that_was_typed()
    {
        await using var site = await TestSite.StartAsync();
        using var phone = site.Visitor();
        await VerifyAsync(site, phone);
        using var way = await phone.GetAsync("/family/enter");
        Assert.Equal("/family/register", way.Headers.Location!.ToString());

        using var searched = await phone.SendAsync(
            await phone.PageAsync("/family/register"), "form.entry", ("Name", "买买提·〇𠮷"), ("Words", "社区"), ("act", "search"));
        var found = await TestClient.ReadAsync(searched);
        Assert.Equal("买买提·〇𠮷", found.QuerySelector("#Name")!.GetAttribute("value"));
        Assert.NotEmpty(found.QuerySelectorAll("input[name=regionCode]"));

        using var refused = await phone.SendAsync(found, "form.entry", ("regionCode", $"{Places.QingfengVillage}"), ("act", "save"));
        var again = await TestClient.ReadAsync(refused);
        Assert.Contains("点“同意”才能进", Words(again), StringComparison.Ordinal);
        Assert.Equal("买买提·〇𠮷", again.QuerySelector("#Name")!.GetAttribute("value"));
        Assert.NotNull(again.QuerySelector($"input[name=regionCode][value='{Places.QingfengVillage}'][checked]"));

        using var done = await phone.SendAsync(again, "form.entry", ("agreedTo", ConsentTexts.Version), ("act", "save"));
        Assert.Equal("/family", done.Headers.Location!.ToString());
        Assert.Contains("买买提·〇𠮷", Words(await phone.PageAsync("/family")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steps_after_the_code_are_shut_to_a_browser_that_did_not_ask_for_it()
    {
        await using var site = await TestSite.StartAsync();
        using var phone = site.Visitor();
        using var sent = await phone.SendAsync(await phone.PageAsync("/family/sign-in"), "form.entry", ("Phone", Phone));
        using var other = site.Visitor();
        foreach (var path in (string[])["/family/code", "/family/enter", "/family/register"])
        {
            using var answer = await other.GetAsync(path);
            Assert.Equal("/family/sign-in", answer.Headers.Location!.ToString());
        }

        // Not yet typed: the browser that asked is not let in either.
        using var early = await phone.GetAsync("/family/enter");
        Assert.Equal("/family/sign-in", early.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Many_tries_from_one_address_are_told_to_wait()
    {
        await using var site = await TestSite.StartAsync(settings: new Dictionary<string, string> { ["Limits:SignInsAMinute"] = "3" });
        using var phone = site.Visitor();
        phone.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var page = await phone.PageAsync("/family/sign-in");
        for (var i = 0; i < 3; i++)
        {
            using var answer = await phone.SendAsync(page, "form.entry", ("Phone", "138"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var stopped = await phone.SendAsync(page, "form.entry", ("Phone", "138"));
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
        Assert.Contains("点得太快了", await stopped.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_family_stays_signed_in_for_half_a_year_of_use_and_not_a_day_longer_without()
    {
        var clock = FakeClock.Ordinary();
        await using var site = await TestSite.StartAsync(clock: clock);
        await TwoHouseholdsAsync(site, clock);
        using var phone = site.Visitor();
        await VerifyAsync(site, phone);
        using var asked = await phone.SendAsync(await phone.PageAsync("/family/enter"), ".who-is-here form:last-of-type");
        using var entered = await phone.SendAsync(await TestClient.ReadAsync(asked), "form.entry");

        clock.Advance(TimeSpan.FromDays(179));
        await phone.PageAsync("/family");
        clock.Advance(TimeSpan.FromDays(179));
        await phone.PageAsync("/family");
        clock.Advance(TimeSpan.FromDays(181));
        using var after = await phone.GetAsync("/family");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        await using var db = site.Open();
        Assert.Equal(3, await db.ResidentSignIns().CountAsync());
    }

    private static string Words(IDocument page) => page.Body!.TextContent;

    private static async Task VerifyAsync(TestSite site, TestClient phone)
    {
        using var sent = await phone.SendAsync(await phone.PageAsync("/family/sign-in"), "form.entry", ("Phone", Phone));
        using var right = await phone.SendAsync(await phone.PageAsync("/family/code"), "form.entry", ("code", await CodeAsync(site)));
        Assert.Equal("/family/enter", right.Headers.Location!.ToString());
    }

    /// <summary>Reads the newest message as its receiver would.</summary>
    private static async Task<string> CodeAsync(TestSite site)
    {
        await using var db = site.Open();
        var message = await db.OutgoingMessages().OrderByDescending(m => m.Id).FirstAsync();
        var words = site.Services.GetRequiredService<Vault>().Open(message.TextSealed!, OpeningPurpose.Deliver);
        return words[(words.IndexOf("验证码 ", StringComparison.Ordinal) + 4)..][..6];
    }

    private static async Task TwoHouseholdsAsync(TestSite site, FakeClock clock)
    {
        await using var db = site.Open();
        var vault = site.Services.GetRequiredService<Vault>();
        var town = await SomeTown.FillAsync(db, ShanghaiTime.DateOf(clock.GetUtcNow().UtcDateTime));
        var day = new DateOnly(2026, 10, 14);
        Assert.True(MobileNumber.TryParse(Phone, out var shared));
        Assert.True(MobileNumber.TryParse("13911112222", out var other));
        var mother = await Some.PersonAsync(db, name: "张秀英", with: p => vault.SetPhone(p, shared));
        var son = await Some.PersonAsync(db, name: "李建国", with: p => vault.SetPhone(p, shared));
        var neighbour = await Some.PersonAsync(db, name: "王桂兰", with: p => vault.SetPhone(p, other));
        var home = await Some.HouseholdAsync(db, mother, son);
        var next = await Some.HouseholdAsync(db, neighbour);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, town.DayCare, day, town.Teacher, s => s.Title = "卧床老人翻身和擦身"), [mother, son]);
        await Some.ClosedRollAsync(db, await Some.SessionAsync(db, town.DayCare, day.AddDays(1), town.Teacher, s => s.Title = "隔壁的课"), [neighbour]);
        var (file, learner) = await Some.HouseholdFileAsync(db, town.DayCare, mother, f => vault.SetPlan(mother, f, "每周两次床上翻身训练", day));
        await Some.HomeVisitAsync(db, file, town.Teacher, day, learner);
        var (theirs, theirLearner) = await Some.HouseholdFileAsync(db, town.DayCare, neighbour, f => vault.SetPlan(neighbour, f, "隔壁的方案", day));
        await Some.HomeVisitAsync(db, theirs, town.Teacher, day, theirLearner, v => v.Content = "隔壁的上门");
        await Some.HelpServiceAsync(db, town.DayCare, town.Teacher, day, [home], s => (s.Kind, s.Note) = (HelpKind.Meals, "送了饭"));
        await Some.HelpServiceAsync(db, town.DayCare, town.Teacher, day, [next], s => (s.Kind, s.Note) = (HelpKind.Meals, "隔壁的帮助"));
    }
}
