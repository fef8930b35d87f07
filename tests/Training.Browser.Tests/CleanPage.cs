using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Training.Browser.Tests;

/// <summary>Holds an open page to WCAG 2.2 AA by axe, and to standing within the window's width.</summary>
internal static class CleanPage
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>The package's own way opens another page for each run, to put frames together; the site has no frames.</summary>
    private const string Run =
        """
        async rules => {
            const found = await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
            return found.violations.map(v => `${v.id} ${v.nodes.map(n => n.html).join(" | ")}`);
        }
        """;

    /// <param name="what">Page, look and width, for whoever reads the failure.</param>
    public static async Task AssertAsync(IPage page, string what)
    {
        var faults = await FaultsAsync(page);
        Assert.True(faults.Count == 0, $"{what}: {string.Join("; ", faults)}");
    }

    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await page.EvaluateAsync(Axe);
        var faults = (await page.EvaluateAsync<string[]>(Run, Rules)).ToList();
        if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"))
        {
            faults.Add("scrolls sideways");
        }

        return faults;
    }
}
