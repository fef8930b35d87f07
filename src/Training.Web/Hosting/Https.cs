using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Training.Web.Hosting;

/// <summary>
/// The site's own HTTPS, for a station's machine without a proxy in front: what arrives by http is sent on to https, and browsers are told to
/// come by https from then on. A camera, an installed page and work without network exist for browsers on https only.
/// </summary>
public static class Https
{
    /// <summary>Half a year. A browser forgets after that, should a site ever go back to http.</summary>
    private const string Strict = "max-age=15552000";

    private const int HttpsPort = 443;

    public static void Add(WebApplicationBuilder builder)
    {
        if (CertificateFiles.From(builder.Configuration) is not { } files)
        {
            return;
        }

        var certificate = ServerCertificate.Open(files, TimeProvider.System);
        builder.Services.AddSingleton(certificate);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            var log = kestrel.ApplicationServices.GetRequiredService<ILogger<ServerCertificate>>();
            https.ServerCertificateSelector = (_, _) => certificate.Current(log).TargetCertificate;
            // The selector alone would leave out the certificates between the leaf and the root, and phones would refuse.
            https.OnAuthenticate = (_, options) =>
            {
                options.ServerCertificateSelectionCallback = null;
                options.ServerCertificateContext = certificate.Current(log);
            };
            https.ClientCertificateMode = ClientCertificateMode.NoCertificate;
        }));
    }

    /// <summary>Only with a certificate of its own: behind a proxy it is the proxy that sends visitors on.</summary>
    public static void Use(WebApplication app)
    {
        if (app.Services.GetService<ServerCertificate>() is not null)
        {
            var port = new Lazy<int?>(() => PortOf(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []));
            app.Use((http, next) => http.Request.IsHttps || port.Value is not { } to ? next(http) : SendOn(http, to));
        }

        app.Use((http, next) =>
        {
            // Strictness holds for every port of a host: on any other port it would cut off what else the host answers by http.
            if (http.Request.IsHttps && http.Request.Host.Port is null or HttpsPort && !IPAddress.TryParse(http.Request.Host.Host, out _))
            {
                http.Response.Headers.StrictTransportSecurity = Strict;
            }

            return next(http);
        });
    }

    public static int? PortOf(IEnumerable<string> addresses) =>
        addresses.Select(a => BindingAddress.Parse(a)).FirstOrDefault(a => a.Scheme == Uri.UriSchemeHttps)?.Port;

    /// <summary>The same address by https. A form keeps its method; 308 would be kept by browsers for good, 307 is not.</summary>
    private static Task SendOn(HttpContext http, int port)
    {
        var request = http.Request;
        var host = port == HttpsPort ? new HostString(request.Host.Host) : new HostString(request.Host.Host, port);
        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        http.Response.Headers.Location = $"https://{host.ToUriComponent()}{request.PathBase.ToUriComponent()}{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}";
        return Task.CompletedTask;
    }
}
