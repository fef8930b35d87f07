using System.Net;
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
