using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Web.Hosting;

namespace Training.Web.Features.Organizations;

/// <summary>The way of a body to its own page, and what it may put right there.</summary>
[Authorize(Policy = Policies.KeepOrganization)]
public sealed class OwnOrganizationController(OrganizationPages pages, TrainingDbContext db) : Controller
{
    [HttpGet("my-organization")]
    [Authorize(Policy = Policies.OwnOrganization)]
    public async Task<IActionResult> Mine(CancellationToken ct) =>
        await db.Organizations().Select(o => (Guid?)o.Key).SingleOrDefaultAsync(ct) is { } key ? Redirect($"/organizations/{key}") : NotFound();

    [HttpGet("organizations/{key:guid}/contact")]
    public async Task<IActionResult> Contact(Guid key, CancellationToken ct) => await FormAsync(key, null, ct);

    [HttpPost("organizations/{key:guid}/contact")]
    public async Task<IActionResult> Mend([FromServices] MendContact mend, Guid key, ContactForm form, CancellationToken ct)
    {
        ModelState.Add(OrganizationRules.Check(form.Draft));
        if (ModelState.IsValid)
        {
            var mended = await mend.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Key = key, Draft = form.Draft, Version = form.Version }, ct);
            if (mended.Ok)
            {
                TempData["Done"] = "改好了，县区民政局在经过里看得到。";
                return Redirect($"/organizations/{key}");
            }

            ModelState.Add(mended.Refusal);
        }

        return await FormAsync(key, form, ct);
    }

    private async Task<IActionResult> FormAsync(Guid key, ContactForm? form, CancellationToken ct)
    {
        if (await pages.BodyAsync(key, new ClosingForm(), ct) is not { Body: var body } page)
        {
            return NotFound();
        }

        form ??= new ContactForm { ContactName = body.ContactName, Address = body.Address, Version = body.Version };
        (form.Key, form.Name, form.Phone) = (key, body.Name, page.Phone);
        return View("Contact", form);
    }
}

public sealed class ContactForm
{
    public string? ContactName { get; set; }

    public string? ContactPhone { get; set; }

    public bool ClearPhone { get; set; }

    public string? Address { get; set; }

    public long? Version { get; set; }

    [BindNever]
    public Guid Key { get; set; }

    [BindNever]
    public string Name { get; set; } = "";

    /// <summary>The phone that is there, masked.</summary>
    [BindNever]
    public string? Phone { get; set; }

    public ContactDraft Draft => new() { ContactName = ContactName, ContactPhone = ContactPhone ?? (ClearPhone ? "" : null), Address = Address };
}
