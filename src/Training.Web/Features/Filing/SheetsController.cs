using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>标准表: the sheet of a county for a period, the records behind each figure, and the sheet as a Word file.</summary>
[Authorize(Policy = Policies.Sheets)]
public sealed class SheetsController(BuildStandardSheet sheets, OpenFigure figures, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Leads to the sheet that was chosen, or to the last full month of the first county in reach.</summary>
    [HttpGet("sheets")]
    public async Task<IActionResult> Choose(string? county, string? period, CancellationToken ct)
    {
        var counties = await CountiesAsync(ct);
        if (counties.Count == 0)
        {
            return NotFound();
        }

        var chosen = counties.FirstOrDefault(c => RegionCodes.Short(c.Code) == county) ?? counties[0];
        var key = SheetPeriod.TryParse(period, out var read) ? read.Key : Month.Of(clock.Today()).Previous.ToString();
        return Redirect($"/sheets/{RegionCodes.Short(chosen.Code)}/{key}");
    }

    [HttpGet("sheets/{county}/{period}")]
    public async Task<IActionResult> Sheet(string county, string period, string? item, DrillTab tab = DrillTab.All, int page = 1, CancellationToken ct = default)
    {
        var built = await sheets.RunAsync(county, period, ct);
        if (!built.Ok)
        {
            return NotFound();
        }

        DrillDown? opened = null;
        if (item is not null)
        {
            var found = await figures.RunAsync(county, period, item, tab, page, ct: ct);
            if (!found.Ok)
            {
                return NotFound();
            }

            opened = found.Value;
        }

        return View(new SheetPage(built.Value, opened, await CountiesAsync(ct), Month.Of(clock.Today())));
    }

    [HttpGet("sheets/{county}/{period}/word")]
    public async Task<IActionResult> Word(string county, string period, CancellationToken ct)
    {
        var built = await sheets.RunAsync(county, period, ct);
        return built.Ok ? File(WordPaper.Write(SheetPaper.Of(built.Value)), WordType, SheetPaper.FileName(built.Value)) : NotFound();
    }

    /// <summary>Exactly the rows of one figure, for a spreadsheet.</summary>
    [HttpGet("sheets/{county}/{period}/rows/{item}")]
    public async Task<IActionResult> Rows(string county, string period, string item, DrillTab tab = DrillTab.All, CancellationToken ct = default)
    {
        var found = await figures.RunAsync(county, period, item, tab, pageSize: int.MaxValue, ct: ct);
        if (!found.Ok)
        {
            return NotFound();
        }

        var text = new StringBuilder("日期,站点,内容,数,差什么\r\n");
        foreach (var row in found.Value.Rows)
        {
            text.AppendJoin(',', (string[])[row.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", Cell(row.Station), Cell(row.Title), Cell(row.Value), Cell(row.Short)]).Append("\r\n");
        }

        // With a byte order mark, else a spreadsheet of this country reads it in the old code page.
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
        return File(bytes, "text/csv; charset=utf-8", $"{found.Value.Reading.Item.Content}-{found.Value.Asked.County.Name}-{found.Value.Asked.Period.Key}.csv");
    }

    private async Task<List<Region>> CountiesAsync(CancellationToken ct)
    {
        var all = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct);
        return [.. all.Where(r => db.Scope.Holds(r.Code))];
    }

    /// <summary>Quoted, and without a leading sign that a spreadsheet would take for a formula.</summary>
    private static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
        {
            text = "'" + text;
        }

        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
