using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using Training.Domain.Identity;

namespace Training.Web.Tests.Doors;

/// <summary>Nobody is shown a link that is shut for him or her: pages are walked from each role's own desk, three clicks deep.</summary>
public class LinksTests(World world) : IClassFixture<World>
{
    private const int Clicks = 3;

    /// <summary>Bounds the walk; the site of one small county has fewer pages for a role.</summary>
    private const int MostPages = 150;

    public static TheoryData<string> Everybody => [.. World.Everybody];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Every_link_on_the_way_opens(string who)
    {
        var shut = new List<string>();
        var seen = new HashSet<string> { "/" };
        var next = new List<(string From, string Path)> { ("", "/") };
        if (Roles.All.Contains(who))
        {
            seen.Add("/desk");
            next.Add(("", "/desk"));
        }

        for (var depth = 0; depth <= Clicks && seen.Count < MostPages; depth++)
        {
            var found = new List<(string, string)>();
            foreach (var (from, path) in next)
            {
                var (status, landed, links) = await OpenAsync(who, path);
                if (status >= 400)
                {
                    shut.Add(string.Create(CultureInfo.InvariantCulture, $"{from} → {path}: {status}"));
                }

                found.AddRange(links.Where(link => seen.Count < MostPages && seen.Add(link)).Select(link => (landed, link)));
            }

            next = found;
        }

        Assert.True(seen.Count > 3, $"{who} found no way: {string.Join(' ', seen)}");
        Assert.Empty(shut);
    }

    private async Task<(int Status, string Landed, IReadOnlyList<string> Links)> OpenAsync(string who, string path)
    {
        using var client = world.Site.Bare();
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", world.PassOf(who).Cookies);
            using var response = await client.SendAsync(request);
            if (response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther && hops < 5)
            {
                var to = response.Headers.Location!;
                path = to.IsAbsoluteUri ? to.PathAndQuery : to.ToString();
                continue;
            }

            if (response.Content.Headers.ContentType?.MediaType != "text/html")
            {
                return ((int)response.StatusCode, path, []);
            }

            var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
            var links = page.QuerySelectorAll("a[href]")
                .Select(a => a.GetAttribute("href")!.Split('#')[0])
                .Where(href => href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal))
                // This county's lessons are rows without recordings; what plays is proved in the browser.
                .Where(href => !href.StartsWith("/media/", StringComparison.Ordinal))
                .Distinct();
            return ((int)response.StatusCode, path, [.. links]);
        }
    }
}
