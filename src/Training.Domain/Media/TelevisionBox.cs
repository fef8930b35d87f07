using System.Globalization;

namespace Training.Domain.Media;

/// <summary>What a television or a box plays from a stick, as its maker publishes it (Definitions/television-boxes.tsv, each with its source).</summary>
/// <param name="Name">Maker and model.</param>
/// <param name="Levels">The highest level of each H.264 profile, ten times its number.</param>
/// <param name="Width">Pixels at most.</param>
/// <param name="Height">Pixels at most.</param>
/// <param name="FramesPerSecond">At most.</param>
/// <param name="KilobitsPerSecond">Of picture and sound, at most.</param>
/// <param name="SampleRates">Of AAC-LC.</param>
/// <param name="Channels">At most.</param>
/// <param name="Source">Title and address.</param>
public sealed record TelevisionBox(
    string Name, IReadOnlyDictionary<string, int> Levels, int Width, int Height, double FramesPerSecond, int KilobitsPerSecond, IReadOnlyList<int> SampleRates, int Channels, string Source)
{
    private const int Cells = 9;

    public static IReadOnlyList<TelevisionBox> All { get; } = Read();

    /// <summary>Why this box may not play a film, one fact a line; empty when it does.</summary>
    public IReadOnlyList<string> Against(FilmFacts film)
    {
        var found = new List<string>();
        Unless(film is { PictureCodec: "h264", PixelFormat: "yuv420p", Progressive: true, SquarePixels: true }, $"{film.PictureCodec} {film.PixelFormat}");
        Unless(Levels.TryGetValue(film.Profile, out var level) && film.Level <= level, $"{film.Profile}@{film.Level}");
        Unless(film.Width <= Width && film.Height <= Height && film.Width >= film.Height, $"{film.Width}x{film.Height}");
        Unless(film.FramesPerSecond <= FramesPerSecond + 0.01, $"{film.FramesPerSecond:0.##} pictures a second");
        Unless(film.KilobitsPerSecond <= KilobitsPerSecond, $"{film.KilobitsPerSecond} kbit/s");
        Unless(film is { SoundCodec: "aac", SoundProfile: "LC" } && SampleRates.Contains(film.SampleRate) && film.Channels <= Channels, $"{film.SoundCodec} {film.SoundProfile} {film.SampleRate} Hz, {film.Channels} channels");
        Unless(film.Streams == 2, $"{film.Streams} streams");
        Unless(film.Shift <= FilmFacts.MostShift, $"sound and picture {film.Shift:0.###} s apart");
        return found;

        void Unless(bool suits, FormattableString fact)
        {
            if (!suits)
            {
                found.Add($"{Name}: {fact.ToString(CultureInfo.InvariantCulture)}");
            }
        }
    }

    private static List<TelevisionBox> Read()
    {
        using var stream = typeof(TelevisionBox).Assembly.GetManifestResourceStream("Training.Domain.Media.Definitions.television-boxes.tsv")!;
        using var reader = new StreamReader(stream);
        var boxes = new List<TelevisionBox>();
        foreach (var line in reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var cells = line.Split('\t');
            if (cells.Length != Cells)
            {
                throw new FormatException($"television-boxes.tsv: {line}");
            }

            boxes.Add(new TelevisionBox(
                cells[0], cells[1].Split(' ').Aggregate(new List<string>(), Joined).Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => Number(pair[1])),
                Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5]), [.. cells[6].Split(' ').Select(Number)], Number(cells[7]), cells[8]));
        }

        return boxes;
    }

    /// <summary>A profile's name may have two words: what has no level belongs to the next.</summary>
    private static List<string> Joined(List<string> pairs, string word)
    {
        if (pairs.Count > 0 && !pairs[^1].Contains(':', StringComparison.Ordinal))
        {
            pairs[^1] += " " + word;
        }
        else
        {
            pairs.Add(word);
        }

        return pairs;
    }

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
