using System.Globalization;
using Training.Domain.Evidence;
using Training.Domain.Shared;

namespace Training.Domain.Filing.Scans;

public sealed record NoScanChosen() : Refusal("还没有选扫描件。先选文件，再上传。", "File");

public sealed record ScanNeedsPdf() : Refusal("这张表的 PDF 还没做好，没有可以对照的。先在这一页做 Word、Excel 和 PDF，做好了再传扫描件。", "File");

public sealed record ScanTooLarge(long Limit) : Refusal(string.Create(CultureInfo.InvariantCulture, $"扫描件太大，最多 {Limit / 1_000_000} MB。请用 200 点（dpi）左右再扫一次。"), "File");

public sealed record ScanNotOpened() : Refusal("扫描件打不开：文件损坏、没有传完，或者加了密码。请重新扫一次再传。", "File");

public sealed record ScanTooManyPages(int Pages) : Refusal($"扫描件有 {Pages} 页，最多收 {ScanRules.MostPages} 页。只扫这张表的几页，佐证材料在填报页另附。", "File");

public sealed record ScanTooHeavy() : Refusal("扫描件太重，几分钟都没有读完，已经停下。请只扫这张表的几页，用 200 点（dpi）左右再传。", "File");

public sealed record SameScanAgain() : Refusal("这个文件和现在的扫描件是同一份，已经读过了。要换，请传另扫的一份。", "File");

public sealed record ScanIsReplaced(string At = "Decision") : Refusal("这份扫描件已经换过了，请在新的一份上核对。", At);

public sealed record NothingToDecide() : Refusal("这一行机器核对一致，不用再写结论。", "Decision");

public sealed record NoDecisionChosen() : Refusal("还没有选结论：一致，还是不一致。", "Decision");

public sealed record NotLikeThisSheet() : Refusal("这一页不用确认，或者看不出是这张表的第几页。请把这一页重新扫清楚再传。", "Reason");

public sealed record PageNeedsReason() : Refusal("写一句凭什么认定，例如“页脚的码被章压住了，对着光看是 7K3M Q2XA”。", "Reason");

public sealed record DecisionNeedsReason() : Refusal("写一句为什么，例如“印章压住了，放大看是 103”。", "Reason");

public sealed record DecisionReasonTooLong(int Length) : Refusal($"写了 {Length} 个字，最多 {FilingScanRow.ReasonMaxLength} 个字。", "Reason");

/// <summary>What may be sent as a scan, and what a scan comes to.</summary>
public static class ScanRules
{
    /// <summary>A sheet has few pages; who sends more sends something else.</summary>
    public const int MostPages = 20;

    /// <summary>Twenty plain pages take a minute or two; a file that takes longer was made to.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromMinutes(8);

    public static readonly long MostBytes = AttachmentLimits.Default.FileBytes;

    /// <summary>What a scan that was read comes to.</summary>
    /// <param name="sheetPages">Pages of the sheet on paper.</param>
    public static ScanState StateOf(int sheetPages, IReadOnlyCollection<FilingScanPage> pages, IReadOnlyCollection<FilingScanRow> rows)
    {
        var own = Own(pages, rows).ToList();
        return Missing(sheetPages, pages).Any() || own.Exists(r => r.NeedsSomebody) ? ScanState.Open
            : own.Exists(r => r.IsAgainst) ? ScanState.Differs
            : ScanState.Same;
    }

    /// <summary>Rows of pages that are surely this sheet's: of an unread page nothing is said before somebody has held it for one.</summary>
    public static IEnumerable<FilingScanRow> Own(IEnumerable<FilingScanPage> pages, IEnumerable<FilingScanRow> rows)
    {
        var bound = pages.Where(p => p.Finding == ScanFinding.Bound).Select(p => (p.ScanId, p.SheetPage ?? 0)).ToHashSet();
        return rows.Where(r => bound.Contains((r.ScanId, r.SheetPage)));
    }

    /// <summary>Pages of the sheet that no page of the scan shows.</summary>
    public static IEnumerable<int> Missing(int sheetPages, IEnumerable<FilingScanPage> pages) =>
        Enumerable.Range(1, sheetPages).Except(pages.Where(p => p.Finding == ScanFinding.Bound).Select(p => p.SheetPage ?? 0));

    public static string Word(RowVerdict verdict) => verdict switch
    {
        RowVerdict.Same => "一致",
        RowVerdict.Differs => "不一致",
        RowVerdict.Unclear => "看不清，请人看",
        _ => throw new InvalidOperationException($"No words for {verdict}."),
    };
}
