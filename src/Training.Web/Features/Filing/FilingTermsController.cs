using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

public sealed class FilingTermForm
{
    public string? Period { get; set; }

    public DateOnly? BodiesUntil { get; set; }

    public DateOnly? CountyUntil { get; set; }

    public DateOnly? CityUntil { get; set; }
}

public sealed record FilingTermsPage(FilingTermForm Form, IReadOnlyList<FilingTerm> Terms);

/// <summary>期限: the last days that the city sets for a period's filings; without them each party has its working days.</summary>
[Authorize(Policy = Policies.FilingTerms)]
public sealed class FilingTermsController(TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    [HttpGet("filing-terms")]
    public Task<IActionResult> Show(CancellationToken ct) => FormAsync(new() { Period = SheetPeriod.QuarterOf(Month.Of(clock.Today())).Key }, ct);

    [HttpPost("filing-terms")]
    public async Task<IActionResult> Set([FromServices] SetFilingTerm set, FilingTermForm form, CancellationToken ct)
    {
        var done = await set.RunAsync(
            new() { Actor = AccountClaims.ActorOf(User), RegionCode = who.Region ?? 0, Period = form.Period, BodiesUntil = form.BodiesUntil, CountyUntil = form.CountyUntil, CityUntil = form.CityUntil }, ct);
        if (done.Ok)
        {
            TempData["Done"] = "期限定了，正在办的填报跟着改了。";
            return Redirect("/filing-terms");
        }

        ModelState.Add(done.Refusal);
        return await FormAsync(form, ct);
    }

    private async Task<IActionResult> FormAsync(FilingTermForm form, CancellationToken ct) =>
        View("Terms", new FilingTermsPage(form, await db.FilingTerms().AsNoTracking().OrderByDescending(t => t.Period).Take(30).ToListAsync(ct)));
}
