using System.Globalization;
using System.Text.RegularExpressions;

namespace Training.Domain.Media;

/// <summary>
/// Follows ffmpeg's log written with level tags: counts errors and picks up, for each input stream, how many packets were read and how
/// many frames came out of the decoder.
/// </summary>
public sealed partial class FfmpegLog
{
    private readonly Dictionary<int, (long Packets, long Frames)> decoded = [];

    public long Errors { get; private set; }

    /// <summary>Packets that a decoder could make nothing of.</summary>
    public long UndecodablePackets { get; private set; }

    public bool PictureTooLarge { get; private set; }

    /// <summary>The decoder that the file asked for and that is not on our list.</summary>
    public string? ForeignCodec { get; private set; }

    public void Add(string line)
    {
        if (line.Contains("[error]", StringComparison.Ordinal) || line.Contains("[fatal]", StringComparison.Ordinal))
        {
            Errors++;
        }

        if (line.Contains("Error while decoding stream", StringComparison.Ordinal))
        {
            UndecodablePackets++;
        }
        else if (line.Contains("exceeds specified max pixel count", StringComparison.Ordinal))
        {
            PictureTooLarge = true;
        }
        else if (ForeignCodecLine().Match(line) is { Success: true } foreign)
        {
            ForeignCodec = foreign.Groups[1].Value;
        }
        else if (DecodedLine().Match(line) is { Success: true } match)
        {
            decoded[int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)] =
                (long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), long.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>No stream gave a frame, or ffmpeg gave up before it could count.</summary>
    public bool DecodedNothing => decoded.Values.All(value => value.Frames == 0);

    public (long Packets, long Frames)? Decoded(int stream) => decoded.TryGetValue(stream, out var value) ? value : null;

    [GeneratedRegex(@"Input stream #0:(\d+) \(\w+\): (\d+) packets read \(\d+ bytes\); (\d+) frames decoded")]
    private static partial Regex DecodedLine();

    [GeneratedRegex(@"Codec \(([\w-]{1,40})\) not on whitelist")]
    private static partial Regex ForeignCodecLine();
}
