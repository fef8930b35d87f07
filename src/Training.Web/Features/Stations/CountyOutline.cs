using System.Globalization;
using Training.Domain.Stations;

namespace Training.Web.Features.Stations;

/// <summary>The line round a county's stations, and where its name stands so that it covers neither another name nor, if it can be, a station.</summary>
public sealed record CountyOutline(string County, string Points, double NameX, double NameY)
{
    private const double Letter = 15;
    private const double Gap = 12;

    public static IReadOnlyList<CountyOutline> Of(IEnumerable<(string County, IReadOnlyList<(double X, double Y)> Spots)> counties, StationPlot plot)
    {
        var all = counties.ToList();
        var spots = all.SelectMany(county => county.Spots).ToList();
        var taken = new List<Box>();
        var outlines = new List<CountyOutline>();
        foreach (var (county, own) in all)
        {
            var (left, right) = (own.Min(p => p.X), own.Max(p => p.X));
            var (top, bottom) = (own.Min(p => p.Y), own.Max(p => p.Y));
            var wide = county.Length * Letter;
            var (middle, half) = ((left + right) / 2, wide / 2);
            // Above and below first, then beside, then at the corners; each a step further away when the near ones are taken.
            var places =
                from step in (double[])[Gap, Gap * 2, Gap * 4]
                from place in (IEnumerable<(double X, double Y)>)
                [
                    (middle, top - step), (middle, bottom + step + Letter), (right + step + half, ((top + bottom) / 2) + (Letter / 2)), (left - step - half, ((top + bottom) / 2) + (Letter / 2)),
                    (right + half, top - step), (left - half, top - step), (right + half, bottom + step + Letter), (left - half, bottom + step + Letter),
                ]
                select place;
            var box = places.Select(place => new Box(place.X - half, place.Y - Letter, place.X + half, place.Y + 4))
                .MinBy(place => (place.Within(plot) ? 0 : 1000) + (100 * taken.Count(place.Meets)) + spots.Count(place.Holds));
            taken.Add(box);
            outlines.Add(new CountyOutline(
                county, string.Join(' ', StationPlot.Hull(own).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}"))), (box.Left + box.Right) / 2, box.Bottom - 4));
        }

        return outlines;
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Within(StationPlot plot) => Left >= 0 && Top >= 0 && Right <= plot.Width && Bottom <= plot.Height;

        public bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

        public bool Holds((double X, double Y) point) => point.X > Left - 6 && point.X < Right + 6 && point.Y > Top - 6 && point.Y < Bottom + 6;
    }
}
