using System.Net;
using System.Net.Sockets;
using Training.Testing.Site;

namespace Training.Web.Tests.Hosting;

/// <summary>
/// Behind a proxy the site sees the visitor, but only on the word of an address it was told of. The requests come over real sockets: from
/// 127.0.0.1, which is the proxy, and from 127.0.0.9, which is not.
/// </summary>
public sealed class KnownProxyTests : IAsyncLifetime
{
    private const string Proxy = "127.0.0.1";
    private const string Stranger = "127.0.0.9";
    private TestSite site = null!;

    public async Task InitializeAsync() => site = await TestSite.ListenAsync(settings: new Dictionary<string, string>
    {
        ["Proxy:Known"] = "10.8.0.0/24, 127.0.0.1", ["Limits:SignInsAMinute"] = "3",
    });

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Limits_count_visitors_and_not_the_proxy()
    {
        using var proxy = From(Proxy);
        foreach (var visitor in Enumerable.Range(1, 6))
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await TryAsync(proxy, $"203.0.113.{visitor}"));
        }

        HttpStatusCode[] same = [await TryAsync(proxy, "203.0.113.77"), await TryAsync(proxy, "203.0.113.77"), await TryAsync(proxy, "203.0.113.77"), await TryAsync(proxy, "203.0.113.77")];
        Assert.Equal(HttpStatusCode.TooManyRequests, same[3]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, same[..3]);
    }

    [Fact]
    public async Task What_a_visitor_writes_in_front_of_the_proxy_s_own_word_is_not_believed()
    {
        using var proxy = From(Proxy);
        foreach (var lie in Enumerable.Range(1, 3))
        {
            await TryAsync(proxy, $"198.51.100.{lie}, 203.0.113.5");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(proxy, "198.51.100.9, 203.0.113.5"));
    }

    [Fact]
    public async Task A_stranger_s_word_changes_neither_address_nor_scheme()
    {
        using var stranger = From(Stranger);
        foreach (var lie in Enumerable.Range(1, 3))
        {
            await TryAsync(stranger, $"203.0.113.{100 + lie}");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync(stranger, "203.0.113.104"));
        Assert.DoesNotContain("; secure", await FormCookieAsync(stranger), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scheme_is_what_the_known_proxy_says()
    {
        using var proxy = From(Proxy);

        Assert.Contains("; secure", await FormCookieAsync(proxy), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.8" } } };
        request.Headers.Host = "sanjin.example";
        using var home = await proxy.SendAsync(request);
        Assert.True(home.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Without_a_known_proxy_nobody_is_believed()
    {
        await using var alone = await TestSite.ListenAsync();
        using var client = From(Proxy, alone.Address);

        Assert.DoesNotContain("; secure", await FormCookieAsync(client), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> TryAsync(HttpClient client, string visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Headers = { { "X-Forwarded-For", visitor } }, Content = new FormUrlEncodedContent([]) };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<string> FormCookieAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { { "X-Forwarded-Proto", "https" }, { "X-Forwarded-For", "203.0.113.8" } } };
        using var page = await client.SendAsync(request);
        return page.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("form=", StringComparison.Ordinal));
    }

    private HttpClient From(string source) => From(source, site.Address);

    private static HttpClient From(string source, Uri address) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancelled) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancelled);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = address,
    };
}
