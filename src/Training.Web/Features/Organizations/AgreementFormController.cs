using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

/// <summary>Enters an agreement, changes one, or renews a former one.</summary>
[Authorize(Policy = Policies.KeepOrganization)]
public sealed class AgreementFormController(
    WriteAgreement write, AgreementRegister register, OrganizationRegister bodies, OrganizationPages pages, TimeProvider clock) : Controller
{
    private const int MostBodies = 1000;

    [HttpGet("agreements/new")]
    public async Task<IActionResult> New(Guid? organization, Guid? renews, CancellationToken ct)
    {
        if (renews is not { } former)
        {
            return await FormAsync(new AgreementForm { Organization = organization }, ct);
        }

        return await register.FindAsync(former, ct) is { } line ? await FormAsync(AgreementForm.After(line), ct) : NotFound();
    }

    [HttpPost("agreements/new")]
    public Task<IActionResult> Create(AgreementForm form, CancellationToken ct) => SaveAsync(form, ct);

    [HttpGet("agreements/{key:guid}/edit")]
    [Authorize(Policy = Policies.ChangeOrganizations)]
    public async Task<IActionResult> Edit(Guid key, CancellationToken ct) =>
        await register.FindAsync(key, ct) is { } line ? await FormAsync(AgreementForm.Of(line), ct) : NotFound();

    [HttpPost("agreements/{key:guid}/edit")]
    [Authorize(Policy = Policies.ChangeOrganizations)]
    public async Task<IActionResult> Update(Guid key, AgreementForm form, CancellationToken ct)
    {
        if (await register.FindAsync(key, ct) is null)
        {
            return NotFound();
        }

        form.Key = key;
        return await SaveAsync(form, ct);
    }

    private async Task<IActionResult> SaveAsync(AgreementForm form, CancellationToken ct)
    {
        ModelState.Add(WriteAgreement.Check(form.Draft));
        if (ModelState.IsValid)
        {
            var written = await write.RunAsync(
                new()
                {
                    Actor = AccountClaims.ActorOf(User),
                    Key = form.Key,
                    CountyCode = await pages.CountyAsync(form.CountyCode, ct),
                    Renews = form.Renews,
                    Draft = form.Draft,
                    Version = form.Version,
                },
                ct);
            if (written.Ok)
            {
                TempData["Done"] = form.Key is null ? "登记好了。签字盖章的协议在下面传。" : "改好了。";
                return Redirect($"/agreements/{written.Value}");
            }

            if (written.Refusal is NotFound)
            {
                return NotFound();
            }

            ModelState.Add(written.Refusal);
        }

        return await FormAsync(form, ct);
    }

    private async Task<IActionResult> FormAsync(AgreementForm form, CancellationToken ct)
    {
        form.Counties = await pages.CountiesAsync(ct);
        form.Bodies = (await bodies.RunAsync(new(), clock.Today(), 1, MostBodies, ct)).Lines;
        form.Former = form.Renews is { } renews ? await register.FindAsync(renews, ct) : null;
        return View("AgreementForm", form);
    }
}
