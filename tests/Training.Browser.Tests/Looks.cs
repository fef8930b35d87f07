using System.Globalization;
using System.Net;
using Microsoft.Playwright;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>
/// In which looks a run holds its pages to WCAG: each page in one, and in the next one in the next run, an hour later or more. A failure names the run's
/// number; <c>TRAINING_LOOKS=NUMBER</c> repeats it and <c>TRAINING_LOOKS=all</c> takes every page in every look.
/// </summary>
internal static class Looks
{
    private const string Variable = "TRAINING_LOOKS";

    public static bool All => Environment.GetEnvironmentVariable(Variable) == "all";

    public static int Run { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var named) ? named
        : (int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3600 % 1000);

    /// <summary>The looks of the page that has this place in its list.</summary>
    public static IReadOnlyList<TLook> Of<TLook>(int place, IReadOnlyList<TLook> looks) => All ? looks : [looks[(place + Run) % looks.Count]];

    /// <summary>Opens the browser as somebody who is signed in, without the sign-in page: that has tests of its own.</summary>
    public static async Task SignInAsync(this IBrowserContext visitor, TestSite site, string userName)
    {
        var cookies = new CookieContainer();
#pragma warning disable CA2000 // the client owns it
        using var client = new TestClient(
            new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = site.Address }, cookies);
#pragma warning restore CA2000
        await client.SignInAsync(userName, TestSite.Password);
        await visitor.AddCookiesAsync(client.CookieHeader.Split("; ").Select(c => c.Split('=', 2))
            .Select(c => new Microsoft.Playwright.Cookie { Name = c[0], Value = c[1], Url = site.Address.ToString() }));
    }
}
