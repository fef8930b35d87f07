using System.Globalization;
using System.Text;

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

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>RFC 6381, e.g. avc1.4D401F or mp4a.40.2.</summary>
    public required string Codecs { get; init; }

    public required double Seconds { get; init; }

    public required long Bytes { get; init; }

    public required int PeakBitsPerSecond { get; init; }

    public required int AverageBitsPerSecond { get; init; }
}

/// <summary>
/// The master playlist, written by us after verification and not by the encoder: its presence is the proof that all renditions stand.
/// </summary>
public static class MasterPlaylist
{
    public const string FileName = "master.m3u8";

    public static string Write(IReadOnlyList<MadeRendition> videos, MadeRendition? audio, double framesPerSecond)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        if (audio is not null && videos.Count > 0)
        {
            text.Append("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"原声\",LANGUAGE=\"zh\",DEFAULT=YES,AUTOSELECT=YES,URI=\"")
                .Append(audio.Name).Append('/').Append(FfmpegCommand.PlaylistName).Append("\"\n");
        }

        foreach (var video in videos)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={video.PeakBitsPerSecond + (audio?.PeakBitsPerSecond ?? 0)},")
                .Append(CultureInfo.InvariantCulture, $"AVERAGE-BANDWIDTH={video.AverageBitsPerSecond + (audio?.AverageBitsPerSecond ?? 0)},")
                .Append(CultureInfo.InvariantCulture, $"RESOLUTION={video.Width}x{video.Height},FRAME-RATE={framesPerSecond:0.000},")
                .Append("CODECS=\"").Append(video.Codecs).Append(audio is null ? "" : "," + audio.Codecs).Append('"')
                .Append(audio is null ? "\n" : ",AUDIO=\"audio\"\n")
                .Append(video.Name).Append('/').Append(FfmpegCommand.PlaylistName).Append('\n');
        }

        if (audio is not null)
        {
            // Sound alone: for a line that carries no picture, and for who only wants to listen.
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={audio.PeakBitsPerSecond},AVERAGE-BANDWIDTH={audio.AverageBitsPerSecond},")
                .Append("CODECS=\"").Append(audio.Codecs).Append('"').Append(videos.Count == 0 ? "\n" : ",AUDIO=\"audio\"\n")
                .Append(audio.Name).Append('/').Append(FfmpegCommand.PlaylistName).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The codec string from an initialization segment: the three bytes after the version in its avcC box.</summary>
    public static string? AvcCodec(ReadOnlySpan<byte> initialization)
    {
        var box = initialization.IndexOf("avcC"u8);
        return box >= 0 && initialization.Length >= box + 8
            ? string.Create(CultureInfo.InvariantCulture, $"avc1.{initialization[box + 5]:X2}{initialization[box + 6]:X2}{initialization[box + 7]:X2}")
            : null;
    }
}
