namespace Training.Domain.Stations;

/// <summary>
/// Puts degrees on a flat drawing and back: a plain cylinder touching the frame's middle, good to a hundred metres within one city. Pure.
/// </summary>
public sealed class StationPlot(PlotFrame frame, double width, double margin = 16)
{
    private readonly double narrowing = Math.Cos((frame.South + frame.North) / 2 * Math.PI / 180);

    private double Scale => (width - (2 * margin)) / ((frame.East - frame.West) * narrowing);

    public double Width => width;

    public double Height => Math.Round(((frame.North - frame.South) * Scale) + (2 * margin));

    public double X(double longitude) => margin + ((longitude - frame.West) * narrowing * Scale);

    public double Y(double latitude) => margin + ((frame.North - latitude) * Scale);

    public double LongitudeAt(double x) => frame.West + ((x - margin) / (narrowing * Scale));

    public double LatitudeAt(double y) => frame.North - ((y - margin) / Scale);

    /// <summary>The line round the outermost points, counter-clockwise; all points where there are fewer than three.</summary>
    public static IReadOnlyList<(double X, double Y)> Hull(IEnumerable<(double X, double Y)> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        if (sorted.Count < 3)
        {
            return sorted;
        }

        var lower = Chain(sorted);
        sorted.Reverse();
        var upper = Chain(sorted);
        return [.. lower[..^1], .. upper[..^1]];
    }

    private static List<(double X, double Y)> Chain(List<(double X, double Y)> points)
    {
        var chain = new List<(double X, double Y)>();
        foreach (var point in points)
        {
            while (chain.Count >= 2 && Turn(chain[^2], chain[^1], point) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(point);
        }

        return chain;
    }

    private static double Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
