using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Filing;

/// <summary>How scans of stamped sheets are called on screen.</summary>
public static class ScanWords
{
    public static string Of(ScanState state) => state switch
    {
        ScanState.Waiting => "正在核对",
        ScanState.Broken => "没有读成",
        ScanState.Open => "未核对完",
        ScanState.Same => "和系统一致",
        ScanState.Differs => "和系统不一致",
        _ => throw new InvalidOperationException($"No words for {state}."),
    };

    public static MarkKind Mark(ScanState state) => state switch
    {
        ScanState.Same => MarkKind.Met,
        ScanState.Waiting => MarkKind.Wait,
        ScanState.Open => MarkKind.Risk,
        _ => MarkKind.Short,
    };

    public static string Of(RowVerdict verdict) => ScanRules.Word(verdict);

    public static MarkKind Mark(RowVerdict verdict) => verdict switch
    {
        RowVerdict.Same => MarkKind.Met,
        RowVerdict.Differs => MarkKind.Short,
        _ => MarkKind.Risk,
    };

    /// <summary>In a list, in a few words; a row against the sheet goes before everything.</summary>
    public static string Short(ScanStanding standing) =>
        standing.Against > 0 ? $"盖章纸 {standing.Against} 行不一致{(standing.Left > 0 ? "，未核对完" : "")}"
        : standing.State == ScanState.Open ? $"盖章纸未核对完{(standing.Left > 0 ? $"，{standing.Left} 行待看" : "，缺页")}"
        : $"盖章纸{Of(standing.State)}";

    public static MarkKind Mark(ScanStanding standing) => standing.Against > 0 ? MarkKind.Short : Mark(standing.State);

    /// <summary>What a page of the scan turned out to be. Of a foreign sheet nothing is said that the reader may not see.</summary>
    public static string Of(ScanPageView page, ScanView view) => page.Page.Finding switch
    {
        ScanFinding.Bound => $"这张表的第 {page.Page.SheetPage} 页，{Of(page.Page.Source)}",
        ScanFinding.Doubled => $"又一张第 {page.Page.SheetPage} 页，重复了，没有用它",
        ScanFinding.Unread => view.Doubtful.Contains(page.Page) ? $"看不清：版式像这张表的第 {page.Page.SheetPage} 页，页脚的码读不出来。请人看上面" : "看不清：版式像这张表，页脚的码读不出来，没有用它",
        ScanFinding.Foreign => "不是平台报出来的表，没有码",
        ScanFinding.Other => Other(page, view.Of),
        _ => throw new InvalidOperationException($"No words for {page.Page.Finding}."),
    };

    private static string Of(CodeSource source) => source switch
    {
        CodeSource.Qr => "二维码读出",
        CodeSource.Signs => "印的码读出",
        _ => "有人看过认定的，谁、凭什么写在操作历史里",
    };

    private static string Other(ScanPageView page, ReachedSnapshot own)
    {
        var code = SheetCode.Spaced(page.Page.Code!);
        return page.Other is not { } other ? $"是另一张表，码 {code}，不归您看，或者不是平台报出来的"
            : other.Filing.Id != own.Filing.Id ? $"是另一张表：{other.Title}，第 {other.Snapshot.Number} 份"
            : other.Part?.Id != own.Part?.Id ? $"是同一期的另一张：{other.Title}"
            : $"是这张表{(other.Snapshot.Number < own.Snapshot.Number ? "以前" : "后来")}签的第 {other.Snapshot.Number} 份，这里核对的是第 {own.Snapshot.Number} 份";
    }

    public static string ContentType(PaperKind kind) => kind switch
    {
        PaperKind.Pdf => "application/pdf",
        PaperKind.Jpeg => "image/jpeg",
        PaperKind.Png => "image/png",
        PaperKind.Webp => "image/webp",
        _ => "image/heic",
    };
}
