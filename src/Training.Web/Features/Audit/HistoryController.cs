using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Audit;

/// <summary>操作历史 and 权限表 for those who check: what was done, by whom, when, why, before and after; and who may do what.</summary>
public sealed class HistoryController(HistoryPages pages) : Controller
{
    [HttpGet("history")]
    [Authorize(Policy = Policies.History)]
    public async Task<IActionResult> List(HistoryForm form, int page = 1, CancellationToken ct = default) =>
        View("List", await pages.ListAsync(form, Math.Clamp(page, 1, 10_000), User, ct));

    [HttpGet("history/{id:long}")]
    [Authorize(Policy = Policies.History)]
    public async Task<IActionResult> Entry(long id, CancellationToken ct) => await pages.FindAsync(id, User, ct) is { } line ? View("Entry", line) : NotFound();

    [HttpGet("history/file")]
    [Authorize(Policy = Policies.History)]
    public async Task<IActionResult> Export(HistoryForm form, CancellationToken ct) => CsvFile.Of(
        "操作历史",
        ["编号", "时间", "谁", "做了什么", "记录", "第几条", "县区", "理由", "之前", "之后", "指纹"],
        (await pages.ExportAsync(form, User, ct)).Select(line => (IReadOnlyList<string?>)
        [
            $"{line.Entry.Id}", ShanghaiTime.FromUtc(line.Entry.OccurredUtc).ToString("yyyy-MM-dd HH:mm:ss"), line.Who, HistoryWords.OfProcess(line.Entry.Process),
            line.Entry.Stream, $"{line.Entry.Sequence}", line.Place, line.Entry.Reason, Told(line.Changes, c => c.BeforeText), Told(line.Changes, c => c.AfterText),
            Convert.ToHexStringLower(line.Entry.Hash),
        ]));

    private static string Told(IReadOnlyList<Change> changes, Func<Change, string> side) =>
        string.Join('；', changes.Where(c => side(c).Length > 0).Select(c => $"{c.What} {side(c)}"));

    [HttpGet("rights")]
    [Authorize(Policy = Policies.Rights)]
    public IActionResult Rights() => View("Rights", Permissions.All);
}
