using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;
using Training.Web.Hosting;

namespace Training.Web.Tests.Identity;

/// <summary>Second factor, invitation, devices and leaving, as the browser of a member of the staff meets them.</summary>
public class StaffSignInTests
{
    [Fact]
    public async Task An_officer_without_a_second_factor_is_led_to_set_one_up_and_then_signs_in_with_it()
    {
        var clock = FakeClock.Ordinary();
        await using var site = await TestSite.StartAsync(clock: clock, settings: new Dictionary<string, string> { [SecondFactorNeed.Key] = "CountyOfficer" });
        var account = await site.AccountAsync(Roles.CountyOfficer);
        using var client = site.Visitor();
        await client.SignInAsync(account.UserName!, TestSite.Password);
        using var shut = await client.GetAsync("/overview");
        Assert.Equal("/account/security", shut.Headers.Location!.ToString());
        Assert.Contains("要有第二道验证", Words(await client.PageAsync("/account/security")), StringComparison.Ordinal);

        var setUp = await client.PageAsync("/account/totp");
        Assert.NotEmpty(setUp.QuerySelector(".qr-squares")!.GetAttribute("d")!);
        using var wrong = await client.SendAsync(setUp, "form.form", ("code", "000000"));
        Assert.Contains("这个码不对", Words(await TestClient.ReadAsync(wrong)), StringComparison.Ordinal);
        using var right = await client.SendAsync(setUp, "form.form", ("code", await CodeAsync(site, account.Id, clock)));
        var recovery = (await TestClient.ReadAsync(right)).QuerySelectorAll(".recovery code").Select(c => c.TextContent).ToList();
        Assert.Equal(8, recovery.Count);
        await client.PageAsync("/overview");

        // The same code again, in another browser, is good no more; the next one is.
        using var other = site.Visitor();
        using var first = await other.SendAsync(await other.PageAsync("/sign-in"), "form.signin", ("UserName", account.UserName!), ("Password", TestSite.Password));
        Assert.StartsWith("/sign-in/second", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        var second = await other.PageAsync("/sign-in/second");
        using var replayed = await other.SendAsync(second, "form.signin", ("Code", await CodeAsync(site, account.Id, clock)));
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        clock.Advance(TimeSpan.FromSeconds(31));
        using var entered = await other.SendAsync(second, "form.signin", ("Code", await CodeAsync(site, account.Id, clock)));
        Assert.Equal("/desk", entered.Headers.Location!.ToString());

        // A recovery code opens once.
        foreach (var expected in (HttpStatusCode[])[HttpStatusCode.Redirect, HttpStatusCode.OK])
        {
            using var third = site.Visitor();
            using var begun = await third.SendAsync(await third.PageAsync("/sign-in"), "form.signin", ("UserName", account.UserName!), ("Password", TestSite.Password));
            using var answer = await third.SendAsync(await third.PageAsync("/sign-in/second"), "form.signin", ("Code", recovery[0]));
            Assert.Equal(expected, answer.StatusCode);
        }

        await using var db = site.Open();
        Assert.DoesNotContain(await db.Set<IdentityUserToken<long>>().ToListAsync(), t => recovery.Exists(code => t.Value!.Contains(code, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_invited_bureau_opens_its_account_and_reads_its_region(DatabaseProvider on)
    {
        await using var site = await TestSite.StartAsync(on);
        using var officer = await site.SignedInAsync(Roles.CountyOfficer);
        var form = await officer.PageAsync("/accounts/invite");
        using var refused = await officer.SendAsync(form, "form.form", ("DisplayName", "卫健委王"), ("Phone", "138"), ("Role", Roles.Bureau), ("Region", "410922"), ("Bureau", "Health"));
        var again = await TestClient.ReadAsync(refused);
        Assert.Equal("卫健委王", again.QuerySelector("#DisplayName")!.GetAttribute("value"));
        using var sent = await officer.SendAsync(again, "form.form", ("Phone", "13800001234"));
        Assert.Equal("/accounts", sent.Headers.Location!.ToString());

        using var invited = site.Visitor();
        var link = await LinkAsync(site);
        var open = await invited.PageAsync(link);
        Assert.Contains("卫健委王", Words(open), StringComparison.Ordinal);
        using var done = await invited.Http.PostAsync(link, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["UserName"] = "weijian", ["Password"] = TestSite.Password, ["Again"] = TestSite.Password,
            ["__RequestVerificationToken"] = open.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        }));
        Assert.Equal("/account/security", done.Headers.Location!.ToString());
        await invited.PageAsync("/overview");
        using var shut = await invited.GetAsync("/overview?county=410923");
        Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);
        Assert.Contains("这个链接不能用了", Words(await invited.PageAsync(link)), StringComparison.Ordinal);
        Assert.Contains("卫健委王", Words(await officer.PageAsync("/accounts?words=weijian")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_is_signed_out_from_another_and_that_holds_at_once()
    {
        await using var site = await TestSite.StartAsync();
        var account = await site.AccountAsync(Roles.Coordinator);
        using var here = site.Visitor();
        using var lost = site.Visitor();
        await here.SignInAsync(account.UserName!, TestSite.Password);
        await lost.SignInAsync(account.UserName!, TestSite.Password);
        await lost.PageAsync("/today");

        var page = await here.PageAsync("/account/security");
        Assert.Equal(2, page.QuerySelectorAll(".device-lines li").Length);
        using var ended = await here.SendAsync(page, ".device-lines form");

        using var shut = await lost.GetAsync("/today");
        Assert.Equal(HttpStatusCode.Redirect, shut.StatusCode);
        await here.PageAsync("/today");
    }

    [Fact]
    public async Task A_new_password_ends_the_other_devices_and_the_old_one_opens_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var account = await site.AccountAsync(Roles.Coordinator);
        using var here = site.Visitor();
        using var other = site.Visitor();
        await here.SignInAsync(account.UserName!, TestSite.Password);
        await other.SignInAsync(account.UserName!, TestSite.Password);
        using var wrong = await here.SendAsync(await here.PageAsync("/account/security"), "form.form", ("Old", "nonsense"), ("New", "four quiet green hills"), ("Again", "four quiet green hills"));
        Assert.Contains("现在的密码不对", Words(await TestClient.ReadAsync(wrong)), StringComparison.Ordinal);
        using var done = await here.SendAsync(await here.PageAsync("/account/security"), "form.form", ("Old", TestSite.Password), ("New", "four quiet green hills"), ("Again", "four quiet green hills"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        await here.PageAsync("/today");
        using var shut = await other.GetAsync("/today");
        Assert.Equal(HttpStatusCode.Redirect, shut.StatusCode);
        using var again = site.Visitor();
        await again.SignInAsync(account.UserName!, "four quiet green hills");
        await Assert.ThrowsAsync<InvalidOperationException>(() => again.SignInAsync(account.UserName!, TestSite.Password));
    }

    private static string Words(IDocument page) => page.Body!.TextContent;

    internal static async Task<string> CodeAsync(TestSite site, long accountId, FakeClock clock)
    {
        await using var db = site.Open();
        var account = await db.Accounts().SingleAsync(a => a.Id == accountId);
        return TotpRules.CodeOf(TotpProvider.SecretOf(site.Services.GetRequiredService<Vault>(), account), TotpRules.StepOf(clock.UtcNow()));
    }

    private static async Task<string> LinkAsync(TestSite site)
    {
        await using var db = site.Open();
        var message = await db.OutgoingMessages().OrderByDescending(m => m.Id).FirstAsync(m => m.Purpose == "invitation");
        var words = site.Services.GetRequiredService<Vault>().Open(message.TextSealed!, OpeningPurpose.Deliver);
        return new Uri(words[words.IndexOf("http", StringComparison.Ordinal)..]).AbsolutePath;
    }
}
