using System.Security.Claims;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features;

/// <summary>One area of the rail; it is shown to whoever passes its door.</summary>
public sealed record NavigationItem(string Key, string Character, string Words, string Href, string? Group, string Policy);

/// <summary>The rail of staff pages, one character an area, and the page where each role's work begins. A role sees only where it may go.</summary>
public static class StaffNavigation
{
    private static readonly NavigationItem[] Items =
    [
        new("overview", "总", "总览", "/overview", null, Policies.Figures),
        new("sheets", "标", "标准表", "/sheets", null, Policies.Sheets),
        new("quota", "度", "月度指标", "/quota", null, Policies.Sheets),
        new("stations", "册", "站点", "/stations", null, Policies.Figures),
        new("social-workers", "帮", "站点社工", "/social-workers", null, Policies.Figures),
        new("help", "帮", "我联系的站点", "/help", null, Policies.HelpWork),
        new("organizations", "承", "合作", "/organizations", null, Policies.Organizations),
        new("notices", "示", "公示", "/notice-board", null, Policies.Notices),
        new("deadlines", "期", "等我答复的", "/deadlines", null, Policies.Deadlines),
        new("calendar", "历", "工作日历", "/calendar", null, Policies.Calendar),
        new("regions", "区", "行政区划", "/regions", null, Policies.Regions),
        new("imports", "入", "导入", "/imports", null, Policies.Imports),
        new("people", "人", "人员", "/people", null, Policies.People),
        new("matches", "同", "查重", "/people/matches", null, Policies.Matches),
        new("trainers", "才", "人才库", "/trainers", null, Policies.Pool),
        new("my-pool", "我", "我的人才档案", "/my-pool", null, Policies.OwnPool),
        new("lessons", "助", "我的课", "/lessons", null, Policies.Teaching),
        new("accounts", "账", "账号", "/accounts", "后台", Policies.Accounts),
        new("messages", "发", "发出的消息", "/messages", "后台", Policies.Messages),
        new("privacy", "私", "个人信息", "/privacy", "后台", Policies.Privacy),
        new("history", "溯", "操作历史", "/history", "后台", Policies.History),
        new("rights", "权", "权限表", "/rights", "后台", Policies.Rights),
        new("jobs", "任", "后台任务", "/jobs", "后台", Policies.Jobs),
    ];

    public static IEnumerable<NavigationItem> For(ClaimsPrincipal user) => Items.Where(item => user.May(item.Policy));

    public static string Landing(ClaimsPrincipal user) =>
        user.IsInRole(Roles.Coordinator) ? "/today"
        : user.May(Policies.Teaching) ? "/lessons"
        : user.May(Policies.HelpWork) ? "/help"
        : user.May(Policies.Figures) ? "/overview"
        : user.May(Policies.OwnHousehold) ? "/family"
        // A member of the staff without a desk of the own begins with what waits for it, never on the families' page.
        : user.May(Policies.Inbox) ? "/inbox"
        : "/";
}
