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

/// <summary>The register of agreements: what ends soon, what has ended, the page of one.</summary>
[Authorize(Policy = Policies.OneOrganization)]
public sealed class AgreementsController(AgreementRegister register, OrganizationPages pages, PlaceNames places, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("agreements")]
    [Authorize(Policy = Policies.Organizations)]
    public async Task<IActionResult> List(AgreementAsk ask, CancellationToken ct)
    {
        var (counties, lines) = await ReadAsync(ask, ct);
        var today = clock.Today();
        var byState = lines.GroupBy(line => line.StateOn(today)).ToDictionary(group => group.Key, group => group.Count());
        return View("Agreements", new AgreementListPage(ask, counties, [.. lines.Where(line => ask.State is null || line.StateOn(today) == ask.State)], byState, today));
    }

    [HttpGet("agreements/register.csv")]
    [Authorize(Policy = Policies.Organizations)]
    public async Task<IActionResult> Csv(AgreementAsk ask, CancellationToken ct)
    {
        var (counties, lines) = await ReadAsync(ask, ct);
        var today = clock.Today();
        return CsvFile.Of(
            "合作协议",
            ["县区", "合作方", "合作内容", "开始", "到期", "状态", "终止", "终止原因"],
            lines.Where(line => ask.State is null || line.StateOn(today) == ask.State).Select(line => (string?[])
            [
                counties.FirstOrDefault(county => county.Code == line.RegionCode)?.Name, line.Partner, line.Purpose, CsvFile.Day(line.FromDate), CsvFile.Day(line.UntilDate),
                OrganizationWords.Of(line.StateOn(today)), CsvFile.Day(line.EndedOn), line.EndedBecause,
            ]));
    }

    [HttpGet("agreements/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct) => await PageAsync(key, new ClosingForm(), ct);

    [HttpPost("agreements/{key:guid}/end")]
    [Authorize(Policy = Policies.ChangeOrganizations)]
    public async Task<IActionResult> End([FromServices] EndAgreement end, Guid key, ClosingForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var done = await end.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Key = key, On = form.On, Reason = form.Reason }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "终止了，原来的协议和材料都还在。";
                return Redirect($"/agreements/{key}");
            }

            if (done.Refusal is NotFound)
            {
                return NotFound();
            }

            ModelState.Add(done.Refusal);
        }

        form.Refused = true;
        return await PageAsync(key, form, ct);
    }

    private async Task<IActionResult> PageAsync(Guid key, ClosingForm form, CancellationToken ct)
    {
        if (await register.FindAsync(key, ct) is not { } line)
        {
            return NotFound();
        }

        var today = clock.Today();
        var id = await db.Agreements().Where(a => a.Key == key).Select(a => a.Id).SingleAsync(ct);
        return View("Agreement", new AgreementPage(
            line, await places.OfAsync(line.RegionCode, ct), line.StateOn(today), await pages.HistoryAsync($"agreement/{id}", ct), form, today));
    }

    private async Task<(IReadOnlyList<Region> Counties, IReadOnlyList<AgreementLine> Lines)> ReadAsync(AgreementAsk ask, CancellationToken ct)
    {
        var counties = await pages.CountiesAsync(ct);
        var county = RegionCodes.TryParse(ask.County, out var code) ? counties.SingleOrDefault(region => region.Code == code) : null;
        return (counties, await register.RunAsync(new() { CountyCode = county?.Code, Words = ask.Words is { Length: > 60 } longer ? longer[..60] : ask.Words }, clock.Today(), ct));
    }
}
