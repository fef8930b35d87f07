using System.Globalization;
using System.Text.Json;

namespace Training.Domain.Media;

public readonly record struct FrameRate(int Numerator, int Denominator)
{
    public double PerSecond => Denominator == 0 ? 0 : (double)Numerator / Denominator;

    public override string ToString() => Denominator == 1
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}

public enum StreamType
{
    Video,
    Audio,
    Other,
}

/// <summary>One stream as ffprobe describes it. Everything here is what the file claims, nothing of it is measured.</summary>
public sealed record ProbedStream
{
    public required int Index { get; init; }

    public required StreamType Type { get; init; }

    public string Codec { get; init; } = "";

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Width of one pixel over its height; 1 where the file does not say.</summary>
    public double PixelAspect { get; init; } = 1;

    /// <summary>Degrees clockwise that the picture must be turned to stand upright: 0, 90, 180 or 270.</summary>
    public int Rotation { get; init; }

    public FrameRate DeclaredRate { get; init; }

    public FrameRate AverageRate { get; init; }

    public bool Interlaced { get; init; }

    /// <summary>arib-std-b67 or smpte2084 where the picture has a high dynamic range, else null.</summary>
    public string? HighDynamicRange { get; init; }

    public string PixelFormat { get; init; } = "";

    public bool FullRange { get; init; }

    /// <summary>The colour matrix as ffprobe names it, or null where the file does not say.</summary>
    public string? ColorMatrix { get; init; }

    public bool AttachedPicture { get; init; }

    public bool Default { get; init; }

    public int Channels { get; init; }

    public int SampleRate { get; init; }
}

public sealed record FfprobeReport(IReadOnlyList<ProbedStream> Streams, TimeSpan? Duration)
{
    /// <summary>Null where the text is no report, or one without streams: ffprobe writes an empty object for what it cannot open.</summary>
    public static FfprobeReport? Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (!document.RootElement.TryGetProperty("streams", out var streams) || streams.GetArrayLength() == 0)
            {
                return null;
            }

            var duration = document.RootElement.TryGetProperty("format", out var format) ? Number(format, "duration") : null;
            return new FfprobeReport([.. streams.EnumerateArray().Select(Stream)],
                duration is > 0 and < 1e9 ? TimeSpan.FromSeconds(duration.Value) : null);
        }
        catch (JsonException)
        {
            // A tool that was ended in the middle leaves half a document; that is "no report", not a fault of ours.
            return null;
        }
    }

    private static ProbedStream Stream(JsonElement stream)
    {
        var transfer = Text(stream, "color_transfer");
        return new ProbedStream
        {
            Index = (int)(Number(stream, "index") ?? 0),
            Type = Text(stream, "codec_type") switch { "video" => StreamType.Video, "audio" => StreamType.Audio, _ => StreamType.Other },
            Codec = Text(stream, "codec_name") ?? "",
            Width = (int)(Number(stream, "width") ?? 0),
            Height = (int)(Number(stream, "height") ?? 0),
            PixelAspect = Ratio(Text(stream, "sample_aspect_ratio"), ':') is { Numerator: > 0, Denominator: > 0 } sar ? sar.PerSecond : 1,
            Rotation = Rotation(stream),
            DeclaredRate = Ratio(Text(stream, "r_frame_rate"), '/'),
            AverageRate = Ratio(Text(stream, "avg_frame_rate"), '/'),
            Interlaced = Text(stream, "field_order") is "tt" or "bb" or "tb" or "bt",
            HighDynamicRange = transfer is "arib-std-b67" or "smpte2084" ? transfer : null,
            PixelFormat = Text(stream, "pix_fmt") ?? "",
            FullRange = Text(stream, "color_range") == "pc" || Text(stream, "pix_fmt") is { } format && format.StartsWith("yuvj", StringComparison.Ordinal),
            ColorMatrix = Text(stream, "color_space"),
            AttachedPicture = Disposition(stream, "attached_pic"),
            Default = Disposition(stream, "default"),
            Channels = (int)(Number(stream, "channels") ?? 0),
            SampleRate = (int)(Number(stream, "sample_rate") ?? 0),
        };
    }

    private static int Rotation(JsonElement stream)
    {
        if (!stream.TryGetProperty("side_data_list", out var list))
        {
            return 0;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (Number(item, "rotation") is { } counterClockwise)
            {
                var quarter = (int)Math.Round(-counterClockwise / 90) * 90 % 360;
                return quarter < 0 ? quarter + 360 : quarter;
            }
        }

        return 0;
    }

    private static bool Disposition(JsonElement stream, string name) =>
        stream.TryGetProperty("disposition", out var disposition) && Number(disposition, name) is 1;

    private static FrameRate Ratio(string? text, char separator)
    {
        var parts = text?.Split(separator) ?? [];
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var numerator) &&
               int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator) && denominator > 0
            ? new FrameRate(numerator, denominator)
            : default;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>ffprobe writes numbers now as numbers, now as strings.</summary>
    private static double? Number(JsonElement element, string name) => !element.TryGetProperty(name, out var value)
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
}
