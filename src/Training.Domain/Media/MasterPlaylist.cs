using System.Globalization;
using System.Text;

namespace Training.Domain.Media;

/// <summary>The same lesson spoken otherwise: what the player calls it, and where its playlist is.</summary>
public sealed record AlternativeSound(string Label, string Address);

/// <summary>
/// The master playlist, written by us after verification and not by the encoder: its presence is the proof that all renditions stand.
/// Steps of the ladder go with the full sound, slides with the small one, and either sound stands alone too.
/// </summary>
public static class MasterPlaylist
{
    public const string FileName = "master.m3u8";

    private const string OwnSound = "原声";

    public static string Write(IReadOnlyList<MadeRendition> renditions, double framesPerSecond)
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        var sounds = renditions.Where(rendition => rendition.HasSound).OrderByDescending(rendition => rendition.AverageBitsPerSecond).ToList();
        var films = renditions.Where(rendition => rendition.Kind == RenditionKind.Video).OrderBy(rendition => rendition.Height).ToList();
        var slides = renditions.Where(rendition => rendition.Kind == RenditionKind.Stills).ToList();
        var hasPicture = films.Count + slides.Count > 0;
        foreach (var sound in hasPicture ? sounds : [])
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"{sound.Name}\",NAME=\"{OwnSound}\",LANGUAGE=\"zh\",DEFAULT=YES,AUTOSELECT=YES,URI=\"{Address(sound)}\"\n");
        }

        foreach (var film in films)
        {
            Add(text, film, sounds.FirstOrDefault(), framesPerSecond);
        }

        foreach (var slide in slides)
        {
            Add(text, slide, sounds.LastOrDefault(), 1.0 / LadderPlan.StillSeconds);
        }

        // Sound alone: for a line that carries no picture, and for who only wants to listen.
        foreach (var sound in sounds)
        {
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={sound.PeakBitsPerSecond},AVERAGE-BANDWIDTH={sound.AverageBitsPerSecond},CODECS=\"{sound.Codecs}\"")
                .Append(hasPicture ? $",AUDIO=\"{sound.Name}\"\n" : "\n")
                .Append(Address(sound)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>
    /// The same playlist with further sounds to choose from, in every group of sounds, as the format demands. The files of the lesson stay as
    /// they are: which sounds are shown is decided when it is asked for.
    /// </summary>
    public static string With(string master, IReadOnlyList<AlternativeSound> alternatives)
    {
        var text = new StringBuilder(master.Length + (alternatives.Count * 200));
        foreach (var line in master.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(line).Append('\n');
            if (!line.StartsWith("#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"", StringComparison.Ordinal))
            {
                continue;
            }

            var group = line.Split('"')[1];
            foreach (var sound in alternatives)
            {
                text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"{group}\",NAME=\"{Quoted(sound.Label)}\",LANGUAGE=\"zh\",DEFAULT=NO,AUTOSELECT=NO,URI=\"{sound.Address}\"\n");
            }
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

    private static void Add(StringBuilder text, MadeRendition video, MadeRendition? sound, double framesPerSecond)
    {
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={video.PeakBitsPerSecond + (sound?.PeakBitsPerSecond ?? 0)},")
            .Append(CultureInfo.InvariantCulture, $"AVERAGE-BANDWIDTH={video.AverageBitsPerSecond + (sound?.AverageBitsPerSecond ?? 0)},")
            .Append(CultureInfo.InvariantCulture, $"RESOLUTION={video.Width}x{video.Height},FRAME-RATE={framesPerSecond:0.000},")
            .Append("CODECS=\"").Append(video.Codecs).Append(sound is null ? "" : "," + sound.Codecs).Append('"')
            .Append(sound is null ? "\n" : $",AUDIO=\"{sound.Name}\"\n")
            .Append(Address(video)).Append('\n');
    }

    private static string Address(MadeRendition rendition) => $"{rendition.Name}/{FfmpegCommand.PlaylistName}";

    /// <summary>A quoted string of the format holds neither quotes nor line ends.</summary>
    private static string Quoted(string label) => string.Concat(label.Select(letter => letter == '"' || char.IsControl(letter) ? ' ' : letter));
}
