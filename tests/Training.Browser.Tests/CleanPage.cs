using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Training.Browser.Tests;

/// <summary>Holds an open page to WCAG 2.2 AA by axe, and to standing within the window's width.</summary>
internal static class CleanPage
{
    private static readonly List<string> Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <param name="what">Page, look and width, for whoever reads the failure.</param>
    public static async Task AssertAsync(IPage page, string what)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = Rules } });
        Assert.True(result.Violations.Length == 0, $"{what}: " + string.Join("; ", result.Violations.Select(
            v => $"{v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{what} scrolls sideways");
    }
}
