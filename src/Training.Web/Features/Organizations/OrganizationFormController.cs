using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

/// <summary>Enters a body, or changes what is written of it.</summary>
[Authorize(Policy = Policies.ChangeOrganizations)]
public sealed class OrganizationFormController(WriteOrganization write, OrganizationPages pages) : Controller
{
    [HttpGet("organizations/new")]
    public Task<IActionResult> New(CancellationToken ct) => FormAsync(new OrganizationForm(), ct);

    [HttpPost("organizations/new")]
    public Task<IActionResult> Create(OrganizationForm form, CancellationToken ct) => SaveAsync(form, ct);

    [HttpGet("organizations/{key:guid}/edit")]
    public async Task<IActionResult> Edit(Guid key, CancellationToken ct) =>
        await pages.BodyAsync(key, new ClosingForm(), ct) is { } page ? await FormAsync(OrganizationForm.Of(page), ct) : NotFound();

    [HttpPost("organizations/{key:guid}/edit")]
    public async Task<IActionResult> Update(Guid key, OrganizationForm form, CancellationToken ct)
    {
        if (await pages.BodyAsync(key, new ClosingForm(), ct) is not { } page)
        {
            return NotFound();
        }

        (form.Key, form.Phone) = (key, page.Phone);
        return await SaveAsync(form, ct);
    }

    private async Task<IActionResult> SaveAsync(OrganizationForm form, CancellationToken ct)
    {
        ModelState.Add(OrganizationRules.Check(form.Draft));
        if (ModelState.IsValid)
        {
            var written = await write.RunAsync(
                new()
                {
                    Actor = AccountClaims.ActorOf(User),
                    Key = form.Key,
                    CountyCode = await pages.CountyAsync(form.CountyCode, ct),
                    Draft = form.Draft,
                    Version = form.Version,
                    AnotherOne = form.AnotherOne,
                },
                ct);
            if (written.Ok)
            {
                TempData["Done"] = form.Key is null ? "登记好了。证照在下面传。" : "改好了。";
                return Redirect($"/organizations/{written.Value}");
            }

            form.Twin = written.Refusal switch { SameNameThere same => same.There, SameCreditCodeThere same => same.There, _ => null };
            ModelState.Add(written.Refusal);
        }

        return await FormAsync(form, ct);
    }

    private async Task<IActionResult> FormAsync(OrganizationForm form, CancellationToken ct)
    {
        form.Counties = await pages.CountiesAsync(ct);
        return View("Form", form);
    }
}
