using System.Globalization;

namespace Training.Domain.Media;

/// <summary>Argument lists for what goes onto a USB stick. Everything is read from files that we made ourselves.</summary>
public static class KitCommand
{
    /// <summary>Low enough that the hum of a room does not hide a pause, long enough to be one.</summary>
    public static IReadOnlyList<string> Pauses(string source) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", "-protocol_whitelist", "file", "-f", "mov", "-i", source,
        "-map", "0:a:0", "-af", "silencedetect=noise=-35dB:d=0.35", "-f", "null", "-",
    ];

    /// <summary>How loud a piece is after a gain; null measures it as it is.</summary>
    public static IReadOnlyList<string> MeasurePiece(string source, Stretch piece, LoudnessGain? gain) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", .. Cut(source, piece),
        "-af", Filters(gain) + ",ebur128=framelog=verbose:peak=sample", "-f", "null", "-",
    ];

    /// <summary>MP3 of one channel, 64 kbit/s: what every loudspeaker with a socket for a stick plays.</summary>
    public static IReadOnlyList<string> Piece(string source, Stretch piece, LoudnessGain? gain, string title, string result) =>
    [
        "-nostdin", "-v", "error", .. Cut(source, piece), "-af", Filters(gain), "-c:a", "libmp3lame", "-b:a", "64k", "-map_metadata", "-1",
        "-metadata", $"title={title}", "-id3v2_version", "3", "-write_xing", "0", "-f", "mp3", result,
    ];

    /// <summary>
    /// H.264 and AAC for the television: a lying picture of our own ladder as it stands, else brought onto a black ground of 1280 × 720, because
    /// boxes turn upright pictures or refuse them.
    /// </summary>
    public static IReadOnlyList<string> Television(string picture, string sound, bool asItStands, string result) =>
    [
        "-nostdin", "-v", "error", "-nostats", "-stats_period", "2", "-progress", "pipe:1", "-protocol_whitelist", "file", "-f", "hls", "-i", picture, "-protocol_whitelist", "file", "-f", "hls", "-i", sound,
        "-map", "0:v:0", "-map", "1:a:0",
        .. asItStands ? (string[])["-c", "copy"]
            : ["-vf", "scale=1280:720:force_original_aspect_ratio=decrease:force_divisible_by=2,pad=1280:720:-1:-1,setsar=1",
                "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main", "-level", "4.0", "-pix_fmt", "yuv420p",
                // Boxes jump from one whole picture to the next.
                "-g", "100", "-crf", "22", "-maxrate", "2500k", "-bufsize", "5000k", "-bf", "0", "-c:a", "copy"],
        "-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", result,
    ];

    /// <summary>What became of it, for <see cref="FilmFacts"/>.</summary>
    public static IReadOnlyList<string> Look(string film) =>
    [
        "-v", "error", "-protocol_whitelist", "file", "-f", "mov", "-show_entries",
        "stream=codec_type,codec_name,profile,level,pix_fmt,width,height,field_order,sample_aspect_ratio,avg_frame_rate,sample_rate,channels,start_time:format=bit_rate",
        "-print_format", "json", "-i", film,
    ];

    private static string[] Cut(string source, Stretch piece) =>
    [
        "-protocol_whitelist", "file", "-f", "mov", "-ss", Seconds(piece.From), "-t", Seconds(piece.Length), "-i", source, "-map", "0:a:0",
    ];

    private static string Filters(LoudnessGain? gain) => "aformat=sample_rates=44100:channel_layouts=mono" + Loudness.Filters(gain);

    private static string Seconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
