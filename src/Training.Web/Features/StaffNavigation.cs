using System.Security.Claims;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features;

/// <summary>One area of the rail; it is shown to whoever passes its door.</summary>
public sealed record NavigationItem(string Key, string Character, string Words, string Href, string Group, string Policy);

/// <summary>The rail of staff pages, in groups, one character an area, and the page where each role's work begins. A role sees only where it may go.</summary>
public static class StaffNavigation
{
    private const string Work = "工作";
    private const string Registers = "名册";
    private const string Oversight = "监督";
    private const string Office = "后台";

    private static readonly NavigationItem[] Items =
    [
        new("inbox", "信", "收件箱", "/inbox", Work, Policies.Inbox),
        new("agenda", "限", "期限", "/agenda", Work, Policies.Agenda),
        new("overview", "总", "总览", "/overview", Work, Policies.Figures),
        new("sheets", "标", "标准表", "/sheets", Work, Policies.Sheets),
        new("filings", "报", "填报", "/filings", Work, Policies.Filings),
        new("subsidies", "补", "补助台账", "/subsidies", Work, Policies.Subsidies),
        new("quota", "度", "月度指标", "/quota", Work, Policies.Sheets),
        new("check", "算", "每月核算", "/check", Work, Policies.Sheets),
        new("standards", "据", "标准和裁定", "/standards", Work, Policies.Standards),
        new("notices", "示", "公示", "/notice-board", Work, Policies.Notices),
        new("commendations", "扬", "通报表扬", "/commendations", Work, Policies.Commendations),
        new("deadlines", "期", "等我答复的", "/deadlines", Work, Policies.Deadlines),
        new("lessons", "教", "我的课", "/lessons", Work, Policies.Teaching),
        new("kits", "播", "大喇叭播放包", "/kits", Work, Policies.VillageKits),
        new("county-courses", "助", "课程", "/county-courses", Work, Policies.Courses),
        new("questions", "问", "家里人问的", "/questions", Work, Policies.Questions),
        new("my-pool", "我", "我的人才档案", "/my-pool", Work, Policies.OwnPool),
        new("help", "帮", "我联系的站点", "/help", Work, Policies.HelpWork),
        new("stations", "册", "站点", "/stations", Registers, Policies.Figures),
        new("social-workers", "帮", "站点社工", "/social-workers", Registers, Policies.Figures),
        new("organizations", "承", "合作", "/organizations", Registers, Policies.Organizations),
        new("organizations", "承", "本单位", "/my-organization", Registers, Policies.OwnOrganization),
        new("trainers", "才", "人才库", "/trainers", Registers, Policies.Pool),
        new("people", "人", "人员", "/people", Registers, Policies.People),
        new("regulars", "常", "常来的人", "/regulars", Registers, Policies.Regulars),
        new("cards", "卡", "户卡", "/cards", Registers, Policies.Regulars),
        new("matches", "同", "查重", "/people/matches", Registers, Policies.Matches),
        new("imports", "入", "导入", "/imports", Registers, Policies.ImportDesk),
        new("inspections", "查", "抽查", "/inspections", Oversight, Policies.Inspections),
        new("roll-flags", "核", "点名核对", "/roll-flags", Oversight, Policies.RollFlags),
        new("privacy", "私", "个人信息", "/privacy", Oversight, Policies.Privacy),
        new("history", "溯", "操作历史", "/history", Oversight, Policies.History),
        new("rights", "权", "权限表", "/rights", Oversight, Policies.Rights),
        new("accounts", "账", "账号", "/accounts", Office, Policies.Accounts),
        new("regions", "区", "行政区划", "/regions", Office, Policies.Regions),
        new("calendar", "历", "工作日历", "/calendar", Office, Policies.Calendar),
        new("messages", "发", "发出的消息", "/messages", Office, Policies.Messages),
        new("jobs", "任", "后台任务", "/jobs", Office, Policies.Jobs),
    ];

    public static IEnumerable<IGrouping<string, NavigationItem>> For(ClaimsPrincipal user) => Items.Where(item => user.May(item.Policy)).GroupBy(item => item.Group);

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
