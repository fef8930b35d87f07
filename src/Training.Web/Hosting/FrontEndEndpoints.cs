using Microsoft.Net.Http.Headers;

namespace Training.Web.Hosting;

public static class FrontEndEndpoints
{
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void MapFrontEnd(this WebApplication app)
    {
        var frontEnd = app.Services.GetRequiredService<FrontEnd>();
        app.MapMethods("/dist/{name}", [HttpMethods.Get, HttpMethods.Head], (string name, HttpContext http) => Send(http, frontEnd, name)).AllowAnonymous();

        // Browsers ask for these two at the root: a service worker rules only what lies under its own address.
        foreach (var name in (string[])["favicon.ico", "sw.js"])
        {
            var file = name == "favicon.ico" ? "favicon.svg" : name;
            app.MapMethods("/" + name, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) => Send(http, frontEnd, file)).AllowAnonymous();
        }
    }

    private static IResult Send(HttpContext http, FrontEnd frontEnd, string name)
    {
        if (!frontEnd.Files.TryGetValue(name, out var file))
        {
            return Results.NotFound();
        }

        var headers = http.Response.Headers;
        var isPart = frontEnd.Hashed.Contains(name);
        headers.CacheControl = isPart ? ForEver : "no-cache";
        if (isPart)
        {
            SecurityHeaders.OfPart(headers);
        }

        var (bytes, encoding) = Choose(http.Request, file);
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        headers.Vary = HeaderNames.AcceptEncoding;
        return Results.Bytes(bytes, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Tag}{encoding}\""));
    }

    private static (byte[] Bytes, string? Encoding) Choose(HttpRequest request, FrontEndFile file)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        return file switch
        {
            { Brotli: { } brotli } when accepted.Contains("br", StringComparison.Ordinal) => (brotli, "br"),
            { Gzip: { } gzip } when accepted.Contains("gzip", StringComparison.Ordinal) => (gzip, "gzip"),
            _ => (file.Plain, null),
        };
    }
}
