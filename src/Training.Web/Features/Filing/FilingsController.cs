using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>填报: the board of filings for counties, city and auditors, the own part-sheets for a body, and the page of one filing.</summary>
[Authorize(Policy = Policies.Filings)]
public sealed class FilingsController(ReadFilings board, FilingPages pages, BuildStandardSheet sheets, OpenFiling opening, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("filings")]
    public async Task<IActionResult> Board(string? period, FilingState? state, bool overdue, int page = 1, CancellationToken ct = default)
    {
        if (db.Scope.Organization is not null)
        {
            return View("Parts", new PartsPage(await board.PartsAsync(ct), await board.BoardAsync(new(), ct), clock.Today()));
        }

        SheetPeriod? asked = SheetPeriod.TryParse(period, out var read) ? read : null;
        var question = new FilingQuestion { Period = asked, State = state, Overdue = overdue, Page = Math.Clamp(page, 1, 1000) };
        return View(new BoardPage(question, await board.BoardAsync(question, ct), clock.Today()));
    }

    [HttpGet("filings/new")]
    [Authorize(Policy = Policies.OpenFilings)]
    public Task<IActionResult> New(OpenFilingForm form, CancellationToken ct)
    {
        ModelState.Clear();
        return FormAsync(form, ct);
    }

    [HttpPost("filings/new")]
    [Authorize(Policy = Policies.OpenFilings)]
    public async Task<IActionResult> Open( OpenFilingForm form, CancellationToken ct)
    {
        var opened = await opening.RunAsync(new() { Actor = AccountClaims.ActorOf(User), County = form.County ?? "", Period = form.Period ?? "", Lead = db.Scope.Organization is null ? form.Lead ?? Guid.Empty : null }, ct);
        if (opened.Ok)
        {
            TempData["Done"] = "填报开始了，有在用站点的承接主体各有一份分表，都收到了消息。";
            return Redirect($"/filings/{opened.Value}");
        }

        ModelState.Add(opened.Refusal);
        return await FormAsync(form, ct);
    }

    [HttpGet("filings/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, FigureAsk ask, CancellationToken ct) =>
        await pages.FilingAsync(User, key, ask, new(), ct) is { } page ? View(page) : NotFound();

    [HttpGet("filings/{key:guid}/rows/{item}")]
    public async Task<IActionResult> Rows(Guid key, string item, DrillTab tab = DrillTab.All, string? format = null, CancellationToken ct = default) =>
        await pages.RowsAsync(key, part: false, item, tab, ct) is { } rows ? FigureFile.Of(rows, format) : NotFound();

    /// <summary>The canonical text of the sheet that stands: SHA-256 over these bytes is the hash on the page.</summary>
    [HttpGet("filings/{key:guid}/snapshot.json")]
    public async Task<IActionResult> Snapshot([FromServices] ReadFiling filings, Guid key, CancellationToken ct) =>
        await filings.FindAsync(key, ct) is { Snapshot: { } snapshot } view
            ? File(Encoding.UTF8.GetBytes(snapshot.Json), "application/json", $"标准表快照-{view.County.Name}-{view.Period.Key}-{snapshot.Sha256[..12]}.json")
            : NotFound();

    private async Task<IActionResult> FormAsync(OpenFilingForm form, CancellationToken ct)
    {
        var counties = (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null).OrderBy(r => r.Code).ToListAsync(ct))
            .Where(r => db.Scope.Holds(r.Code)).ToList();
        if (counties.Count == 0)
        {
            return NotFound();
        }

        var month = Month.Of(clock.Today());
        form.County ??= RegionCodes.Short(counties[0].Code);
        form.Period ??= SheetPeriod.QuarterOf(month.Previous).Key;
        var asked = await sheets.AskedAsync(form.County, form.Period, ct);
        List<Organization> bodies = asked.Ok && db.Scope.Organization is null
            ? await opening.BodiesAsync(asked.Value.County, asked.Value.Period, ct) : [];
        return View("New", new NewFilingPage(form, counties, SheetPage.PeriodsUntil(month, month), bodies, db.Scope.Organization is not null));
    }
}
