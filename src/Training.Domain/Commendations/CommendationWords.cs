using System.Globalization;

namespace Training.Domain.Commendations;

/// <summary>The words of a list on page and paper.</summary>
public static class CommendationWords
{
    public static string Of(PraisedKind kind) => kind switch
    {
        PraisedKind.Station => "优秀集体（培训站点）",
        PraisedKind.Organization => "优秀单位（承接主体）",
        PraisedKind.Lecturer => "优秀个人（讲师）",
        PraisedKind.Helper => "优秀个人（社工、志愿者）",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };

    public static bool IsPerson(PraisedKind kind) => kind is PraisedKind.Lecturer or PraisedKind.Helper;

    /// <summary>For a tab.</summary>
    public static string Short(PraisedKind kind) => kind switch
    {
        PraisedKind.Station => "培训站点",
        PraisedKind.Organization => "承接主体",
        PraisedKind.Lecturer => "讲师",
        PraisedKind.Helper => "社工、志愿者",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };

    public static string Of(CommendationState state) => state switch
    {
        CommendationState.Draft => "拟定中",
        CommendationState.OnNotice => "公示中",
        CommendationState.Confirmed => "已确定",
        CommendationState.Dropped => "作废",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    public static string Of(CandidateState state) => state switch
    {
        CandidateState.Ranked => "没进名额",
        CandidateState.Listed => "在名单上",
        CandidateState.Barred => "不参加",
        CandidateState.TakenOff => "划掉了",
        CandidateState.StruckOff => "异议成立，取消",
        CandidateState.Praised => "通报表扬",
        CandidateState.Revoked => "撤下了",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    public static string Of(MeasureCode code) => code switch
    {
        MeasureCode.Sessions => "达标课",
        MeasureCode.Households => "服务家庭",
        MeasureCode.Satisfaction => "满意率",
        MeasureCode.Records => "记录齐全率",
        MeasureCode.Services => "六助服务",
        _ => throw new InvalidOperationException($"No words for {code}."),
    };

    public static string Unit(MeasureCode code) => code switch
    {
        MeasureCode.Sessions => "场",
        MeasureCode.Households => "户",
        MeasureCode.Services => "次",
        _ => "条",
    };

    /// <summary>18 场（开课 20 场）, 240 户, 96.4%（27／28）.</summary>
    public static string Value(CandidateFigure figure) => figure.Code switch
    {
        MeasureCode.Sessions => figure.Of == figure.Value ? $"{figure.Value} 场" : $"{figure.Value} 场（开课 {figure.Of} 场）",
        MeasureCode.Satisfaction or MeasureCode.Records => figure.Of == 0 ? "没有" : $"{Percent(figure.Value, figure.Of)}（{figure.Value}／{figure.Of}）",
        _ => $"{figure.Value} {Unit(figure.Code)}",
    };

    /// <summary>What the list says of a candidate, for notice and paper.</summary>
    public static string Deed(CandidateLine line) => string.Join("，", line.Figures.Where(f => f.Value > 0).Select(f => f.Code switch
    {
        MeasureCode.Satisfaction or MeasureCode.Records => $"{Of(f.Code)} {Percent(f.Value, f.Of)}",
        _ => $"{Of(f.Code)} {f.Value} {Unit(f.Code)}",
    }));

    /// <summary>A bar as the rule states it.</summary>
    public static string Of(BarDefinition bar) => bar.Rule switch
    {
        BarRule.NotInUse => "期末没有在用",
        BarRule.FailedMonths => bar.MostPercent == 0 ? $"有一个月核算没达标（{string.Join('、', bar.Items)}）" : $"超过 {bar.MostPercent}% 的站月核算没达标（{string.Join('、', bar.Items)}）",
        BarRule.InspectionOpen => "抽查还没有结论，或者没有整改完",
        BarRule.InspectionFault => "抽查结论是部分属实或不属实",
        BarRule.ReturnOpen => "填报被退回，还没有改好",
        BarRule.NotInPool => "期末不在人才库",
        BarRule.PapersLapsed => "岗位要的证书过期",
        BarRule.Closed => "期末已经停办",
        BarRule.TooFew => $"{Of(bar.Measure!.Value)}每月平均不到 {bar.LeastEachMonth} {Unit(bar.Measure.Value)}",
        _ => throw new InvalidOperationException($"No words for {bar.Rule}."),
    };

    /// <summary>A figure as the rule weighs it.</summary>
    public static string Of(MeasureRule rule) => rule.IsShare
        ? $"{Of(rule.Code)} {rule.Weight} 分，按比例得分{(rule.FewestAnswers == 0 ? "" : $"，有效评价不到 {rule.FewestAnswers} 条或者作答不到 {rule.AnsweredPercent}% 不计分")}"
        : $"{Of(rule.Code)} {rule.Weight} 分，本县区同类最多的得满分，别的按比例";

    public static string Points(decimal points) => points.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Place(CandidateLine line) => line.Place is not { } place ? "" : line.Ties == 0 ? $"第 {place}" : $"并列第 {place}";

    private static string Percent(long value, long of) => $"{Math.Round(100m * value / of, 1, MidpointRounding.AwayFromZero):0.#}%";
}
