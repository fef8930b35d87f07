using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Stations;

/// <summary>What the register was asked, as it stands in the address.</summary>
public sealed record StationAsk
{
    public string? County { get; init; }

    public StationKind? Kind { get; init; }

    public StationStatus? Status { get; init; }

    public string? Words { get; init; }

    public StationOrder Order { get; init; }

    public bool Down { get; init; }

    /// <summary>All on one page, for print.</summary>
    public bool All { get; init; }

    public int Page { get; init; } = 1;

    public string Address(string path = "/stations")
    {
        (string Name, string? Value)[] parts =
        [
            ("county", County), ("kind", Kind?.ToString()), ("status", Status?.ToString()), ("words", Words),
            ("order", Order == StationOrder.Region ? null : Order.ToString()), ("down", Down ? "true" : null), ("all", All ? "true" : null), ("page", Page > 1 ? Page.ToString() : null),
        ];
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}

public sealed record StationsPage(StationAsk Ask, IReadOnlyList<Region> Counties, Region? County, StationPage Found, IReadOnlyDictionary<long, string> CountyNames, int Size)
{
    public PageOf Pages => new(Ask.Page, Size, Found.Total, page => (Ask with { Page = page }).Address());

    public string CountyOf(StationLine line) => CountyNames.GetValueOrDefault(RegionCodes.CountyOf(line.RegionCode), "");

    public string Sorted(StationOrder by) => (Ask with { Order = by, Down = Ask.Order == by && !Ask.Down, Page = 1 }).Address();

    /// <summary>For screen readers: none, ascending, descending.</summary>
    public string SortOf(StationOrder by) => Ask.Order != by ? "none" : Ask.Down ? "descending" : "ascending";
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

    /// <summary>For the heads of narrow columns.</summary>
    public static string ShortOf(StationKind kind) => kind switch
    {
        StationKind.StreetElderCare => "街道站",
        StationKind.CommunityDayCare => "日间中心",
        StationKind.VillageHappinessHome => "幸福院",
        StationKind.TownSocialWork => "社工站",
        StationKind.CommunityRoom => "活动室",
    };

    /// <summary>The character of a step on the timeline.</summary>
    public static string Of(StationAction action) => action switch
    {
        StationAction.Propose => "报",
        StationAction.Mend => "改",
        StationAction.Approve or StationAction.Reject => "审",
        StationAction.Record => "备",
        StationAction.Return => "退",
        StationAction.Open => "启",
        StationAction.Suspend => "停",
        StationAction.Resume => "复",
        StationAction.TakeOff or StationAction.Withdraw => "撤",
    };
}
