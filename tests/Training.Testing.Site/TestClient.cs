using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Training.Testing.Site;

/// <summary>Asks the site as a browser with scripts off would: keeps cookies, reads pages, sends the forms that stand on them.</summary>
public sealed class TestClient(HttpClient http, CookieContainer cookies) : IDisposable
{
    private static readonly HtmlParser Parser = new();

    /// <summary>For what a page cannot say: headers, JSON, uploads.</summary>
    public HttpClient Http { get; } = http;

    /// <summary>What the browser would send along, as the header is written.</summary>
    public string CookieHeader => cookies.GetCookieHeader(Http.BaseAddress!);

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path);

    /// <summary>The page at the path, which must be there.</summary>
    public async Task<IHtmlDocument> PageAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        return response.StatusCode == HttpStatusCode.OK
            ? await ReadAsync(response)
            : throw new InvalidOperationException($"GET {path} answered {(int)response.StatusCode} {response.Headers.Location}");
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) =>
        Parser.ParseDocument(await response.Content.ReadAsStringAsync());

    /// <summary>
    /// Fills in and sends the form that matches on the page, with the hidden fields that stand in it. What is given here replaces what the
    /// page holds.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(IHtmlDocument page, string form, params (string Name, string Value)[] fields)
    {
        var element = page.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"No form matches {form} on “{page.Title}”.");
        var given = fields.Select(f => f.Name).ToHashSet();
        var values = element.QuerySelectorAll("input[name], select[name], textarea[name]")
            .Where(e => !given.Contains(e.GetAttribute("name")!))
            .SelectMany(Standing)
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await Http.PostAsync(element.GetAttribute("action") ?? "", new FormUrlEncodedContent(values));
    }

    /// <summary>A token for requests that scripts send.</summary>
    public async Task<string> AntiforgeryTokenAsync(string path)
    {
        var page = await PageAsync(path);
        return page.QuerySelector("meta[name=csrf-token]")?.GetAttribute("content")
            ?? page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value")
            ?? throw new InvalidOperationException($"{path} carries no antiforgery token.");
    }

    public async Task SignInAsync(string userName, string password)
    {
        using var response = await SendAsync(
            await PageAsync("/sign-in"), "form.signin", ("UserName", userName), ("Password", password));
        if (response.StatusCode != HttpStatusCode.Redirect)
        {
            var page = await ReadAsync(response);
            throw new InvalidOperationException($"{userName} was not let in: {page.Body?.TextContent.Trim()}");
        }
    }

    public void Dispose() => Http.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Standing(IElement element)
    {
        var name = element.GetAttribute("name")!;
        switch (element)
        {
            case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
            case IHtmlInputElement { Type: "submit" or "button" or "file" }:
                yield break;
            case IHtmlSelectElement select:
                foreach (var option in select.SelectedOptions)
                {
                    yield return KeyValuePair.Create(name, option.Value);
                }

                yield break;
            default:
                yield return KeyValuePair.Create(name, element switch
                {
                    IHtmlInputElement input => input.Value,
                    IHtmlTextAreaElement text => text.Value,
                    _ => "",
                });
                yield break;
        }
    }
}
