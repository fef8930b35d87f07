using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>The stations drawn from their own degrees: no tile, no call that leaves the server.</summary>
[Authorize(Policy = Policies.Figures)]
public sealed class StationMapController(StationAtlas atlas, TrainingDbContext db, Who who) : Controller
{
    private const int Width = 720;

    [HttpGet("stations/map")]
    public async Task<IActionResult> Map(string? county, StationKind? kind, Guid? here, CancellationToken ct)
    {
        var counties = await db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct);
        var reached = counties.Where(region => db.Scope.Holds(region.Code)).ToList();
        var chosen = RegionCodes.TryParse(county, out var code) ? reached.SingleOrDefault(region => region.Code == code) : null;
        var page = await atlas.RunAsync(chosen?.Code ?? who.Region ?? StationPlan.Shipped.RegionCode, kind, ct);
        return View("Map", new StationMapPage(page, reached, chosen, kind, here, Width));
    }

    /// <summary>The small plot of the form: what is placed already as points, and a cross where the form's own place is.</summary>
    [HttpGet("stations/plot.svg")]
    public async Task<IActionResult> Plot(double? lon, double? lat, CancellationToken ct)
    {
        var plot = StationForms.Plot;
        var page = await atlas.RunAsync(StationPlan.Shipped.RegionCode, null, ct);
        // A picture in a form knows no style sheet of the page, so it brings its own quiet grey and stays paper in the dark.
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{plot.Width}\" height=\"{plot.Height}\" viewBox=\"0 0 {plot.Width} {plot.Height}\"><rect width=\"100%\" height=\"100%\" fill=\"#FAF8F3\" stroke=\"#85877D\"/>");
        foreach (var spot in page.Spots)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{plot.X(spot.Longitude):0.#}\" cy=\"{plot.Y(spot.Latitude):0.#}\" r=\"2\" fill=\"#85877D\"/>");
        }

        if (lon is { } longitude && lat is { } latitude)
        {
            var (x, y) = (plot.X(longitude), plot.Y(latitude));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x - 8:0.#} {y:0.#}h16M{x:0.#} {y - 8:0.#}v16\" stroke=\"#0E4E59\" stroke-width=\"2.5\"/><circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\" fill=\"none\" stroke=\"#0E4E59\" stroke-width=\"2\"/>");
        }

        Response.Headers.CacheControl = "no-store";
        return Content(svg.Append("</svg>").ToString(), "image/svg+xml", Encoding.UTF8);
    }
}

public sealed record StationMapPage(StationAtlasPage Atlas, IReadOnlyList<Region> Counties, Region? County, StationKind? Kind, Guid? Here, int Width)
{
    /// <summary>A whole city in its frame; a county as large as its own stations allow.</summary>
    public StationPlot Plot { get; } = new(
        County is null || Atlas.Spots.Count == 0
            ? StationPlan.Shipped.Frame.Holding(Atlas.Spots.Select(spot => (spot.Longitude, spot.Latitude)))
            : Around(Atlas.Spots),
        Width, 24);

    public string CountyOf(StationSpot spot) => Counties.FirstOrDefault(region => region.Code == RegionCodes.CountyOf(spot.RegionCode))?.Name ?? "";

    /// <summary>The line round the stations of each county; it is no boundary of the county.</summary>
    public IReadOnlyList<CountyOutline> Outlines => CountyOutline.Of(Atlas.Spots.GroupBy(CountyOf).Where(county => county.Key.Length > 0)
        .Select(county => (county.Key, (IReadOnlyList<(double X, double Y)>)[.. county.Select(spot => (Plot.X(spot.Longitude), Plot.Y(spot.Latitude)))])), Plot);

    public IEnumerable<IGrouping<string, StationSpot>> Lists => Atlas.Spots.GroupBy(CountyOf);

    /// <summary>Filled in use, hatched suspended, open otherwise: the state is a look of its own, not a colour.</summary>
    public static string Look(StationStatus status) => status switch
    {
        StationStatus.InUse => "spot-use",
        StationStatus.Suspended => "spot-still",
        _ => "spot-open",
    };

    /// <summary>One outline a kind, round the origin.</summary>
    public static string Shape(StationKind kind) => kind switch
    {
        StationKind.StreetElderCare => "M-6 -6h12v12h-12z",
        StationKind.CommunityDayCare => "M0 -6.5a6.5 6.5 0 1 0 .01 0z",
        StationKind.VillageHappinessHome => "M0 -7.5L7.5 6h-15z",
        StationKind.TownSocialWork => "M0 -8L8 0L0 8L-8 0z",
        StationKind.CommunityRoom => "M-2.5 -7h5v4.5h4.5v5h-4.5v4.5h-5v-4.5h-4.5v-5h4.5z",
    };

    private static PlotFrame Around(IReadOnlyList<StationSpot> spots)
    {
        var (west, east) = (spots.Min(s => s.Longitude), spots.Max(s => s.Longitude));
        var (south, north) = (spots.Min(s => s.Latitude), spots.Max(s => s.Latitude));
        // A single station, or a row of them, still gets some ground around.
        var (wide, high) = (Math.Max(0, 0.06 - (east - west)) / 2, Math.Max(0, 0.04 - (north - south)) / 2);
        return new PlotFrame(west - wide, east + wide, south - high, north + high);
    }
}
