namespace Training.Domain.Inspections;

public static class InspectionWords
{
    public static string Of(InspectedKind kind) => kind switch
    {
        InspectedKind.Session => "现场教学",
        InspectedKind.Home => "入户送学",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };

    public static string Of(InspectionState state) => state switch
    {
        InspectionState.Drawn => "等抽查",
        InspectionState.Hearing => "等被查单位说明",
        InspectionState.Answered => "等定结论",
        InspectionState.Mending => "整改中",
        InspectionState.Mended => "整改好了，等复核",
        InspectionState.Closed => "办结",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    public static string Of(InspectionVerdict verdict) => verdict switch
    {
        InspectionVerdict.True => "属实",
        InspectionVerdict.Partly => "部分属实",
        InspectionVerdict.False => "不属实",
        _ => throw new InvalidOperationException($"No words for {verdict}."),
    };

    public static string Of(FollowUp follow) => follow switch
    {
        FollowUp.Correct => "更正记录",
        FollowUp.Mend => "限期整改",
        _ => throw new InvalidOperationException($"No words for {follow}."),
    };

    public static string Of(DrawSpread spread) => spread switch
    {
        DrawSpread.County => "按县区分层",
        DrawSpread.Station => "按站点分层",
        _ => throw new InvalidOperationException($"No words for {spread}."),
    };

    public static string Of(InspectionAction action) => action switch
    {
        InspectionAction.Drawn => "抽到",
        InspectionAction.Entered => "填抽查表",
        InspectionAction.Answered => "被查单位说明",
        InspectionAction.Settled => "定结论",
        InspectionAction.Reported => "报整改好了",
        InspectionAction.SentBack => "没有改好，退回",
        InspectionAction.Closed => "办结",
        _ => throw new InvalidOperationException($"No words for {action}."),
    };

    /// <summary>Whom it waits for.</summary>
    public static string WaitsFor(InspectionState state) => state switch
    {
        InspectionState.Drawn or InspectionState.Answered or InspectionState.Mended => "抽查的单位",
        InspectionState.Hearing or InspectionState.Mending => "承接主体、站点",
        InspectionState.Closed => "",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    /// <summary>As it stands beside the record: a verdict only once it is settled, since the body is heard first.</summary>
    public static string Mark(InspectionState state, InspectionVerdict? verdict) => state switch
    {
        InspectionState.Drawn => "抽到，还没查",
        InspectionState.Hearing or InspectionState.Answered => "已抽查，结论没定",
        _ => $"已抽查 {Of(verdict!.Value)}",
    };
}
