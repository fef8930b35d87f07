using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.People.Privacy;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Privacy;

/// <summary>One person's data: everything masked, who opened what, consents, and the request to erase it all.</summary>
public sealed class PersonController(PersonalPages pages, EraseOnRequest erasure, KeepConsents consents) : Controller
{
    [HttpGet("privacy/people/{person:guid}")]
    [Authorize(Policy = Policies.PersonalData)]
    public async Task<IActionResult> Show(Guid person, CancellationToken ct) => await PageAsync(person, new PersonForms(), ct);

    [HttpPost("privacy/people/{person:guid}/erasure")]
    [Authorize(Policy = Policies.AskPrivacy)]
    public async Task<IActionResult> AskErasure(Guid person, PersonForms form, CancellationToken ct)
    {
        var asked = await erasure.AskAsync(new() { PersonKey = person, How = form.How, Actor = AccountClaims.ActorOf(User) }, ct);
        return await AnswerAsync(asked.Refusal, person, form, "注销申请登记好了，等县区民政局决定。", ct);
    }

    [HttpPost("privacy/people/{person:guid}/consents")]
    [Authorize(Policy = Policies.AskPrivacy)]
    public async Task<IActionResult> GiveConsent(Guid person, PersonForms form, CancellationToken ct)
    {
        var given = await consents.GiveAsync(
            new() { PersonKey = person, Matter = form.Matter, Way = form.Way, GivenOn = form.GivenOn, Actor = AccountClaims.ActorOf(User) }, ct);
        return await AnswerAsync(given.Refusal, person, form, "同意记下了。", ct);
    }

    [HttpPost("privacy/people/{person:guid}/consents/{consent:guid}/withdraw")]
    [Authorize(Policy = Policies.AskPrivacy)]
    public async Task<IActionResult> WithdrawConsent(Guid person, Guid consent, CancellationToken ct)
    {
        var withdrawn = await consents.WithdrawAsync(person, consent, AccountClaims.ActorOf(User), ct);
        return await AnswerAsync(withdrawn.Refusal, person, new PersonForms(), "同意撤回了。", ct);
    }

    private async Task<IActionResult> AnswerAsync(Refusal? refusal, Guid person, PersonForms form, string done, CancellationToken ct)
    {
        switch (refusal)
        {
            case null:
                TempData["Done"] = done;
                return RedirectToAction(nameof(Show), new { person });
            case Training.Domain.Shared.NotFound:
                return NotFound();
            default:
                ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
                return await PageAsync(person, form, ct);
        }
    }

    private async Task<IActionResult> PageAsync(Guid person, PersonForms form, CancellationToken ct) =>
        await pages.ViewAsync(person, form, ct) is { } page ? View("Person", page) : NotFound();
}
