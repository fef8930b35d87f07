using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Commendations;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Commendations;

/// <summary>One candidate: its figures, the records behind each, and taking it off or back.</summary>
[Authorize(Policy = Policies.Commendations)]
public sealed class CandidatesController(ReadCommendations read, OpenCandidate open, JudgeCandidate judge) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpGet("commendations/candidates/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, MeasureCode? figure, int page = 1, CancellationToken ct = default) =>
        await read.CandidateAsync(key, ct) is { } view
            ? View("Candidate", new OneCandidatePage(view, figure is { } code ? await open.RecordsAsync(view, code, Math.Clamp(page, 1, 10_000), ct) : null, new()))
            : NotFound();

    [HttpPost("commendations/candidates/{key:guid}/off")]
    [Authorize(Policy = Policies.MakeCommendations)]
    public async Task<IActionResult> TakeOff(Guid key, CandidateForm form, CancellationToken ct) => await AnswerAsync(key, form, await judge.TakeOffAsync(Actor, key, form.Reason, ct), "划掉了，空出的名额不递补。", ct);

    [HttpPost("commendations/candidates/{key:guid}/back")]
    [Authorize(Policy = Policies.MakeCommendations)]
    public async Task<IActionResult> PutBack(Guid key, CandidateForm form, CancellationToken ct) => await AnswerAsync(key, form, await judge.PutBackAsync(Actor, key, form.Reason, ct), "放回名单了。", ct);

    [HttpPost("commendations/candidates/{key:guid}/revoke")]
    [Authorize(Policy = Policies.MakeCommendations)]
    public async Task<IActionResult> Revoke(Guid key, CandidateForm form, CancellationToken ct) => await AnswerAsync(key, form, await judge.RevokeAsync(Actor, key, form.Reason, ct), "撤下了，公开的名单上写明已撤下。", ct);

    private async Task<IActionResult> AnswerAsync(Guid key, CandidateForm form, Result<Done> done, string words, CancellationToken ct)
    {
        if (done.Ok)
        {
            TempData["Done"] = words;
            return Redirect($"/commendations/candidates/{key}");
        }

        if (done.Refusal is NotFound || await read.CandidateAsync(key, ct) is not { } view)
        {
            return NotFound();
        }

        ModelState.Add(done.Refusal);
        return View("Candidate", new OneCandidatePage(view, null, form));
    }
}
