using System.Text;
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
        View("List", await pages.ListAsync(form, Math.Clamp(page, 1, 10_000), ct));

    [HttpGet("history/{id:long}")]
    [Authorize(Policy = Policies.History)]
    public async Task<IActionResult> Entry(long id, CancellationToken ct) => await pages.FindAsync(id, ct) is { } line ? View("Entry", line) : NotFound();

    [HttpGet("history/file")]
    [Authorize(Policy = Policies.History)]
    public async Task<IActionResult> Export(HistoryForm form, CancellationToken ct)
    {
        var csv = new StringBuilder().Append('\uFEFF').AppendLine("编号,时间,谁,做了什么,记录,第几条,县区,理由,之前,之后,指纹");
        foreach (var line in await pages.ExportAsync(form, ct))
        {
            var e = line.Entry;
            csv.AppendLine(string.Join(',', ((string?[])
            [
                $"{e.Id}", ShanghaiTime.FromUtc(e.OccurredUtc).ToString("yyyy-MM-dd HH:mm:ss"), line.Who, HistoryWords.OfProcess(e.Process), e.Stream, $"{e.Sequence}",
                line.Place, e.Reason, e.BeforeJson, e.AfterJson, Convert.ToHexStringLower(e.Hash),
            ]).Select(Cell)));
        }

        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "操作历史.csv");
    }

    [HttpGet("rights")]
    [Authorize(Policy = Policies.Rights)]
    public IActionResult Rights() => View("Rights", Permissions.All);

    /// <summary>What a spreadsheet would take for a formula is told apart by a quote before it.</summary>
    private static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
