using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Divisions;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Web.Hosting;

namespace Training.Web.Features.Regions;

/// <summary>行政区划: the tree, its search, one division with its history, and the whole list as a file.</summary>
[Authorize(Policy = Policies.Regions)]
public sealed class RegionsController(RegionPages pages, TrainingDbContext db) : Controller
{
    [HttpGet("regions")]
    public async Task<IActionResult> Index(string? under, string? words, bool former, int page = 1, CancellationToken ct = default) =>
        await pages.ListAsync(under, words, former, Math.Clamp(page, 1, 10_000), ct) is { } found ? View(found) : NotFound();

    [HttpGet("regions/{code:long}")]
    public async Task<IActionResult> One(long code, CancellationToken ct) => await pages.OneAsync(Padded(code), ct) is { } page ? View(page) : NotFound();

    /// <summary>The former division became another one.</summary>
    [HttpPost("regions/{code:long}/successor")]
    [Authorize(Policy = Policies.ChangeRegions)]
    public async Task<IActionResult> Successor([FromServices] NameSuccessor name, long code, string? successorCode, CancellationToken ct)
    {
        var named = await name.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Code = Padded(code), SuccessorCode = successorCode }, ct);
        if (named.Ok)
        {
            TempData["Done"] = $"记下了：改成了{named.Value.Name}。";
            return Redirect($"/regions/{code}");
        }

        if (named.Refusal is NotFound || await pages.OneAsync(Padded(code), ct, successorCode) is not { } page)
        {
            return NotFound();
        }

        ModelState.AddModelError(named.Refusal.Field ?? "", named.Refusal.Message);
        return View("One", page);
    }

    /// <summary>The divisions in force as a file that the same page takes back.</summary>
    [HttpGet("regions/list.{format:regex(^(xlsx|csv)$)}")]
    public async Task<IActionResult> Download(string format, CancellationToken ct)
    {
        var regions = await db.RegionsInForce().AsNoTracking().OrderBy(r => r.Code).ToListAsync(ct);
        if (format == "csv")
        {
            return CsvFile.Of("行政区划", [.. DivisionLists.Columns.Select(c => c.Title)], regions.Select(Cells));
        }

        return File(
            SheetWriter.Write(new SheetLayout
            {
                Name = "行政区划",
                Columns = [.. DivisionLists.Columns.Select(c => new LayoutColumn(c.Title))],
                Rows = regions.Select(region => (IReadOnlyList<SheetValue>)[.. Cells(region).Select(cell => (SheetValue)cell)]),
            }),
            SheetWriter.ContentType, "行政区划.xlsx");
    }

    private static IReadOnlyList<string?> Cells(Region region) =>
        [RegionCodes.Short(region.Code), region.Name, RegionWords.Of(region.Level), region.ParentCode is { } above ? RegionCodes.Short(above) : null];

    private static long Padded(long code) =>
        RegionCodes.TryParse(code.ToString(System.Globalization.CultureInfo.InvariantCulture), out var padded) ? padded : -1;
}
