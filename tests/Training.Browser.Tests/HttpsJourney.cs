using System.Security.Cryptography;
using Microsoft.Playwright;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Testing;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>
/// A station's machine with a certificate of its own, seen from a phone that knows the key of it and no name of this machine: what browsers
/// give to https alone is there.
/// </summary>
public sealed class HttpsJourney
{
    [Fact]
    public async Task The_roll_s_worker_is_installed_over_https_and_cookies_are_secure()
    {
        using var city = new Certificates();
        await using var site = await TestSite.StartAsync();
        await using (var db = site.Open())
        {
            await RollStage.SetAsync(db, TimeProvider.System.Today());
        }

        var account = await site.AccountAsync(Roles.Coordinator);
        await using var process = await site.ProcessAsync(
            new Dictionary<string, string> { ["Certificate:File"] = city.Chain, ["Certificate:Key"] = city.Key }, "https://127.0.0.1:0");
        var key = Convert.ToBase64String(SHA256.HashData(city.Leaf.PublicKey.ExportSubjectPublicKeyInfo()));
        var profile = Directory.CreateTempSubdirectory("training-profile-").FullName;
        try
        {
            using var playwright = await Playwright.CreateAsync();
            await using var phone = await playwright.Chromium.LaunchPersistentContextAsync(profile, new()
            {
                ExecutablePath = BrowserFixture.Executable(), Headless = true, Locale = "zh-CN", ViewportSize = new() { Width = 390, Height = 844 },
                // A name, so that the site is no localhost, to which browsers give everything anyway.
                Args = [.. BrowserFixture.Flags, $"--ignore-certificate-errors-spki-list={key}", "--host-resolver-rules=MAP sanjin.example 127.0.0.1"],
            });
            phone.SetDefaultTimeout(90_000);
            var page = await phone.NewPageAsync();
            await page.GotoAsync($"https://sanjin.example:{process.Addresses[0].Port}/sign-in");
            Assert.True(await page.EvaluateAsync<bool>("() => isSecureContext"));
            await page.GetByLabel("账号").FillAsync(account.UserName!);
            await page.GetByLabel("密码").FillAsync(TestSite.Password);
            await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
            await page.ArrivesAsync("**/today");

            var worker = await page.EvaluateAsync<string>("() => navigator.serviceWorker.ready.then(r => r.active.scriptURL)");
            Assert.StartsWith("https://sanjin.example:", worker, StringComparison.Ordinal);
            Assert.All(await phone.CookiesAsync(), c => Assert.True(c.Secure, c.Name));
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }
}
