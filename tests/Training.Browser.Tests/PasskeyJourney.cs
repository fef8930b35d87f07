using Microsoft.Playwright;
using Training.Domain.Identity;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>A passkey made and used in Chromium with its virtual authenticator, which stands for a phone's fingerprint.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PasskeyJourney(BrowserFixture browser)
{
    [Fact]
    public async Task A_county_officer_adds_a_passkey_and_signs_in_with_it_alone()
    {
        await using var site = await TestSite.ListenAsync(settings: new Dictionary<string, string> { ["Accounts:SecondFactorFor"] = "CountyOfficer" });
        var account = await site.AccountAsync(Roles.CountyOfficer);
        // Passkeys belong to a name, never to an address of numbers.
        var address = new UriBuilder(site.Address) { Host = "localhost" }.Uri;
        await using var visitor = await browser.VisitorAsync(address);
        var page = await visitor.NewPageAsync();
        var devices = await visitor.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
            },
        });

        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.ArrivesAsync("**/account/security");
        await page.GetByRole(AriaRole.Button, new() { Name = "给这台设备加一把通行密钥" }).ClickAsync();
        await page.GetByText("通行密钥加好了").WaitForAsync();
        await page.GotoAsync("/overview");
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await page.ArrivesAsync("**/sign-in");

        // The password alone is not enough any more.
        await page.GetByLabel("账号").FillAsync(account.UserName!);
        await page.GetByLabel("密码").FillAsync(TestSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.GetByText("这个账号要用通行密钥登录").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" }).ClickAsync();
        await page.ArrivesAsync("**/overview");
    }

    [Fact]
    public async Task A_family_walks_in_on_a_small_phone_without_scripts()
    {
        await using var site = await TestSite.ListenAsync();
        await using var visitor = await browser.VisitorAsync(site.Address, width: 390, height: 800, scripts: false);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "我家的记录" }).ClickAsync();
        await page.GetByLabel("手机号").FillAsync("138 0000 1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "发验证码给我" }).ClickAsync();
        await page.GetByText("138****1234").WaitForAsync();
        await page.GetByLabel("6 位验证码").FillAsync(await CodeAsync(site));
        await page.GetByRole(AriaRole.Button, new() { Name = "好了，进去" }).ClickAsync();
        await page.GetByLabel("姓名").FillAsync("张秀英");
        await page.GetByLabel("住在哪个社区或村").FillAsync("社区");
        await page.GetByRole(AriaRole.Button, new() { Name = "找", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await page.GetByLabel("我看过了，同意").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "登记，进去" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "张秀英，您好" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出，下回再用手机号进" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "您想做什么？" }).WaitForAsync();
    }

    private static async Task<string> CodeAsync(TestSite site)
    {
        await using var db = site.Open();
        var message = db.Set<Training.Domain.Messages.OutgoingMessage>().OrderByDescending(m => m.Id).First();
        var vault = (Training.Domain.Shared.Vault)site.Services.GetService(typeof(Training.Domain.Shared.Vault))!;
        var words = vault.Open(message.TextSealed!, Training.Domain.Shared.OpeningPurpose.Deliver);
        return words[(words.IndexOf("验证码 ", StringComparison.Ordinal) + 4)..][..6];
    }
}
