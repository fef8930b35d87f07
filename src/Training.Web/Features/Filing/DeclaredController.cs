using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing.Declared;
using Training.Domain.Identity;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>申报表: the list, a new one, and one as it is read and printed.</summary>
[Authorize(Policy = Policies.Declared)]
public sealed class DeclaredController(ReadDeclaredSheets read, TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    [HttpGet("declared")]
    public Task<IActionResult> List(DeclaredState? state, int page = 1, CancellationToken ct = default) => ListAsync(state, page, new(), ct);

    [HttpPost("declared")]
    [Authorize(Policy = Policies.Declare)]
    public async Task<IActionResult> Open([FromServices] OpenDeclaredSheet open, OpenDeclaredForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var opened = await open.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Station = form.Station, County = form.County, Period = form.Period }, ct);
            if (opened.Ok)
            {
                return Redirect($"/declared/{opened.Value}");
            }

            ModelState.Add(opened.Refusal);
        }

        return await ListAsync(null, 1, form, ct);
    }

    [HttpGet("declared/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct) =>
        await read.FindAsync(key, ct) is { } view ? View("DeclaredSheet", new DeclaredPage(view, new(), DeclaredDesks.Of(User, view))) : NotFound();

    [HttpGet("declared/{key:guid}/word")]
    public async Task<IActionResult> Word(Guid key, CancellationToken ct) =>
        await read.FindAsync(key, ct) is { } view ? File(WordPaper.Write(FormPaper.Of(view)), WordPaper.ContentType, FormPaper.FileName(view)) : NotFound();

    [HttpGet("declared/{key:guid}/excel")]
    public async Task<IActionResult> Excel(Guid key, CancellationToken ct) =>
        await read.FindAsync(key, ct) is { } view ? File(ExcelPaper.Write(FormPaper.Of(view)), ExcelPaper.ContentType, FormPaper.FileName(view, "xlsx")) : NotFound();

    [HttpGet("declared/{key:guid}/print")]
    public async Task<IActionResult> Print(Guid key, CancellationToken ct) =>
        await read.FindAsync(key, ct) is { } view ? View(new PrintPage(FormPaper.Of(view), null, $"/declared/{key}", $"{view.Place}{view.Period.Label}申报表") { Stands = $"这一份现在是“{DeclaredWords.Of(view.Sheet.State)}”。" }) : NotFound();

    private async Task<IActionResult> ListAsync(DeclaredState? state, int page, OpenDeclaredForm form, CancellationToken ct)
    {
        var at = Math.Max(1, page);
        var (lines, total) = await read.ListAsync(state, at, ct);
        var counties = (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null).OrderBy(r => r.Code).ToListAsync(ct)).Where(r => db.Scope.Holds(r.Code)).ToList();
        var region = who.Region ?? counties.FirstOrDefault()?.Code;
        if (region is not { } place)
        {
            return NotFound();
        }

        var standard = await read.InForceAsync(place, ct);
        var mayOpen = DeclaredRules.Asks(standard) && User.May(Policies.Declare);
        var ofStations = mayOpen && DeclaredRules.IsOfStations(standard);
        return View("Declared", new DeclaredListPage(lines, total, at, state, standard, Month.Of(clock.Today()))
        {
            Form = form,
            Stations = ofStations && db.Scope.Organization is { } body ? await db.Stations().AsNoTracking().Where(s => s.OrganizationId == body && s.InUseFrom != null).OrderBy(s => s.Id).ToListAsync(ct) : [],
            Counties = mayOpen && !ofStations && db.Scope.Organization is null ? counties : [],
        });
    }
}
