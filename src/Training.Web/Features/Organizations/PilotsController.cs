using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

public sealed class PilotForm
{
    public long? RegionCode { get; set; }

    public string? Place { get; set; }

    public string? Theme { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public string? Result { get; set; }

    public long? Version { get; set; }

    /// <summary>Null for a new pilot.</summary>
    [BindNever]
    public Guid? Key { get; set; }

    /// <summary>Counties in reach and their towns.</summary>
    [BindNever]
    public IReadOnlyList<Region> Regions { get; set; } = [];

    public PilotDraft Draft => new() { RegionCode = RegionCode, Place = Place, Theme = Theme ?? "", From = From, Until = Until, Result = Result };
}

public sealed record PilotLine(Pilot Pilot, string County, string Region);

public sealed record PilotListPage(IReadOnlyList<PilotLine> Lines, DateOnly Today);

/// <summary>试点: what is tried where, for how long, and what came of it.</summary>
[Authorize(Policy = Policies.Organizations)]
public sealed class PilotsController(WritePilot write, OrganizationPages pages, TrainingDbContext db, PlaceNames places, TimeProvider clock) : Controller
{
    [HttpGet("pilots")]
    public async Task<IActionResult> List(CancellationToken ct)
    {
        var lines = new List<PilotLine>();
        foreach (var pilot in await db.Pilots().AsNoTracking().OrderBy(p => p.UntilDate != null).ThenBy(p => p.RegionCode).ThenBy(p => p.FromDate).ToListAsync(ct))
        {
            var county = RegionCodes.CountyOf(pilot.RegionCode);
            lines.Add(new PilotLine(pilot, await places.OfAsync(county, ct), county == pilot.RegionCode ? "" : await places.OfAsync(pilot.RegionCode, ct)));
        }

        return View("Pilots", new PilotListPage(lines, clock.Today()));
    }

    [HttpGet("pilots/new")]
    [Authorize(Policy = Policies.ChangeGroups)]
    public Task<IActionResult> New(CancellationToken ct) => FormAsync(new PilotForm(), ct);

    [HttpPost("pilots/new")]
    [Authorize(Policy = Policies.ChangeGroups)]
    public Task<IActionResult> Create(PilotForm form, CancellationToken ct) => SaveAsync(form, ct);

    [HttpGet("pilots/{key:guid}/edit")]
    [Authorize(Policy = Policies.ChangeGroups)]
    public async Task<IActionResult> Edit(Guid key, CancellationToken ct) =>
        await db.Pilots().AsNoTracking().SingleOrDefaultAsync(p => p.Key == key, ct) is { } pilot
            ? await FormAsync(
                new PilotForm
                {
                    Key = key, RegionCode = pilot.RegionCode, Place = pilot.Place, Theme = pilot.Theme, From = pilot.FromDate, Until = pilot.UntilDate, Result = pilot.Result,
                    Version = pilot.Version,
                },
                ct)
            : NotFound();

    [HttpPost("pilots/{key:guid}/edit")]
    [Authorize(Policy = Policies.ChangeGroups)]
    public async Task<IActionResult> Update(Guid key, PilotForm form, CancellationToken ct)
    {
        if (!await db.Pilots().AnyAsync(p => p.Key == key, ct))
        {
            return NotFound();
        }

        form.Key = key;
        return await SaveAsync(form, ct);
    }

    private async Task<IActionResult> SaveAsync(PilotForm form, CancellationToken ct)
    {
        ModelState.Add(WritePilot.Check(form.Draft));
        if (ModelState.IsValid)
        {
            var written = await write.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Key = form.Key, Draft = form.Draft, Version = form.Version }, ct);
            if (written.Ok)
            {
                TempData["Done"] = form.Key is null ? "登记好了。" : "改好了。";
                return Redirect("/pilots");
            }

            ModelState.Add(written.Refusal);
        }

        return await FormAsync(form, ct);
    }

    private async Task<IActionResult> FormAsync(PilotForm form, CancellationToken ct)
    {
        var counties = await pages.CountiesAsync(ct);
        var codes = counties.Select(county => (long?)county.Code).ToList();
        var towns = await db.Regions().AsNoTracking().Where(r => codes.Contains(r.ParentCode)).ToListAsync(ct);
        // A former place is offered only where the pilot stands there already.
        form.Regions = [.. counties.Concat(towns).Where(region => region.FormerFrom is null || region.Code == form.RegionCode).OrderBy(region => region.Code)];
        return View("PilotForm", form);
    }
}
