namespace Training.Browser.Tests;

/// <summary>What all pages are held to does find what is wrong.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CleanPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Faults_are_found_and_a_clean_page_has_none()
    {
        await using var visitor = await browser.VisitorAsync(new Uri("http://localhost/"), 390);
        var page = await visitor.NewPageAsync();
        await page.SetContentAsync(Page("<h1>课</h1><p style='color: #bbb'>看不清</p><img src='data:,'><p style='width: 3000px'>太宽</p>"));
        var found = await CleanPage.FaultsAsync(page);
        Assert.Equal(["color-contrast", "image-alt", "scrolls sideways"], found.Select(f => f.StartsWith("scrolls", StringComparison.Ordinal) ? f : f.Split(' ')[0]));

        await page.SetContentAsync(Page("<h1>课</h1><p>看得清</p>"));
        await CleanPage.AssertAsync(page, "a clean page");
    }

    private static string Page(string main) =>
        $"<!doctype html><html lang='zh-CN'><head><title>课</title><meta name='viewport' content='width=device-width, initial-scale=1'></head><body><main>{main}</main></body></html>";
}
