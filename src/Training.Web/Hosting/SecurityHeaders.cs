using Microsoft.Net.Http.Headers;

namespace Training.Web.Hosting;

/// <summary>The same headers on every answer. Nothing inline runs or styles a page; nobody frames it; it asks for camera and place alone.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; " +
        "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] ForDocuments = [HeaderNames.ContentSecurityPolicy, HeaderNames.XFrameOptions, "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"];

    /// <summary>
    /// For what only ever stands within a page and that the site made itself: style, script, pictures and films. Browsers ask these headers of documents
    /// and workers alone, and half a kilobyte beside each file is a tenth of a second before a lesson's first picture on a village's line.
    /// </summary>
    public static void OfPart(IHeaderDictionary headers)
    {
        foreach (var name in ForDocuments)
        {
            headers.Remove(name);
        }
    }

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(self), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(http);
    }
}
