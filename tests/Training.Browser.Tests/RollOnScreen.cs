using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Training.Browser.Tests;

/// <summary>A roll on a screen, as a thumb meets it. Nothing is tapped before the page's script has taken over, and nothing is read before it stands there.</summary>
internal static class RollOnScreen
{
    /// <summary>Opens today's class. With scripts off the page is whole as it comes.</summary>
    public static async Task<IPage> OpenRollAsync(this IBrowserContext phone, bool scripts = true)
    {
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/today");
        await page.GetByRole(AriaRole.Button, new() { Name = "开始点名" }).Or(page.GetByRole(AriaRole.Link, new() { Name = "接着点名" })).ClickAsync();
        await page.ArrivesAsync("**/rolls/**");
        if (scripts)
        {
            await page.TakenOverAsync();
        }

        return page;
    }

    /// <summary>The script shows 更多 in the moment in which it listens to the tiles.</summary>
    public static Task TakenOverAsync(this IPage page) => page.Locator(".roll [data-open=more]:not([hidden])").WaitForAsync();

    public static ILocator Tile(this IPage page, string name) => page.Locator("form.names .tile", new() { HasText = name }).First;

    public static Task SaysAsync(this IPage page, string name, string word) => Expect(page.Tile(name).Locator(".w")).ToHaveTextAsync(word);

    public static Task UploadedAsync(this IPage page, int people) => Expect(page.Locator("[data-uploaded]")).ToHaveTextAsync($"{people}");

    /// <summary>Hatched squares: whom only this phone has.</summary>
    public static Task QueuedAsync(this IPage page, int people) => Expect(page.Locator(".cells i.queued")).ToHaveCountAsync(people);

    /// <summary>Until the page says so of itself. Asked from here, since the pages' policy lets no text run as code inside them.</summary>
    public static async Task UntilAsync(this IPage page, string condition, object? argument = null)
    {
        for (var tries = 0; !await HoldsAsync(page, condition, argument); tries++)
        {
            Assert.True(tries < 900, condition);
            await page.WaitForTimeoutAsync(100);
        }
    }

    /// <summary>Of a page that moves on while it is asked, the next one is asked.</summary>
    private static async Task<bool> HoldsAsync(IPage page, string condition, object? argument)
    {
        try
        {
            return await page.EvaluateAsync<bool>(condition, argument);
        }
        catch (PlaywrightException moved) when (moved.Message.Contains("because of a navigation", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
