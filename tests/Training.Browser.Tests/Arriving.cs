using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Training.Browser.Tests;

/// <summary>
/// A page at its next address, loaded. The browser is asked again and again: Playwright's own WaitForURLAsync and WaitForLoadStateAsync may miss the one event
/// that they wait for (microsoft/playwright-dotnet#3364).
/// </summary>
internal static class Arriving
{
    /// <param name="pattern">** stands for anything, * for anything without a slash.</param>
    public static async Task ArrivesAsync(this IPage page, string pattern)
    {
        var words = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        await Expect(page).ToHaveURLAsync(new Regex($"^{words}$"));
        await page.LoadedAsync();
    }

    /// <summary>Somewhere that is not the page to sign in.</summary>
    public static async Task SignedInAsync(this IPage page)
    {
        await Expect(page).Not.ToHaveURLAsync(new Regex("/sign-in"));
        await page.LoadedAsync();
    }

    public static Task LoadedAsync(this IPage page) => page.UntilAsync("() => document.readyState === 'complete'");
}
