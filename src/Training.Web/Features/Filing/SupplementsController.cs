using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

public sealed record SupplementPage(FilingView View, FilingComparison Compared, SupplementForm Form)
{
    public bool Waits => View.Supplements.Any(s => s.TakenUtc is null);
}

public sealed class SupplementForm
{
    public string? Name { get; set; }

    public string? Sha256 { get; set; }

    public string? Reason { get; set; }
}

/// <summary>补正: what the records say otherwise than the sheet that stands, the county's supplement with it, and the city's receipt.</summary>
[Authorize(Policy = Policies.Filings)]
public sealed class SupplementsController(ReadFiling filings, CompareFiling compare, MakeSupplement supplements, TrainingDbContext db) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpGet("filings/{key:guid}/supplement")]
    public Task<IActionResult> Compare(Guid key, CancellationToken ct) => PageAsync(key, new(), ct);

    [HttpPost("filings/{key:guid}/supplement")]
    [Authorize(Policy = Policies.SignFilings)]
    public async Task<IActionResult> Make(Guid key, SupplementForm form, CancellationToken ct)
    {
        var made = await supplements.RunAsync(new() { Actor = Actor, FilingKey = key, Reason = form.Reason, Confirms = new(form.Name, form.Sha256) }, ct);
        if (made.Ok)
        {
            TempData["Done"] = "补正签字报上去了，原来的表不动。";
            return Redirect($"/filings/{key}/supplement");
        }

        if (made.Refusal is NotFound || made.Refusal is FilingNotThere)
        {
            return NotFound();
        }

        ModelState.Add(made.Refusal);
        return await PageAsync(key, form, ct);
    }

    [HttpPost("filing-supplements/{key:guid}/take")]
    [Authorize(Policy = Policies.ReviewFilings)]
    public async Task<IActionResult> Take(Guid key, CancellationToken ct)
    {
        var filing = await db.FilingSupplements().Where(s => s.Key == key).Join(db.Filings(), s => s.FilingId, f => f.Id, (_, f) => (Guid?)f.Key).SingleOrDefaultAsync(ct);
        var taken = await supplements.TakeAsync(Actor, key, ct);
        if (filing is null || taken.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[taken.Ok ? "Done" : "Refused"] = taken.Ok ? "补正收下了。" : taken.Refusal.Message;
        return Redirect($"/filings/{filing}/supplement");
    }

    private async Task<IActionResult> PageAsync(Guid key, SupplementForm form, CancellationToken ct) =>
        await filings.FindAsync(key, ct) is { } view && FilingRules.Stands(view.Filing.State) && await compare.RunAsync(view.Filing, ct) is { } compared
            ? View("Supplement", new SupplementPage(view, compared, form))
            : NotFound();
}
