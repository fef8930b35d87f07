using Microsoft.Playwright;

namespace Training.Benchmarks.Http;

/// <summary>
/// What a page costs on the line in a real Chromium, headers and all, whatever of the browser asks (page, worker, scripts of later): with
/// nothing kept, and again after the line was quiet.
/// </summary>
internal static class PageWeight
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static async Task MeasureAsync(Uri site, string cookies, IReadOnlyList<(string Name, string Path)> pages)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Headless = true, Args = Flags });
        foreach (var (name, path) in pages)
        {
            await using var wire = new Wire(site);
            await using var context = await browser.NewContextAsync(new() { BaseURL = wire.Address.ToString(), Locale = "zh-CN", ViewportSize = new() { Width = 390, Height = 844 } });
            await context.AddCookiesAsync(cookies.Split("; ").Select(c => c.Split('=', 2)).Select(c => new Cookie { Name = c[0], Value = c[1], Url = wire.Address.ToString() }));
            var page = await context.NewPageAsync();
            await page.GotoAsync(path, new() { Timeout = 120_000 });
            var first = await wire.TakeAsync();
            await page.CloseAsync();
            await wire.TakeAsync();
            page = await context.NewPageAsync();
            await page.GotoAsync(path, new() { Timeout = 120_000 });
            var second = await wire.TakeAsync();
            Measure.Print(new { suite = "http", name = $"{name}, over the wire", first_bytes = first.Down, first_sent = first.Up, again_bytes = second.Down, again_sent = second.Up });
        }
    }
}
