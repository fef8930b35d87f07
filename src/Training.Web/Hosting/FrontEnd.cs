using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.StaticFiles;

namespace Training.Web.Hosting;

/// <summary>
/// The bundled front end, read once at start: the address of each island and style sheet (named by content, so a browser keeps it
/// for ever), and the few icons that pages draw. All of it is small enough to be held in memory with its compressed forms.
/// </summary>
public sealed class FrontEnd
{
    private readonly FrozenDictionary<string, Entry> _entries;
    private readonly FrozenDictionary<string, IHtmlContent> _icons;

    public FrontEnd(IWebHostEnvironment environment)
    {
        var folder = Folder(environment);
        Files = Directory.EnumerateFiles(folder)
            .Where(path => !path.EndsWith(".gz", StringComparison.Ordinal) && !path.EndsWith(".br", StringComparison.Ordinal))
            .Select(FrontEndFile.Read)
            .ToFrozenDictionary(file => file.Name);
        _entries = JsonSerializer.Deserialize<Dictionary<string, Entry>>(Files["manifest.json"].Plain, JsonSerializerOptions.Web)!.ToFrozenDictionary();
        _icons = JsonSerializer.Deserialize<Dictionary<string, string>>(Files["icons.json"].Plain)!
            .ToFrozenDictionary(icon => icon.Key, icon => (IHtmlContent)new HtmlString(icon.Value));
        Hashed = _entries.Values.SelectMany(entry => entry.Files).ToFrozenSet();
    }

    public FrozenDictionary<string, FrontEndFile> Files { get; }

    /// <summary>Files whose name changes with their content.</summary>
    public FrozenSet<string> Hashed { get; }

    /// <summary>The address of an island (<c>roll</c>) or of a style sheet (<c>site.css</c>).</summary>
    public string Address(string entry) => "/dist/" + _entries[entry].File;

    public IHtmlContent Icon(string name) => _icons.TryGetValue(name, out var icon)
        ? icon
        : throw new KeyNotFoundException($"The front end was built without an icon named '{name}'.");

    private static string Folder(IWebHostEnvironment environment)
    {
        string[] places = [Path.Combine(environment.ContentRootPath, "wwwroot", "dist"), Path.Combine(AppContext.BaseDirectory, "wwwroot", "dist")];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, "manifest.json")))
            ?? throw new DirectoryNotFoundException("The front end is missing: build Training.Web with Node installed.");
    }

    private sealed record Entry(string File, string[] Files);
}

public sealed record FrontEndFile(string Name, string ContentType, byte[] Plain, byte[]? Gzip, byte[]? Brotli)
{
    private static readonly FileExtensionContentTypeProvider Types = MediaContentTypes.Provider;

    public static FrontEndFile Read(string path)
    {
        var name = Path.GetFileName(path);
        return new FrontEndFile(
            name,
            Types.TryGetContentType(name, out var type) ? type : "application/octet-stream",
            File.ReadAllBytes(path),
            Optional(path + ".gz"),
            Optional(path + ".br"));
    }

    /// <summary>Changes with the content.</summary>
    public string Tag { get; } = Convert.ToHexStringLower(SHA256.HashData(Plain).AsSpan(0, 8));

    private static byte[]? Optional(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}

/// <summary>Kestrel knows neither playlists nor their segments by itself.</summary>
public static class MediaContentTypes
{
    public static FileExtensionContentTypeProvider Provider { get; } = Make();

    private static FileExtensionContentTypeProvider Make()
    {
        var provider = new FileExtensionContentTypeProvider();
        provider.Mappings[".m3u8"] = "application/vnd.apple.mpegurl";
        provider.Mappings[".m4s"] = "video/iso.segment";
        provider.Mappings[".mp4"] = "video/mp4";
        provider.Mappings[".m4a"] = "audio/mp4";
        provider.Mappings[".vtt"] = "text/vtt; charset=utf-8";
        provider.Mappings[".js"] = "text/javascript; charset=utf-8";
        provider.Mappings[".css"] = "text/css; charset=utf-8";
        provider.Mappings[".webmanifest"] = "application/manifest+json";
        return provider;
    }
}
