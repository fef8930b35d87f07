using Training.Domain.Regions;

namespace Training.Domain.Stations;

/// <summary>How many stations of a kind a city means to have, and how they are chosen.</summary>
public sealed record StationAim(StationKind Kind, int Target, string Words, int? ModelPercent = null)
{
    /// <summary>How long the 双百 list of this kind is, by the target and its share.</summary>
    public int? ModelSites => ModelPercent is { } percent ? Target * 100 / percent : null;
}

/// <summary>The rectangle of the earth on which a city's stations are drawn, in degrees.</summary>
public sealed record PlotFrame(double West, double East, double South, double North)
{
    /// <summary>The frame with every point in it.</summary>
    public PlotFrame Holding(IEnumerable<(double Longitude, double Latitude)> points) =>
        points.Aggregate(this, (frame, point) => new PlotFrame(
            Math.Min(frame.West, point.Longitude), Math.Max(frame.East, point.Longitude),
            Math.Min(frame.South, point.Latitude), Math.Max(frame.North, point.Latitude)));
}

/// <summary>
/// What a city's notice asks of its stations, as data (Definitions/station-plan.json): 濮民〔2023〕63号 二: 120 in all, of these 20 + 50 + 50.
/// NoticeWorkingDays is what the form of a station notice offers; the notice asks none of stations (D11). The frame is the city's own extent as the city states it: 114°52′ to 116°05′ east, 35°20′ to 36°12′ north.
/// </summary>
public sealed record StationPlan(string Region, string Document, string Clause, int Total, int NoticeWorkingDays, IReadOnlyList<StationAim> Kinds, PlotFrame Frame)
{
    private static readonly Lazy<StationPlan> Read = new(() => StationJson.Shipped<StationPlan>("station-plan.json"));

    public static StationPlan Shipped => Read.Value;

    /// <summary>The city whose plan it is.</summary>
    public long RegionCode => RegionCodes.TryParse(Region, out var code) ? code : throw new InvalidOperationException($"station-plan.json: {Region} is no division.");
}
