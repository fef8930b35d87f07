using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

/// <summary>定点联系: which body keeps contact with which community, and which social-work bodies still have none.</summary>
[Authorize(Policy = Policies.Organizations)]
public sealed class PairingsController(PairingRegister register, OrganizationRegister bodies, OrganizationPages pages, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const int MostBodies = 1000;

    [HttpGet("pairings")]
    public Task<IActionResult> List(string? county, bool ended, CancellationToken ct) => PageAsync(county, ended, null, new ClosingForm(), ct);

    [HttpGet("pairings/register.csv")]
    public async Task<IActionResult> Csv(string? county, CancellationToken ct)
    {
        var lines = await register.RunAsync((await CountyAsync(county, ct)).Code, ct: ct);
        return CsvFile.Of(
            "定点联系",
            ["承接主体", "类型", "街道、乡镇", "社区、村", "开始", "结束", "结束原因"],
            lines.Select(line => (string?[])[line.Name, OrganizationWords.Of(line.Kind), line.Town, line.Community, CsvFile.Day(line.FromDate), CsvFile.Day(line.UntilDate), line.EndedBecause]));
    }

    [HttpGet("pairings/new")]
    [Authorize(Policy = Policies.ChangeOrganizations)]
    public Task<IActionResult> New(Guid? organization, CancellationToken ct) => FormAsync(new PairingForm { Organization = organization, From = clock.Today() }, ct);

    [HttpPost("pairings/new")]
    [Authorize(Policy = Policies.ChangeOrganizations)]
    public async Task<IActionResult> Create([FromServices] Pair pair, PairingForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var made = await pair.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Organization = form.Organization, RegionCode = form.RegionCode, From = form.From }, ct);
            if (made.Ok)
            {
                TempData["Done"] = "结对好了。";
                return Redirect("/pairings");
            }

            ModelState.Add(made.Refusal);
        }

        return await FormAsync(form, ct);
    }

    [HttpPost("pairings/{key:guid}/end")]
    [Authorize(Policy = Policies.ChangeOrganizations)]
    public async Task<IActionResult> End([FromServices] EndPairing end, Guid key, ClosingForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var done = await end.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Key = key, On = form.On, Reason = form.Reason }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "结束了，这一条移到“结束了的”。";
                return Redirect("/pairings");
            }

            if (done.Refusal is NotFound)
            {
                return NotFound();
            }

            ModelState.Add(done.Refusal);
        }

        form.Refused = true;
        return await PageAsync(null, false, key, form, ct);
    }

    private async Task<IActionResult> PageAsync(string? asked, bool ended, Guid? ending, ClosingForm form, CancellationToken ct)
    {
        var (code, counties) = await CountyAsync(asked, ct);
        var today = clock.Today();
        var lines = (await register.RunAsync(code, ct: ct)).Where(line => ended == (line.UntilDate <= today)).ToList();
        return View("Pairings", new PairingListPage(asked, ended, counties, lines, await register.GapsAsync(today, code, ct), ending, form, today));
    }

    private async Task<IActionResult> FormAsync(PairingForm form, CancellationToken ct)
    {
        form.Bodies = (await bodies.RunAsync(new(), clock.Today(), 1, MostBodies, ct)).Lines;
        var counties = (await pages.CountiesAsync(ct)).Select(county => (long?)county.Code).ToList();
        var towns = await db.RegionsInForce().AsNoTracking().Where(r => counties.Contains(r.ParentCode)).OrderBy(r => r.Code).ToListAsync(ct);
        var codes = towns.ConvertAll(town => (long?)town.Code);
        var communities = (await db.RegionsInForce().AsNoTracking().Where(r => codes.Contains(r.ParentCode)).OrderBy(r => r.Code).ToListAsync(ct)).ToLookup(r => r.ParentCode);
        form.Places = [.. towns.Select(town => (town.Name, (IReadOnlyList<Region>)[.. communities[town.Code]]))];
        return View("PairingForm", form);
    }

    private async Task<(long? Code, IReadOnlyList<Region> Counties)> CountyAsync(string? asked, CancellationToken ct)
    {
        var counties = await pages.CountiesAsync(ct);
        return (RegionCodes.TryParse(asked, out var code) && counties.Any(county => county.Code == code) ? code : null, counties);
    }
}
