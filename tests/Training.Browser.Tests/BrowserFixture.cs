using Microsoft.Playwright;

namespace Training.Browser.Tests;

/// <summary>One Chromium for all tests of the run; each test opens its own context, so nothing of one is seen by another.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // A sandbox cannot be had as root; the rest keeps the browser from talking to anybody but the site under test.
    internal static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        // As VisitorAsync bounds its waiting: a busy machine is not a failure.
        Assertions.SetDefaultExpectTimeout(90_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable(), Headless = true, Args = Flags });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>A fresh visitor: Chinese, in Shanghai, with the window of a phone (390) or a desk (1280).</summary>
    public async Task<IBrowserContext> VisitorAsync(Uri site, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            Locale = "zh-CN",
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = width < 600,
            IsMobile = width < 600,
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
        });
        // Bounds only how long a broken page is waited for; a busy machine is not a failure.
        context.SetDefaultTimeout(90_000);
        return context;
    }

    /// <summary>A browser of its own whose camera sees the film (raw pictures, .y4m) and asks nobody.</summary>
    public async Task<IBrowser> WithCameraAsync(string film) => await playwright!.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Executable(), Headless = true,
        Args = [.. Flags, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}"],
    });

    internal static string Executable() =>
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("缺少 Chromium：请执行 apt-get install chromium 后再运行。");
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
