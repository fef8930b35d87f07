using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses.Questions;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Questions;

public sealed record QuestionsPage(QuestionPage Found, QuestionState? State, PageOf Pages, DateTime NowUtc, bool OfCounty);

/// <param name="Answer">What was typed and refused.</param>
/// <param name="Reason">Likewise, of hiding or handing over.</param>
public sealed record QuestionView(OneQuestion Question, string? Answer, string? Reason, bool OfCounty, DateTime NowUtc);

/// <summary>What residents ask: a trainer sees what stands under the own courses, a county all of its own.</summary>
[Authorize(Policy = Policies.Questions)]
[Route("questions")]
public sealed class QuestionsController(ReadQuestions questions, AnswerQuestion answer, TimeProvider clock) : Controller
{
    /// <summary>A trainer without a dossier teaches nothing, and so sees nothing.</summary>
    private long? Trainer => User.May(Policies.Teaching) ? AccountClaims.TrainerOf(User) ?? 0 : null;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("")]
    public async Task<IActionResult> List(QuestionState? state, int page, CancellationToken ct)
    {
        page = Math.Max(1, page);
        var found = await questions.ListAsync(Trainer, state, page, ct);
        return View(new QuestionsPage(found, state, new PageOf(page, ReadQuestions.PageSize, found.Total, n => $"/questions?state={state}&page={n}"), Now, Trainer is null));
    }

    [HttpGet("{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct) =>
        await questions.FindAsync(key, Trainer, ct) is { } found ? View(new QuestionView(found, null, null, Trainer is null, Now)) : NotFound();

    [HttpPost("{key:guid}/answer")]
    [Authorize(Policy = Policies.AnswerQuestions)]
    public async Task<IActionResult> Answer(Guid key, string? text, CancellationToken ct) =>
        await DoneAsync(key, await answer.AnswerAsync(Act(key), text, ct), "回好了，家里人和别人都看得到。", text, null, ct);

    [HttpPost("{key:guid}/hide")]
    [Authorize(Policy = Policies.AnswerQuestions)]
    public async Task<IActionResult> Hide(Guid key, bool hide, string? reason, CancellationToken ct) =>
        await DoneAsync(key, await answer.HideAsync(Act(key), hide, reason, ct), hide ? "隐藏了，只有问的人还看得到。" : "恢复了。", null, reason, ct);

    [HttpPost("{key:guid}/hand-over")]
    [Authorize(Policy = Policies.AnswerQuestions)]
    public async Task<IActionResult> HandOver(Guid key, string? reason, CancellationToken ct) =>
        await DoneAsync(key, await answer.HandOverAsync(Act(key), reason, ct), "转给县区民政局了。", null, reason, ct);

    private QuestionAct Act(Guid key) => new(AccountClaims.ActorOf(User), key, Trainer);

    private async Task<IActionResult> DoneAsync(Guid key, Result<Done> done, string words, string? typed, string? reason, CancellationToken ct)
    {
        if (done.Refusal is NotFound || await questions.FindAsync(key, Trainer, ct) is not { } found)
        {
            return NotFound();
        }

        if (done.Refusal is { Field: not null } refusal)
        {
            ModelState.Clear();
            ModelState.Add(refusal);
            return View("Show", new QuestionView(found, typed, reason, Trainer is null, Now));
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? words;
        return Redirect($"/questions/{key}");
    }
}
