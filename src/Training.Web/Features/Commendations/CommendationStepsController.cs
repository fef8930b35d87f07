using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Commendations;

/// <summary>What the city does to a list before its notice: counts again, publishes, gives it up.</summary>
[Authorize(Policy = Policies.MakeCommendations)]
public sealed class CommendationStepsController(ReadCommendations read, MakeCommendation make) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpPost("commendations/{key:guid}/recompute")]
    public async Task<IActionResult> Recompute(Guid key, CommendationForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, (await make.RecomputeAsync(Actor, key, ct)).Refusal, "按现在的记录重算了。", ct);

    [HttpPost("commendations/{key:guid}/publish")]
    public async Task<IActionResult> Publish([FromServices] PublishCommendation publish, Guid key, CommendationForm form, CancellationToken ct)
    {
        var opened = await publish.RunAsync(
            new()
            {
                Actor = Actor, Key = key, Sha256 = form.Sha256, WorkingDays = form.WorkingDays ?? 0, SupervisionPhone = string.IsNullOrWhiteSpace(form.SupervisionPhone) ? null : form.SupervisionPhone,
            },
            ct);
        return await AnswerAsync(key, form, opened.Refusal, opened.Ok ? $"已经公示，到{ChineseDates.Short(opened.Value.LastDay)}满 {opened.Value.WorkingDays} 个工作日。" : "", ct);
    }

    [HttpPost("commendations/{key:guid}/drop")]
    public async Task<IActionResult> Drop(Guid key, CommendationForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, (await make.DropAsync(Actor, key, form.DropReason, ct)).Refusal, "作废了，原因记下了。", ct);

    private async Task<IActionResult> AnswerAsync(Guid key, CommendationForm form, Refusal? refusal, string words, CancellationToken ct)
    {
        if (refusal is null)
        {
            TempData["Done"] = words;
            return Redirect($"/commendations/{key}");
        }

        if (refusal is NotFound || await read.FindAsync(key, ct) is not { } view)
        {
            return NotFound();
        }

        ModelState.Add(refusal);
        // What is looked at now is what stands on this page, not what stood on the one that was sent.
        ModelState.Remove(nameof(form.Sha256));
        form.Sha256 = view.List.Sha256;
        return View("Show", new OneCommendationPage(view, CandidatePart.OnList, null, null, 1, form));
    }
}
