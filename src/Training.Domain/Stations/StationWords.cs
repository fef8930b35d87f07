namespace Training.Domain.Stations;

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

    public static string Of(HostKind kind) => kind switch
    {
        HostKind.TownOffice => "街道办事处、乡镇政府",
        HostKind.VillageCommittee => "居民委员会、村民委员会",
        HostKind.CareHome => "养老机构",
        HostKind.Medical => "医疗机构",
        HostKind.SocialOrganization => "社会组织",
        HostKind.Company => "企业",
        HostKind.Other => "其他",
    };

    public static string Of(StationStatus status) => status switch
    {
        StationStatus.Proposed => "等县区审核",
        StationStatus.Rejected => "县区没通过",
        StationStatus.Reviewed => "等市局备案",
        StationStatus.Returned => "市局退回",
        StationStatus.OnRecord => "已备案",
        StationStatus.InUse => "在用",
        StationStatus.Suspended => "暂停",
        StationStatus.TakenOff => "已撤下",
    };

    public static string Of(StationAction action) => action switch
    {
        StationAction.Propose => "申报",
        StationAction.Mend => "改好再报",
        StationAction.Approve => "审核通过",
        StationAction.Reject => "审核不通过",
        StationAction.Record => "备案",
        StationAction.Return => "退回",
        StationAction.Open => "启用",
        StationAction.Suspend => "暂停",
        StationAction.Resume => "恢复使用",
        StationAction.TakeOff => "撤下",
        StationAction.Withdraw => "撤回申报",
    };

    public static string Of(StationParty party) => party switch
    {
        StationParty.Proposer => "申报单位",
        StationParty.County => "县区民政局",
        StationParty.City => "市民政局",
    };

    /// <summary>周一到周五 8:30 到 17:30，中午休息</summary>
    public static string Of(ServiceHours hours)
    {
        var days = hours.Days.Select(FromMonday).Order().ToList();
        var runs = new List<string>();
        for (var i = 0; i < days.Count;)
        {
            var end = i;
            while (end + 1 < days.Count && days[end + 1] == days[end] + 1)
            {
                end++;
            }

            runs.Add(end - i >= 2 ? $"周{Days[days[i]]}到周{Days[days[end]]}" : string.Join('、', days[i..(end + 1)].Select(day => $"周{Days[day]}")));
            i = end + 1;
        }

        var week = days.Count == 7 ? "每天" : string.Join('、', runs);
        return $"{week} {hours.Opens:H\\:mm} 到 {hours.Closes:H\\:mm}" + (hours.Note is null ? "" : $"，{hours.Note}");
    }

    private const string Days = "一二三四五六日";

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;
}
