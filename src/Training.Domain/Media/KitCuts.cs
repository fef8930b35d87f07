using System.Globalization;
using System.Text.RegularExpressions;

namespace Training.Domain.Media;

/// <summary>A stretch of a lesson, in seconds.</summary>
public readonly record struct Stretch(double From, double To)
{
    public double Length => To - From;
}

/// <summary>
/// Cuts a lesson into pieces for the village loudspeaker: of five to ten minutes, as nearly equal as the pauses of the speaker allow, so that
/// no word is cut through. What is shorter than ten minutes stays one piece.
/// </summary>
public static class KitCuts
{
    private const double Least = 300;
    private const double Most = 600;
    private const double Wanted = 450;

    public static IReadOnlyList<Stretch> Of(double seconds, IReadOnlyList<Stretch> pauses)
    {
        if (seconds <= Most)
        {
            return [new Stretch(0, seconds)];
        }

        var count = (int)Math.Clamp(Math.Round(seconds / Wanted), Math.Ceiling(seconds / Most), Math.Floor(seconds / Least));
        var pieces = new List<Stretch>(count);
        var from = 0.0;
        for (var left = count - 1; left > 0; left--)
        {
            // What remains must again be so many pieces that are neither too short nor too long.
            var earliest = Math.Max(from + Least, seconds - (left * Most));
            var latest = Math.Min(from + Most, seconds - (left * Least));
            var ideal = Math.Clamp(from + ((seconds - from) / (left + 1)), earliest, latest);
            var to = pauses.Select(pause => (pause.From + pause.To) / 2).Where(at => at >= earliest && at <= latest)
                .Select(at => (double?)at).MinBy(at => Math.Abs(at!.Value - ideal)) ?? ideal;
            pieces.Add(new Stretch(from, to));
            from = to;
        }

        pieces.Add(new Stretch(from, seconds));
        return pieces;
    }
}

/// <summary>Picks the pauses out of the log of ffmpeg's silencedetect filter.</summary>
public sealed partial class PauseLog
{
    private readonly List<Stretch> pauses = [];
    private double? from;

    public IReadOnlyList<Stretch> Pauses => pauses;

    public void Add(string line)
    {
        if (Start().Match(line) is { Success: true } start)
        {
            from = double.Parse(start.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        else if (from is { } began && End().Match(line) is { Success: true } end)
        {
            pauses.Add(new Stretch(began, double.Parse(end.Groups[1].ValueSpan, CultureInfo.InvariantCulture)));
            from = null;
        }
    }

    [GeneratedRegex(@"silence_start: (-?[\d.]+)")]
    private static partial Regex Start();

    [GeneratedRegex(@"silence_end: ([\d.]+)")]
    private static partial Regex End();
}
