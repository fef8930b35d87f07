using Microsoft.Playwright;
using Training.Domain.Identity;
using Training.Testing.Site;

namespace Training.Browser.Tests;

[Collection(BrowserCollection.Name)]
public class SignInJourney(BrowserFixture browser)
{
    [Fact]
    public async Task A_coordinator_signs_in_on_a_phone()
    {
        await using var site = await TestSite.ListenAsync();
        var account = await site.AccountAsync(Roles.Coordinator);
        await using var visitor = await browser.VisitorAsync(site.Address, width: 390, height: 800);
        var page = await visitor.NewPageAsync();

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.SignedInAsync();

        Assert.Contains("account", (await visitor.CookiesAsync()).Select(c => c.Name));
    }
}
