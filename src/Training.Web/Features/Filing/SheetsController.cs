using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Inspections;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>标准表: the sheet of a county for a period, the records behind each figure, and the sheet as Word, Excel and for the printer.</summary>
[Authorize(Policy = Policies.Sheets)]
public sealed class SheetsController(BuildStandardSheet sheets, OpenFigure figures, ChangedMonths changes, InspectedMarks inspected, TrainingDbContext db, TimeProvider clock) : Controller
{
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

        return View(new SheetPage(built.Value, opened, await CountiesAsync(ct), Month.Of(clock.Today())) 
        {
            Changed = await ChangedAsync(built.Value, ct),
            Inspected = await inspected.SumAsync(built.Value.CountyCode, built.Value.Period.First, built.Value.Period.Last, ct),
            Marks = opened is null ? new Dictionary<(RecordKind, long), InspectedMark>() : await inspected.OfAsync(opened.Rows.Select(r => (r.Row.Kind, r.Row.RecordId)), ct),
        });
    }

    [HttpGet("sheets/{county}/{period}/word")]
    public async Task<IActionResult> Word(string county, string period, CancellationToken ct)
    {
        var built = await sheets.RunAsync(county, period, ct);
        return built.Ok ? File(WordPaper.Write(SheetPaper.Of(built.Value)), WordPaper.ContentType, SheetPaper.FileName(built.Value)) : NotFound();
    }

    [HttpGet("sheets/{county}/{period}/excel")]
    public async Task<IActionResult> Excel(string county, string period, CancellationToken ct)
    {
        var built = await sheets.RunAsync(county, period, ct);
        return built.Ok ? File(ExcelPaper.Write(SheetPaper.Of(built.Value)), ExcelPaper.ContentType, SheetPaper.FileName(built.Value, "xlsx")) : NotFound();
    }

    [HttpGet("sheets/{county}/{period}/print")]
    public async Task<IActionResult> Print(string county, string period, CancellationToken ct)
    {
        var built = await sheets.RunAsync(county, period, ct);
        return built.Ok ? View(new PrintPage(SheetPaper.Of(built.Value), null, $"/sheets/{county}/{period}", $"{built.Value.CountyName}{built.Value.Period.Label}标准表")) : NotFound();
    }

    /// <summary>Exactly the rows of one figure, for a spreadsheet.</summary>
    [HttpGet("sheets/{county}/{period}/rows/{item}")]
    public async Task<IActionResult> Rows(string county, string period, string item, DrillTab tab = DrillTab.All, string? format = null, CancellationToken ct = default)
    {
        var found = await figures.RunAsync(county, period, item, tab, pageSize: int.MaxValue, ct: ct);
        if (!found.Ok)
        {
            return NotFound();
        }

        return FigureFile.Of(found.Value, format);
    }

    private async Task<IReadOnlyList<ChangedStation>> ChangedAsync(StandardSheet sheet, CancellationToken ct)
    {
        var now = Month.Of(clock.Today());
        var changed = (await changes.RunAsync(sheet.CountyCode, sheet.Period.First, sheet.Period.Last, ct)).Where(c => c.Month < now).ToList();
        var ids = changed.ConvertAll(c => c.StationId);
        var names = ids.Count == 0 ? [] : await db.Stations().AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        return [.. changed.Where(c => names.ContainsKey(c.StationId)).Select(c => new ChangedStation(names[c.StationId], c))];
    }

    private async Task<List<Region>> CountiesAsync(CancellationToken ct)
    {
        var all = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct);
        return [.. all.Where(r => db.Scope.Holds(r.Code))];
    }
}
