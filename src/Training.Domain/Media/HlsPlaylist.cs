using System.Globalization;

namespace Training.Domain.Media;

public sealed record HlsSegment(string Name, double Seconds);

/// <summary>A rendition's playlist as we wrote it.</summary>
public sealed record HlsPlaylist(string? InitializationName, IReadOnlyList<HlsSegment> Segments, bool Ended)
{
    public double Seconds => Segments.Sum(segment => segment.Seconds);

    public static HlsPlaylist Parse(string text)
    {
        string? initialization = null;
        var segments = new List<HlsSegment>();
        var ended = false;
        double? seconds = null;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("#EXTINF:", StringComparison.Ordinal))
            {
                seconds = double.TryParse(line[8..].TrimEnd(','), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
            }
            else if (line.StartsWith("#EXT-X-MAP:URI=\"", StringComparison.Ordinal))
            {
                initialization = line["#EXT-X-MAP:URI=\"".Length..].Split('"')[0];
            }
            else if (line.StartsWith("#EXT-X-ENDLIST", StringComparison.Ordinal))
            {
                ended = true;
            }
            else if (!line.StartsWith('#') && seconds is { } length)
            {
                segments.Add(new HlsSegment(line, length));
                seconds = null;
            }
        }

        return new HlsPlaylist(initialization, segments, ended);
    }
}

/// <summary>A verified rendition as the master playlist names it.</summary>
public sealed record MadeRendition
{
    public required string Name { get; init; }

    public RenditionKind Kind => LadderPlan.KindOf(Name);

    public bool HasSound => Kind is RenditionKind.Audio or RenditionKind.Voice;

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>RFC 6381, e.g. avc1.4D401F or mp4a.40.2.</summary>
    public required string Codecs { get; init; }

    public required double Seconds { get; init; }

    public required long Bytes { get; init; }

    public required int PeakBitsPerSecond { get; init; }

    public required int AverageBitsPerSecond { get; init; }

    /// <summary>Of a sound, measured on what was written; null where it is too short to tell.</summary>
    public double? Loudness { get; init; }

    /// <summary>See <see cref="ScannedTrack.StillShare"/>.</summary>
    public double StillShare { get; init; }
}
