using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

/// <summary>The register of bodies, and the page of one.</summary>
[Authorize(Policy = Policies.OneOrganization)]
public sealed class OrganizationsController(OrganizationRegister register, OrganizationPages pages, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const int PageSize = 50;
    private const int MostInFile = 10_000;

    [HttpGet("organizations")]
    [Authorize(Policy = Policies.Organizations)]
    public async Task<IActionResult> List(OrganizationAsk ask, CancellationToken ct)
    {
        var counties = await pages.CountiesAsync(ct);
        ask = ask with { Page = Math.Clamp(ask.Page, 1, 1000) };
        var (question, county) = Read(ask, counties);
        var (lines, total) = await register.RunAsync(question, clock.Today(), ask.Page, PageSize, ct);
        var ids = lines.Select(line => line.Id).ToList();
        var stations = await db.Stations().Where(s => s.OrganizationId != null && ids.Contains(s.OrganizationId.Value) && s.Status == StationStatus.InUse)
            .GroupBy(s => s.OrganizationId!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return View(new OrganizationListPage(ask, counties, county, lines, total, PageSize, stations));
    }

    [HttpGet("organizations/register.csv")]
    [Authorize(Policy = Policies.Organizations)]
    public async Task<IActionResult> Csv(OrganizationAsk ask, CancellationToken ct)
    {
        var counties = await pages.CountiesAsync(ct);
        var (lines, _) = await register.RunAsync(Read(ask, counties).Question, clock.Today(), 1, MostInFile, ct);
        return CsvFile.Of(
            "承接主体名册",
            ["县区", "名称", "类型", "统一社会信用代码", "法定代表人", "联系人", "地址", "不再承接"],
            lines.Select(line => (string?[])
            [
                counties.FirstOrDefault(county => county.Code == line.RegionCode)?.Name, line.Name, OrganizationWords.Of(line.Kind), line.CreditCode, line.LegalPerson,
                line.ContactName, line.Address, CsvFile.Day(line.ClosedOn),
            ]));
    }

    [HttpGet("organizations/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct) =>
        await pages.BodyAsync(key, new ClosingForm(), ct) is { } page ? View(page) : NotFound();

    [HttpPost("organizations/{key:guid}/close")]
    [Authorize(Policy = Policies.ChangeOrganizations)]
    public async Task<IActionResult> Close([FromServices] CloseOrganization close, Guid key, ClosingForm form, CancellationToken ct)
    {
        var done = ModelState.IsValid ? await close.RunAsync(new() { Actor = Domain.Identity.AccountClaims.ActorOf(User), Key = key, On = form.On, Reason = form.Reason }, ct) : default;
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        if (ModelState.IsValid && done.Ok)
        {
            TempData["Done"] = "记下了。名册里移到“不再承接的”，站点、协议和记录都还在。";
            return Redirect($"/organizations/{key}");
        }

        if (done.Refusal is { } refusal)
        {
            ModelState.Add(refusal);
        }

        form.Refused = true;
        return await pages.BodyAsync(key, form, ct) is { } page ? View("Show", page) : NotFound();
    }

    /// <summary>The answer is this one page: it has no address of its own, and the tokens of its forms keep it out of every cache.</summary>
    [HttpPost("organizations/{key:guid}/phone")]
    [Authorize(Policy = Policies.OpenContacts)]
    public async Task<IActionResult> Phone([FromServices] OpenContactPhone open, Guid key, OpeningForm form, CancellationToken ct)
    {
        var opened = await open.RunAsync(new() { Actor = Domain.Identity.AccountClaims.ActorOf(User), Key = key, Purpose = form.Purpose, Words = form.Words }, ct);
        if (opened.Refusal is NotFound || await pages.BodyAsync(key, new ClosingForm(), ct) is not { } page)
        {
            return NotFound();
        }

        if (!opened.Ok)
        {
            ModelState.Add(opened.Refusal);
        }

        return View("Show", page with { Opening = form, WholePhone = opened.Value });
    }

    private static (OrganizationQuestion Question, Region? County) Read(OrganizationAsk ask, IReadOnlyList<Region> counties)
    {
        var county = RegionCodes.TryParse(ask.County, out var code) ? counties.SingleOrDefault(region => region.Code == code) : null;
        var words = ask.Words is { Length: > 60 } longer ? longer[..60] : ask.Words;
        return (new() { CountyCode = county?.Code, Kind = ask.Kind, Words = words, Closed = ask.Closed, Order = ask.Order }, county);
    }
}
