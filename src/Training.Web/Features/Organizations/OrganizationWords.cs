using Training.Domain.Organizations;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Organizations;

/// <summary>How these registers say kinds, states and posts.</summary>
public static class OrganizationWords
{
    public static string Of(OrganizationKind kind) => kind switch
    {
        OrganizationKind.CareHome => "养老机构",
        OrganizationKind.Medical => "医疗机构",
        OrganizationKind.MedicalCare => "医养结合机构",
        OrganizationKind.SocialWork => "社会工作服务机构",
        OrganizationKind.TrainingBase => "培训基地",
    };

    public static string Of(AgreementState state) => state switch
    {
        AgreementState.NotBegun => "还没开始",
        AgreementState.Valid => "有效",
        AgreementState.Expiring => "将到期",
        AgreementState.Expired => "已过期",
        AgreementState.Renewed => "已续签",
        AgreementState.Ended => "已终止",
    };

    public static MarkKind MarkOf(AgreementState state) => state switch
    {
        AgreementState.Valid => MarkKind.Met,
        AgreementState.Expiring => MarkKind.Risk,
        AgreementState.Expired => MarkKind.Short,
        AgreementState.NotBegun => MarkKind.Wait,
        AgreementState.Renewed or AgreementState.Ended => MarkKind.Exempt,
    };

    public static string Of(GroupPost post) => post switch
    {
        GroupPost.Leader => "组长",
        GroupPost.Deputy => "副组长",
        GroupPost.Member => "成员",
        GroupPost.OfficeHead => "办公室主任",
        GroupPost.Liaison => "联络员",
    };

    /// <summary>2026年3月1日</summary>
    public static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    public static string Input(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
