using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>A member's own page: data, papers, hours, and the times that he or she changes.</summary>
[Authorize(Policy = Policies.OwnPool)]
public sealed class OwnPoolController(ReadTrainer read, TaughtSessions taught, PoolForms forms, TimeProvider clock) : Controller
{
    [HttpGet("my-pool")]
    public Task<IActionResult> Own(int? year, CancellationToken ct) => PageAsync(null, year, ct);

    [HttpPost("my-pool")]
    public async Task<IActionResult> Change([FromServices] ChangeOwnTimes change, OwnTimesForm form, CancellationToken ct)
    {
        if (AccountClaims.TrainerOf(User) is not { } trainer)
        {
            return Redirect("/my-pool");
        }

        if (ModelState.IsValid)
        {
            var done = await change.RunAsync(
                new() { Actor = AccountClaims.ActorOf(User), TrainerId = trainer, FreeTimes = FreeTimes.Of(form.FreeTimes), MonthlyCeiling = form.MonthlyCeiling }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "改好了，排课的人看得到。";
                return Redirect("/my-pool");
            }

            ModelState.Add(done.Refusal);
        }

        return await PageAsync(form, null, ct);
    }

    private async Task<IActionResult> PageAsync(OwnTimesForm? form, int? year, CancellationToken ct)
    {
        var card = AccountClaims.TrainerOf(User) is { } trainer ? await read.OwnAsync(trainer, ct) : null;
        if (card is null)
        {
            return View("NoOwn");
        }

        form ??= new OwnTimesForm
        {
            MonthlyCeiling = card.Trainer.MonthlyCeiling,
            FreeTimes = [.. Enumerable.Range(0, FreeTimes.Slots).Where(slot => FreeTimes.Holds(card.Trainer.FreeTimes, slot))],
        };
        return View("Own", new OwnPage(await MemberPage.OfAsync(card, taught, forms, clock.Today(), year, ct), form));
    }
}

public sealed class OwnTimesForm
{
    public List<int> FreeTimes { get; set; } = [];

    public int? MonthlyCeiling { get; set; }
}

public sealed record OwnPage(MemberPage Member, OwnTimesForm Form);
