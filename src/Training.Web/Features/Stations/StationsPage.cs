using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Stations;

public sealed record StationsPage(
    IReadOnlyList<Region> Counties, Region? County, StationKind? Kind, StationStatus? Status, string? Words, StationPage Found,
    IReadOnlyDictionary<long, string> CountyNames, int Number, int Size)
{
    public PageOf Pages => new(Number, Size, Found.Total, page => Address(page: page));

    public string CountyOf(StationLine line) => CountyNames.GetValueOrDefault(RegionCodes.CountyOf(line.RegionCode), "");

    public string Address(StationStatus? status = null, int page = 1)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("county", County is null ? null : RegionCodes.Short(County.Code));
        Add("kind", Kind?.ToString());
        Add("status", (status ?? Status)?.ToString());
        Add("words", Words);
        Add("page", page > 1 ? page.ToString() : null);
        return parts.Count == 0 ? "/stations" : "/stations?" + string.Join('&', parts);
    }
}

/// <summary>The mark of a station's state: shape and word, colour third.</summary>
public static class StationMarks
{
    public static MarkKind Of(StationStatus status) => status switch
    {
        StationStatus.InUse => MarkKind.Met,
        StationStatus.Rejected or StationStatus.Returned => MarkKind.Short,
        StationStatus.Suspended or StationStatus.TakenOff => MarkKind.Exempt,
        _ => MarkKind.Wait,
    };
}
