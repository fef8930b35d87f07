using System.Security.Claims;
using Training.Domain.Identity;

namespace Training.Web.Features;

public sealed record NavigationItem(string Key, string Character, string Words, string Href, string? Group, params string[] Roles);

/// <summary>The rail of staff pages, one character an area, and the page where each role's work begins. A role sees only where it may go.</summary>
public static class StaffNavigation
{
    private static readonly string[] Figures = [Roles.CityOfficer, Roles.CountyOfficer, Roles.Organization, Roles.Auditor];

    private static readonly NavigationItem[] Items =
    [
        new("overview", "总", "总览", "/overview", null, Figures),
        new("sheets", "标", "标准表", "/sheets", null, Roles.CityOfficer, Roles.CountyOfficer, Roles.Auditor),
        new("quota", "度", "月度指标", "/quota", null, Roles.CityOfficer, Roles.CountyOfficer, Roles.Auditor),
        new("stations", "册", "站点", "/stations", null, Figures),
        new("lessons", "助", "我的课", "/lessons", null, Roles.Trainer),
        new("jobs", "任", "后台任务", "/jobs", "后台", Roles.CityOfficer, Roles.Auditor),
    ];

    public static IEnumerable<NavigationItem> For(ClaimsPrincipal user) => Items.Where(item => item.Roles.Any(user.IsInRole));

    public static string Landing(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Coordinator) ? "/today"
        : user.IsInRole(Roles.Trainer) ? "/lessons"
        : Figures.Any(user.IsInRole) ? "/overview"
        : "/";
}
