using System.Globalization;

namespace Training.Domain.Media;

/// <summary>Argument lists of libvips and the reading of its answer. It stands in a folder with nothing but the picture, as ffmpeg does.</summary>
public static class VipsCommand
{
    public const string CopyName = "copy.jpg";
    public const string ThumbnailName = "thumbnail.jpg";

    /// <summary>Loaders that their makers do not call safe for hostile files stay shut; one thread, so that memory stays bounded.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["VIPS_BLOCK_UNTRUSTED"] = "1",
        ["VIPS_CONCURRENCY"] = "1",
    };

    public static IReadOnlyList<string> Header() => ["-a", FfmpegCommand.InputName];

    /// <summary>
    /// Upright, in sRGB, at most so large, on white where it was see-through, without a word of what the camera wrote. A picture that ends
    /// too early is an error, not a grey rest.
    /// </summary>
    public static IReadOnlyList<string> Copy(int side) => Shrink(FfmpegCommand.InputName, $"{CopyName}[Q=84,strip,optimize_coding,background=255]", side);

    public static IReadOnlyList<string> Thumbnail(int side) => Shrink(CopyName, $"{ThumbnailName}[Q=78,strip,optimize_coding]", side);

    /// <summary>A square cut where the eye would look, which is at skin and edges.</summary>
    public static IReadOnlyList<string> Portrait(int side) =>
        [.. Shrink(FfmpegCommand.InputName, $"{CopyName}[Q=84,strip,optimize_coding,background=255]", side), "--crop", "attention"];

    public static IReadOnlyList<string> Face(int side, int quality) =>
        Shrink(CopyName, $"{ThumbnailName}[Q={quality.ToString(CultureInfo.InvariantCulture)},strip,optimize_coding]", side);

    private static IReadOnlyList<string> Shrink(string from, string to, int side)
    {
        var pixels = side.ToString(CultureInfo.InvariantCulture);
        return ["thumbnail", from, to, pixels, "--height", pixels, "--size", "down", "--fail-on", "truncated", "--export-profile", "srgb"];
    }
}

/// <summary>What <c>vipsheader -a</c> says: lines of name and value, the size first. Later lines are the camera's and are not believed.</summary>
public sealed class VipsHeader
{
    public long Width { get; private set; }

    public long Height { get; private set; }

    public bool IsComplete => Width > 0 && Height > 0;

    public void Add(string line)
    {
        if (Width == 0 && Number(line, "width: ") is { } width)
        {
            Width = width;
        }
        else if (Height == 0 && Number(line, "height: ") is { } height)
        {
            Height = height;
        }
    }

    private static long? Number(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) && long.TryParse(line.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
