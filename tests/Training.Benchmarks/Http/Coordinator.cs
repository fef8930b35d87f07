using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Training.Testing.Site;

namespace Training.Benchmarks.Http;

/// <summary>A signed-in coordinator's phone as the server sees it: the page's token on every batch, marks that replace what it knows of.</summary>
internal sealed class Coordinator : IDisposable
{
    private readonly TestClient client;
    private readonly string device = Guid.NewGuid().ToString("N")[..16];
    private readonly Dictionary<(Guid Roll, Guid Attendee), string[]> heads = [];
    private long sequence;

    private Coordinator(TestClient client) => this.client = client;

    public string Cookies => client.CookieHeader;

    public static async Task<Coordinator> SignedInAsync(Uri site, string userName)
    {
        var cookies = new CookieContainer();
#pragma warning disable CA2000 // the client owns it
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = site };
#pragma warning restore CA2000
        var coordinator = new Coordinator(new TestClient(http, cookies));
        await coordinator.client.SignInAsync(userName, TestSite.Password);
        http.DefaultRequestHeaders.Add("X-CSRF-Token", await coordinator.client.AntiforgeryTokenAsync("/today"));
        return coordinator;
    }

    public async Task GetAsync(string path)
    {
        using var response = await client.Http.GetAsync(path);
        Expect(response, path);
        await response.Content.CopyToAsync(Stream.Null);
    }

    /// <summary>The bytes of a page as a browser that takes this encoding gets them.</summary>
    public async Task<int> BytesAsync(string path, string encoding)
    {
        using var bare = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = client.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", client.CookieHeader);
        request.Headers.Add("Accept-Encoding", encoding);
        using var response = await bare.SendAsync(request);
        Expect(response, path);
        return (await response.Content.ReadAsByteArrayAsync()).Length;
    }

    /// <summary>One round trip: each of these people marked, replacing the mark that this phone knows of.</summary>
    public async Task<int> MarkAsync(Guid roll, IEnumerable<Guid> attendees, bool present)
    {
        var at = Now();
        var batch = new
        {
            device, deviceNow = at,
            operations = attendees.Select(a => new
            {
                kind = "mark", key = Guid.CreateVersion7(), sequence = ++sequence, at, attendee = a, present,
                supersedes = heads.GetValueOrDefault((roll, a), []),
            }).ToList(),
        };
        using var content = new StringContent(JsonSerializer.Serialize(batch), Encoding.UTF8, "application/json");
        using var response = await client.Http.PostAsync($"/rolls/{roll}/operations", content);
        Expect(response, "operations");
        var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        var accepted = 0;
        foreach (var one in answer["answers"]!.AsArray())
        {
            accepted += (string)one!["outcome"]! == "accepted" ? 1 : throw new InvalidOperationException(one.ToJsonString());
        }

        foreach (var one in answer["attendees"]!.AsArray())
        {
            heads[(roll, (Guid)one!["key"]!)] = [.. one["heads"]!.AsArray().Select(h => (string)h!)];
        }

        return accepted;
    }

    public void Dispose() => client.Dispose();

    private static string Now() => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static void Expect(HttpResponseMessage response, string what)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{what} answered {(int)response.StatusCode}");
        }
    }
}
