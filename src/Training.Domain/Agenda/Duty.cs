using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Agenda;

/// <summary>Whose turn a duty is.</summary>
public enum DutyTurn
{
    City,
    County,

    /// <summary>承接主体</summary>
    Body,

    /// <summary>站点负责人 and the body of the station.</summary>
    Station,

    /// <summary>The member of the pool: trainer or social worker.</summary>
    Member,
}

/// <summary>One thing that has to be done by a day, as the record says that carries the day.</summary>
public sealed record Duty
{
    public required DutyKind Kind { get; init; }

    /// <summary>Key of the record; with the kind it names the duty.</summary>
    public required string Subject { get; init; }

    /// <summary>Division whose affair it is.</summary>
    public required long RegionCode { get; init; }

    public required string Title { get; init; }

    /// <summary>How it stands.</summary>
    public required string State { get; init; }

    public required DutyTurn Turn { get; init; }

    public required DateOnly DueOn { get; init; }

    /// <summary>Page on which it is dealt with, and the verb that opens the page.</summary>
    public required string Page { get; init; }

    public required string Verb { get; init; }

    public long? OrganizationId { get; init; }

    public long? StationId { get; init; }

    /// <summary>Member of the pool whose turn it is.</summary>
    public long? TrainerId { get; init; }

    /// <summary>督办 goes down: an officer urges those below, never the own desk or one above.</summary>
    public bool IsBelow(AccessScope scope) => Turn switch
    {
        DutyTurn.City => false,
        DutyTurn.County => scope.Holds(RegionCodes.CityOf(RegionCode)),
        _ => true,
    };

    public bool IsOverdue(DateOnly today) => DueOn < today;
}

public static class DutyWords
{
    public static string Of(DutyKind kind) => kind switch
    {
        DutyKind.MonthClose => "关账",
        DutyKind.Filing => "填报",
        DutyKind.FilingPart => "签分表",
        DutyKind.FilingOpen => "开始填报",
        DutyKind.FilingReturn => "答复退回意见",
        DutyKind.Supplement => "收补正",
        DutyKind.Notice => "公示到期",
        DutyKind.Consent => "期限内答复",
        DutyKind.Agreement => "合作协议到期",
        DutyKind.Licence => "证照到期",
        DutyKind.Certificate => "人才证书到期",
        DutyKind.CourseReview => "审课程",
        DutyKind.StationReview => "审核站点",
        DutyKind.StationRecord => "站点备案",
        DutyKind.PoolSelect => "选拔人才",
        DutyKind.PoolRecord => "人才备案",
        DutyKind.Question => "答复咨询",
        DutyKind.Inspection => "抽查",
        DutyKind.InspectionAnswer => "说明抽查问题",
        DutyKind.InspectionMend => "抽查整改",
        DutyKind.Session => "上课",
        DutyKind.CourseMend => "改课程",
        DutyKind.HelpServices => "六助服务",
        DutyKind.Visit => "入户送学",
        DutyKind.Objection => "答复异议",
        DutyKind.Subsidy => "登记补助",
        DutyKind.ModuleCheck => "专项模块自查",
        DutyKind.RollMissing => "补点名",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };

    public static string Of(DutyTurn turn) => turn switch
    {
        DutyTurn.City => "市民政局",
        DutyTurn.County => "县区民政局",
        DutyTurn.Body => "承接主体",
        DutyTurn.Station => "站点、承接主体",
        DutyTurn.Member => "本人",
        _ => throw new InvalidOperationException($"No words for {turn}."),
    };
}
