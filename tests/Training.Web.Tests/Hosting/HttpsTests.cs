using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Training.Testing.Site;
using Training.Web.Hosting;

namespace Training.Web.Tests.Hosting;

/// <summary>The site with a certificate of its own, in a process of its own, asked over the wire.</summary>
public sealed class HttpsTests : IAsyncLifetime
{
    private readonly Certificates city = new();
    private TestSite site = null!;

    public async Task InitializeAsync() => site = await TestSite.StartAsync();

    public async Task DisposeAsync()
    {
        await site.DisposeAsync();
        city.Dispose();
    }

    [Fact]
    public async Task Https_answers_with_the_whole_chain_http_sends_on_and_cookies_are_secure()
    {
        await using var process = await site.ProcessAsync(
            new Dictionary<string, string> { ["Certificate:File"] = city.Pfx, ["Certificate:PasswordFile"] = city.PasswordFile },
            "https://127.0.0.1:0;http://127.0.0.1:0");
        var (https, http) = (process.Addresses.Single(a => a.Scheme == "https"), process.Addresses.Single(a => a.Scheme == "http"));
        using var client = Trusting(city.Root);

        using var page = await client.GetAsync(new Uri(https, "/sign-in"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains(page.Headers.GetValues("Set-Cookie"), c => c.StartsWith("form=", StringComparison.Ordinal) && c.Contains("; secure", StringComparison.Ordinal));
        // Not the port that browsers take for the whole host.
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));

        using var on = await client.GetAsync(new Uri(http, "/stations?q=%E6%BB%A8"));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, on.StatusCode);
        Assert.Equal(new Uri(https, "/stations?q=%E6%BB%A8"), on.Headers.Location);

        using var standard = new HttpRequestMessage(HttpMethod.Get, new Uri(https, "/"));
        standard.Headers.Host = "sanjin.example";
        using var strict = await client.SendAsync(standard);
        Assert.Equal("max-age=15552000", Assert.Single(strict.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_ends_the_start_with_one_sentence()
    {
        var (code, said) = await SiteProcess.RefusedAsync(new Dictionary<string, string>
        {
            ["Data"] = city.Folder, ["Certificate:File"] = city.Pfx, ["Certificate:Password"] = "wrong",
        });

        Assert.Equal(1, code);
        Assert.Equal($"证书文件 {city.Pfx} 打不开：密码不对，或者文件不是 PFX 格式的证书。", said);
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_ends_the_start_with_one_sentence()
    {
        var (code, said) = await SiteProcess.RefusedAsync(
            new Dictionary<string, string> { ["Data"] = city.Folder, ["Proxy:Known"] = "127.0.0.1, nginx" }, "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.StartsWith("Proxy:Known 里的“nginx”不是网络地址", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://*:5080;https://*:5443", 5443)]
    [InlineData("https://[::]:443", 443)]
    [InlineData("http://localhost:5080", null)]
    public void The_port_to_send_on_to_is_that_of_https(string urls, int? port) => Assert.Equal(port, Https.PortOf(urls.Split(';')));

    /// <summary>Knows the root alone: only a server that sends the authority between is believed.</summary>
    private static HttpClient Trusting(X509Certificate2 root) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { root }, RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        },
    });
}
