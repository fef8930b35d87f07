using System.Globalization;
using System.Text.Json;

namespace Training.Domain.Media;

/// <summary>A finished film for the television, as ffprobe describes it.</summary>
public sealed record FilmFacts
{
    /// <summary>Seconds that sound and picture may begin apart: two pictures, which nobody sees.</summary>
    public const double MostShift = 0.08;

    public required int Streams { get; init; }

    public string PictureCodec { get; init; } = "";

    public string Profile { get; init; } = "";

    /// <summary>Ten times the level's number.</summary>
    public int Level { get; init; }

    public string PixelFormat { get; init; } = "";

    public int Width { get; init; }

    public int Height { get; init; }

    public bool Progressive { get; init; }

    public bool SquarePixels { get; init; }

    public double FramesPerSecond { get; init; }

    public int KilobitsPerSecond { get; init; }

    public string SoundCodec { get; init; } = "";

    public string SoundProfile { get; init; } = "";

    public int SampleRate { get; init; }

    public int Channels { get; init; }

    /// <summary>How far apart sound and picture begin, seconds.</summary>
    public double Shift { get; init; }

    /// <summary>From ffprobe's JSON of <see cref="KitCommand.Look"/>; null where it is none.</summary>
    public static FilmFacts? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var streams = document.RootElement.GetProperty("streams").EnumerateArray().ToList();
            var (picture, sound) = (streams.Find(stream => Text(stream, "codec_type") == "video"), streams.Find(stream => Text(stream, "codec_type") == "audio"));
            if (picture.ValueKind == JsonValueKind.Undefined || sound.ValueKind == JsonValueKind.Undefined)
            {
                return null;
            }

            var rate = Text(picture, "avg_frame_rate").Split('/');
            return new FilmFacts
            {
                Streams = streams.Count,
                PictureCodec = Text(picture, "codec_name"), Profile = Text(picture, "profile"), Level = Whole(picture, "level"), PixelFormat = Text(picture, "pix_fmt"),
                Width = Whole(picture, "width"), Height = Whole(picture, "height"),
                Progressive = Text(picture, "field_order") is "" or "progressive" or "unknown", SquarePixels = Text(picture, "sample_aspect_ratio") is "" or "1:1" or "0:1" or "N/A",
                FramesPerSecond = rate.Length == 2 ? new FrameRate(int.Parse(rate[0], CultureInfo.InvariantCulture), int.Parse(rate[1], CultureInfo.InvariantCulture)).PerSecond : 0,
                KilobitsPerSecond = (int)(Real(document.RootElement.GetProperty("format"), "bit_rate") / 1000),
                SoundCodec = Text(sound, "codec_name"), SoundProfile = Text(sound, "profile"), SampleRate = (int)Real(sound, "sample_rate"), Channels = Whole(sound, "channels"),
                Shift = Math.Abs(Real(picture, "start_time") - Real(sound, "start_time")),
            };
        }
        catch (Exception none) when (none is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int Whole(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;

    /// <summary>ffprobe writes these as text.</summary>
    private static double Real(JsonElement of, string name) => double.TryParse(Text(of, name), CultureInfo.InvariantCulture, out var value) ? value : 0;
}
