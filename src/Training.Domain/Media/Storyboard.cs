using System.Globalization;
using System.Text;

namespace Training.Domain.Media;

/// <summary>
/// Small pictures for finding one's place: one every so many seconds, twenty-five on a sheet, and a WebVTT file that says which part of which
/// sheet belongs to which seconds. At most a hundred pictures, so that four sheets serve the longest lesson.
/// </summary>
public sealed record Storyboard(int EverySeconds, int Width, int Height)
{
    public const string VttName = "story.vtt";

    public const int Side = 5;

    private const int MostPictures = Side * Side * 4;

    private const int LeastSeconds = 2;

    private const int ThumbnailSide = 90;

    public static Storyboard For(LadderPlan ladder, TimeSpan duration)
    {
        var lowest = ladder.Videos[0];
        var scale = Math.Min(1, (double)ThumbnailSide / lowest.ShortSide);
        return new Storyboard(
            Math.Max(LeastSeconds, (int)Math.Ceiling(duration.TotalSeconds / MostPictures)), Even(lowest.Width * scale), Even(lowest.Height * scale));
    }

    /// <summary>ffmpeg counts its sheets from one.</summary>
    public static string SheetName(int number) => string.Create(CultureInfo.InvariantCulture, $"story-{number}.jpg");

    public string Vtt(TimeSpan duration)
    {
        var text = new StringBuilder("WEBVTT\n");
        var count = Math.Max(1, (int)Math.Ceiling(duration.TotalSeconds / EverySeconds));
        for (var n = 0; n < count; n++)
        {
            var (sheet, at) = Math.DivRem(n, Side * Side);
            var (row, column) = Math.DivRem(at, Side);
            var until = n == count - 1 ? duration : TimeSpan.FromSeconds((n + 1) * EverySeconds);
            text.Append(CultureInfo.InvariantCulture, $"\n{Stamp(TimeSpan.FromSeconds(n * EverySeconds))} --> {Stamp(until)}\n")
                .Append(CultureInfo.InvariantCulture, $"{SheetName(sheet + 1)}#xywh={column * Width},{row * Height},{Width},{Height}\n");
        }

        return text.ToString();
    }

    private static string Stamp(TimeSpan at) => string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00}.{at.Milliseconds:000}");

    private static int Even(double value) => Math.Max(16, (int)Math.Round(value / 2) * 2);
}
