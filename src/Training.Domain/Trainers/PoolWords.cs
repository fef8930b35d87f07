namespace Training.Domain.Trainers;

/// <summary>The words of the notice for kinds, states and steps, as pages, files and refusals write them.</summary>
public static class PoolWords
{
    public static string Of(TalentKind kind) => kind switch
    {
        TalentKind.Teaching => "教学专业人才",
        TalentKind.Nursing => "医疗护理专业人才",
        TalentKind.Carer => "护工",
        TalentKind.SocialWorker => "社工",
        TalentKind.Volunteer => "志愿者",
    };

    public static string Of(DayPart part) => part switch
    {
        DayPart.Morning => "上午",
        DayPart.Afternoon => "下午",
        DayPart.Evening => "晚上",
    };

    public static string Of(TrainerStatus status) => status switch
    {
        TrainerStatus.Applied => "待县区选拔",
        TrainerStatus.Declined => "没有选上",
        TrainerStatus.Selected => "待市局备案",
        TrainerStatus.Returned => "市局退回",
        TrainerStatus.OnRecord => "已备案，待公示",
        TrainerStatus.OnNotice => "公示中",
        TrainerStatus.StruckOff => "公示未通过",
        TrainerStatus.InPool => "在库",
        TrainerStatus.Left => "已离库",
    };

    public static string Of(PoolAct act) => act switch
    {
        PoolAct.Recommend => "推荐",
        PoolAct.Apply => "申报",
        PoolAct.Select => "选上",
        PoolAct.Decline => "不选",
        PoolAct.ApplyAgain => "再次申报",
        PoolAct.PutOnRecord => "备案",
        PoolAct.SendBack => "退回",
        PoolAct.Publish => "公示",
        PoolAct.TakeBack => "撤回公示",
        PoolAct.StrikeOff => "取消资格",
        PoolAct.Admit => "入库",
        PoolAct.Leave => "离库",
        PoolAct.ComeBack => "重新申报入库",
    };

    /// <summary>A step as the history tells it.</summary>
    public static string Happened(PoolAct act) => act switch
    {
        PoolAct.Recommend => "单位推荐",
        PoolAct.Apply => "本人申报",
        PoolAct.Select => "县区选上",
        PoolAct.Decline => "县区没有选上",
        PoolAct.ApplyAgain => "改好后再次申报",
        PoolAct.PutOnRecord => "市局备案",
        PoolAct.SendBack => "市局退回县区",
        PoolAct.Publish => "开始公示",
        PoolAct.TakeBack => "公示撤回",
        PoolAct.StrikeOff => "异议成立，取消资格",
        PoolAct.Admit => "入库",
        PoolAct.Leave => "离库",
        PoolAct.ComeBack => "申请回库，重新走程序",
    };

    /// <summary>What comes next, for whoever met a refusal.</summary>
    public static string Next(TrainerStatus? status) => status switch
    {
        null => "先由单位推荐或者本人申报。",
        TrainerStatus.Applied or TrainerStatus.Returned => "下一步由县区选拔。",
        TrainerStatus.Declined or TrainerStatus.StruckOff => "改好以后可以再申报。",
        TrainerStatus.Selected => "下一步由市局备案。",
        TrainerStatus.OnRecord => "下一步由市局公示。",
        TrainerStatus.OnNotice => "等公示期满。",
        TrainerStatus.InPool => "已经在人才库里了。",
        TrainerStatus.Left => "想回来要重新申报。",
        _ => "",
    };
}
