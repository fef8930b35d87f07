using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Training.Web.Hosting;

/// <summary>A line of Proxy:Known is not an address; the message is the sentence for whoever started the site.</summary>
public sealed class ProxyRefusedException(string entry) : Exception(
    $"Proxy:Known 里的“{entry}”不是网络地址：请写反向代理的 IP 地址（如 127.0.0.1）或网段（如 10.0.3.0/24），几个之间用逗号隔开。");

/// <summary>
/// Whom to believe about the visitor. X-Forwarded-For and X-Forwarded-Proto are taken from the addresses and networks of Proxy:Known alone,
/// none unless configured, so nobody outside can pass for another address before a limit or for https. With a known proxy, limits count
/// visitors and not the proxy, links carry the visitor's scheme and cookies are Secure. The host is what the proxy passes as Host.
/// </summary>
public static class KnownProxies
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var known = Read(configuration);
        // After the host's own settings: its variable that trusts every sender does not open this door.
        services.PostConfigure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in known)
            {
                forwarded.KnownIPNetworks.Add(network);
            }

            // A chain of known proxies is walked to its first unknown member: that is the visitor.
            forwarded.ForwardLimit = null;
            forwarded.ForwardedHeaders = known.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        });
    }

    /// <exception cref="ProxyRefusedException">For what is no address.</exception>
    public static IReadOnlyList<System.Net.IPNetwork> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Proxy:Known");
        return
        [
            .. section.GetChildren().Select(c => c.Value).Prepend(section.Value)
                .SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(Network),
        ];
    }

    private static System.Net.IPNetwork Network(string entry) =>
        IPAddress.TryParse(entry, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : System.Net.IPNetwork.TryParse(entry, out var network) ? network
        : throw new ProxyRefusedException(entry);
}
