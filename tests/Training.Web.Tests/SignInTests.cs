using System.Net;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Web.Tests;

public class SignInTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_coordinator_signs_in_and_is_led_to_her_work(DatabaseProvider on)
    {
        await using var site = await TestSite.StartAsync(on);
        using var client = await site.SignedInAsync(Roles.Coordinator);

        using var desk = await client.GetAsync("/desk");

        Assert.Equal(HttpStatusCode.Redirect, desk.StatusCode);
        Assert.DoesNotContain("sign-in", desk.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_account_signs_in_on_eight_devices_at_the_same_moment(DatabaseProvider on)
    {
        await using var site = await TestSite.StartAsync(on);
        var account = await site.AccountAsync(Roles.Coordinator);

        var devices = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            using var client = site.Visitor();
            await client.SignInAsync(account.UserName!, TestSite.Password);
            using var desk = await client.GetAsync("/desk");
            return (desk.StatusCode, Location: desk.Headers.Location!.ToString());
        })));

        Assert.All(devices, d => Assert.DoesNotContain("sign-in", d.Location, StringComparison.Ordinal));
        await using var db = site.Open();
        Assert.Equal(8, await db.AccountSessions().CountAsync(s => s.AccountId == account.Id));
        var stream = AccountSessions.StreamOf(account.Id);
        Assert.Equal(8, await db.AuditEntries().CountAsync(a => a.Stream == stream && a.Process == "SignIn"));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    [Fact]
    public async Task A_wrong_password_gets_a_sentence_and_keeps_the_name()
    {
        await using var site = await TestSite.StartAsync();
        var account = await site.AccountAsync(Roles.Coordinator);
        using var client = site.Visitor();

        using var response = await client.SendAsync(
            await client.PageAsync("/sign-in"), "form.signin", ("UserName", account.UserName!), ("Password", "wrong"));
        var page = await TestClient.ReadAsync(response);

        Assert.Contains("账号和密码对不上", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(account.UserName, page.QuerySelector("input[name=UserName]")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("input[type=password]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_visitor_who_asks_for_the_desk_is_led_to_the_sign_in_page_and_back()
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Visitor();

        using var response = await client.GetAsync("/desk");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/sign-in?next=%2Fdesk", response.Headers.Location!.PathAndQuery);
    }
}
