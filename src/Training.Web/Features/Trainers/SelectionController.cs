using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>择优选取: the county sees who waits, in the order of what it needs, with the reasons, and selects or declines several at once.</summary>
[Authorize(Policy = Policies.SelectTrainers)]
public sealed class SelectionController(PoolQueues queues, PoolNeeds needs, PoolForms forms, TrainingDbContext db, TimeProvider clock) : Controller
{
    private static readonly TrainerStatus[] Waiting = [TrainerStatus.Applied, TrainerStatus.Returned];

    [HttpGet("trainers/selection")]
    public Task<IActionResult> List(string? county, CancellationToken ct) => PageAsync(new DecisionForm { County = county }, ct);

    [HttpPost("trainers/selection/select")]
    public async Task<IActionResult> Select([FromServices] SelectTrainers select, DecisionForm form, CancellationToken ct)
    {
        var done = await select.RunAsync(form.Input(AccountClaims.ActorOf(User)), ct);
        return done.Ok ? Told($"选上了 {done.Value} 人，等市局备案。", form) : await RefusedAsync(done.Refusal, form, ct);
    }

    [HttpPost("trainers/selection/decline")]
    public async Task<IActionResult> Decline([FromServices] DeclineTrainers decline, DecisionForm form, CancellationToken ct)
    {
        var done = await decline.RunAsync(form.Input(AccountClaims.ActorOf(User)), ct);
        return done.Ok ? Told($"{done.Value} 人没有选上，原因本人查进度时看得到，改好可以再报。", form) : await RefusedAsync(done.Refusal, form, ct);
    }

    private IActionResult Told(string words, DecisionForm form)
    {
        TempData["Done"] = words;
        return Redirect(form.County is null ? "/trainers/selection" : $"/trainers/selection?county={Uri.EscapeDataString(form.County)}");
    }

    private Task<IActionResult> RefusedAsync(Refusal refusal, DecisionForm form, CancellationToken ct)
    {
        ModelState.Add(refusal);
        return PageAsync(form, ct);
    }

    private async Task<IActionResult> PageAsync(DecisionForm form, CancellationToken ct)
    {
        var counties = (await forms.CountiesAsync(ct)).Where(c => db.Scope.Holds(c.Code)).ToList();
        var chosen = RegionCodes.TryParse(form.County, out var code) ? counties.FirstOrDefault(c => c.Code == code) : counties.FirstOrDefault();
        if (chosen is null)
        {
            return NotFound();
        }

        var waiting = (await queues.WaitingAsync(Waiting, ct)).Where(c => c.CountyCode == chosen.Code);
        var needed = await needs.OfAsync(chosen.Code, ct);
        return View("Selection", new SelectionPage(chosen, counties, needed, PoolNeeds.Ranked(waiting, needed), form, clock.Today()));
    }
}
