namespace Training.Domain.Filing;

public static class FilingWords
{
    public static string Of(FilingState state) => state switch
    {
        FilingState.Open => "填报中",
        FilingState.CountyReview => "等县区审核",
        FilingState.Filed => "已上报，等市局收件",
        FilingState.InReview => "市局审核中",
        FilingState.Returned => "市局退回，正在改",
        FilingState.Approved => "审核通过，等验收",
        FilingState.Accepted => "已验收",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    public static string Of(PartState state) => state switch
    {
        PartState.Open => "等承接主体签字",
        PartState.Signed => "已签字",
        PartState.Returned => "县区退回，正在改",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    public static string Of(FilingMove move) => move switch
    {
        FilingMove.PartsSigned => "签分表",
        FilingMove.PartOpened => "退回或撤回分表",
        FilingMove.CountySigns => "由县区签字上报",
        FilingMove.CountyWithdraws => "撤回县区签字",
        FilingMove.CityReceives => "收件",
        FilingMove.CityReturns => "退回",
        FilingMove.CityApproves => "审核通过",
        FilingMove.CityAccepts => "验收",
        _ => throw new InvalidOperationException($"No words for {move}."),
    };

    public static string Of(FilingAction action) => action switch
    {
        FilingAction.Opened => "开始填报",
        FilingAction.PartSigned => "承接主体签字",
        FilingAction.PartWithdrawn => "承接主体撤回签字",
        FilingAction.PartReturned => "县区退回分表",
        FilingAction.CountySigned => "县区审核签字，上报",
        FilingAction.CountyWithdrawn => "县区撤回签字",
        FilingAction.Received => "市局收件",
        FilingAction.Returned => "市局退回",
        FilingAction.Answered => "答复退回意见",
        FilingAction.Approved => "市局审核通过",
        FilingAction.Accepted => "市局验收",
        FilingAction.Urged => "督办",
        FilingAction.Supplemented => "县区补正",
        FilingAction.SupplementTaken => "市局收下补正",
        FilingAction.TermSet => "市局改了期限",
        _ => throw new InvalidOperationException($"No words for {action}."),
    };

    public static string Of(SignatureKind kind) => kind switch
    {
        SignatureKind.Body => "承接主体负责人",
        SignatureKind.County => "县区审核",
        SignatureKind.Approval => "市局审核",
        SignatureKind.Acceptance => "市局验收",
        SignatureKind.Supplement => "县区补正",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };

    /// <summary>正文六（四）: 各级彩票公益金、就业补助资金和财政安排的其他资金.</summary>
    public static string Of(SubsidyFund fund) => fund switch
    {
        SubsidyFund.Lottery => "彩票公益金",
        SubsidyFund.Employment => "就业补助资金",
        SubsidyFund.Other => "财政安排的其他资金",
        _ => throw new InvalidOperationException($"No words for {fund}."),
    };

    /// <summary>Whom a filing waits for.</summary>
    public static string WaitsFor(FilingState state) => state switch
    {
        FilingState.Open => "承接主体",
        FilingState.CountyReview or FilingState.Returned => "县区民政局",
        FilingState.Filed or FilingState.InReview or FilingState.Approved => "市民政局",
        FilingState.Accepted => "",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    /// <summary>At a line of the foot: the opinion as written, who signed and on which day.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(signature))]
    public static string? SignedBy(FilingSignature? signature) => signature is null ? null
        : $"{signature.Opinion}{(signature.Opinion is null ? "" : "　")}{signature.SignerName} {Shared.ShanghaiTime.DateOf(signature.SignedUtc):yyyy年M月d日}";
}
