namespace Training.Domain.Regions;

/// <summary>The five levels as people say them, and as lists of divisions write them.</summary>
public static class RegionWords
{
    public static string Of(RegionLevel level) => level switch
    {
        RegionLevel.Province => "省",
        RegionLevel.City => "市",
        RegionLevel.County => "县区",
        RegionLevel.Township => "街道、乡镇",
        RegionLevel.Village => "社区、村",
    };

    public static string Of(RegionChangeKind kind) => kind switch
    {
        RegionChangeKind.Added => "新增",
        RegionChangeKind.Renamed => "改名",
        RegionChangeKind.Moved => "改隶",
        RegionChangeKind.Vanished => "撤销",
        RegionChangeKind.Returned => "恢复",
        RegionChangeKind.SuccessorNamed => "写明改成了哪里",
    };

    public static RegionLevel? LevelOf(string word) => word.Trim().ToLowerInvariant() switch
    {
        "province" or "省" or "省级" => RegionLevel.Province,
        "city" or "市" or "地级市" => RegionLevel.City,
        "county" or "县区" or "区县" or "县" or "区" or "县级" => RegionLevel.County,
        "township" or "街道、乡镇" or "乡镇" or "街道" or "镇" or "乡" or "乡级" => RegionLevel.Township,
        "village" or "社区、村" or "社区" or "村" or "村级" => RegionLevel.Village,
        _ => null,
    };
}
