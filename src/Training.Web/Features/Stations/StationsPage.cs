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

/// <summary>The notice's words for a station's kind and life.</summary>
public static class StationWords
{
    public static string Of(StationKind kind) => kind switch
    {
        StationKind.StreetElderCare => "街道养老服务站",
        StationKind.CommunityDayCare => "社区日间照料中心",
        StationKind.VillageHappinessHome => "农村幸福院",
        StationKind.TownSocialWork => "乡镇（街道）社工站",
        StationKind.CommunityRoom => "社区（村）活动室",
    };

    public static string Of(StationStatus status) => status switch
    {
        StationStatus.Proposed => "已申报",
        StationStatus.Rejected => "没通过",
        StationStatus.Reviewed => "等备案",
        StationStatus.OnRecord => "已备案",
        StationStatus.InUse => "在用",
        StationStatus.Suspended => "暂停",
        StationStatus.TakenOff => "已撤下",
    };

    public static MarkKind MarkOf(StationStatus status) => status switch
    {
        StationStatus.InUse => MarkKind.Met,
        StationStatus.Rejected => MarkKind.Short,
        StationStatus.Suspended or StationStatus.TakenOff => MarkKind.Exempt,
        _ => MarkKind.Wait,
    };
}
