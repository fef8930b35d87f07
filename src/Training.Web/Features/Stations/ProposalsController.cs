using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>申报: a body or the county proposes a station, mends what came back, takes a proposal back.</summary>
[Authorize(Policy = Policies.ProposeStations)]
public sealed class ProposalsController(StationForms forms, TrainingDbContext db) : Controller
{
    [HttpGet("stations/propose")]
    public Task<IActionResult> New(CancellationToken ct) => PageAsync(new StationForm { Key = Guid.CreateVersion7() }, StationFormUse.Propose, null, ct);

    [HttpPost("stations/propose")]
    public async Task<IActionResult> Propose([FromServices] ProposeStation propose, [FromServices] SignInManager<Account> signIn, StationForm form, CancellationToken ct)
    {
        if (StationForms.TookSpot(form, ModelState))
        {
            return await PageAsync(form, StationFormUse.Propose, null, ct);
        }

        form.Key = form.Key == Guid.Empty ? Guid.CreateVersion7() : form.Key;
        var facts = forms.Read(form, ModelState);
        if (ModelState.IsValid)
        {
            var proposed = await propose.RunAsync(
                new() { Key = form.Key, Actor = AccountClaims.ActorOf(User), OrganizationId = Body ?? form.OrganizationId, Facts = facts }, ct);
            if (proposed.Ok)
            {
                // What the account reaches stands in its cookie; the new station joins it now, not at the next sign-in.
                if (Body is not null && await signIn.UserManager.GetUserAsync(User) is { } account)
                {
                    await signIn.RefreshSignInAsync(account);
                }

                TempData["Done"] = "报上去了，等县区民政局审核。照片和证明可以接着传。";
                return Redirect($"/stations/{proposed.Value}");
            }

            ModelState.AddModelError(proposed.Refusal.Field ?? "", proposed.Refusal.Message);
        }

        return await PageAsync(form, StationFormUse.Propose, null, ct);
    }

    [HttpGet("stations/{key:guid}/mend")]
    public async Task<IActionResult> Mend(Guid key, CancellationToken ct) =>
        await OwnAsync(key, ct) is not { } station ? NotFound()
        : !StationRules.Allows(station.Status, StationAction.Mend) ? Redirect($"/stations/{key}")
        : await PageAsync(StationForm.Of(station), StationFormUse.Mend, station, ct);

    [HttpPost("stations/{key:guid}/mend")]
    public async Task<IActionResult> MendNow([FromServices] MendProposal mend, Guid key, StationForm form, CancellationToken ct)
    {
        form.Key = key;
        if (await OwnAsync(key, ct) is not { } station)
        {
            return NotFound();
        }

        if (StationForms.TookSpot(form, ModelState))
        {
            return await PageAsync(form, StationFormUse.Mend, station, ct);
        }

        var facts = forms.Read(form, ModelState);
        if (ModelState.IsValid)
        {
            var mended = await mend.RunAsync(new() { Key = key, Actor = AccountClaims.ActorOf(User), OrganizationId = Body, Facts = facts, Note = form.Reason }, ct);
            if (mended.Ok)
            {
                TempData["Done"] = "改好了，又报上去了，等县区民政局审核。";
                return Redirect($"/stations/{key}");
            }

            ModelState.AddModelError(mended.Refusal.Field ?? "", mended.Refusal.Message);
        }

        return await PageAsync(form, StationFormUse.Mend, station, ct);
    }

    [HttpPost("stations/{key:guid}/withdraw")]
    public async Task<IActionResult> Withdraw([FromServices] WithdrawProposal withdraw, Guid key, string? reason, CancellationToken ct)
    {
        var withdrawn = await withdraw.RunAsync(new() { Key = key, Actor = AccountClaims.ActorOf(User), OrganizationId = Body, Reason = reason }, ct);
        if (withdrawn.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[withdrawn.Ok ? "Done" : "Refused"] = withdrawn.Refusal?.Message ?? "撤回来了。要用，重新申报。";
        return Redirect($"/stations/{key}");
    }

    /// <summary>The body of a body's account; null for the county, who proposes for others.</summary>
    private long? Body => User.IsInRole(Roles.Organization) ? AccountClaims.OrganizationOf(User) ?? 0 : null;

    private Task<Station?> OwnAsync(Guid key, CancellationToken ct)
    {
        var body = Body;
        return db.Stations().AsNoTracking().SingleOrDefaultAsync(station => station.Key == key && (body == null || station.OrganizationId == body), ct);
    }

    private async Task<IActionResult> PageAsync(StationForm form, StationFormUse use, Station? station, CancellationToken ct) =>
        View("Form", await forms.PageAsync(form, use, station, use == StationFormUse.Propose && Body is null, ct));
}
