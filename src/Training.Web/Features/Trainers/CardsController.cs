using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>Puts a member of the pool on planned sessions of the own county, and takes off again.</summary>
[Authorize(Policy = Policies.StaffSessions)]
public sealed class CardsController(ReadTrainer read, OpenCards cards) : Controller
{
    private const int DaysAhead = 35;

    [HttpGet("trainers/{key:guid}/sessions")]
    public Task<IActionResult> List(Guid key, CancellationToken ct) => PageAsync(key, ct);

    [HttpPost("trainers/{key:guid}/sessions/{session:guid}/put")]
    public async Task<IActionResult> Put([FromServices] PutTrainerOnSession put, Guid key, Guid session, CancellationToken ct) =>
        await AnswerAsync(key, await put.RunAsync(new() { Actor = AccountClaims.ActorOf(User), SessionKey = session, TrainerKey = key }, ct), "排上了。", ct);

    [HttpPost("trainers/{key:guid}/sessions/{session:guid}/take-off")]
    public async Task<IActionResult> TakeOff([FromServices] TakeTrainerOffSession off, Guid key, Guid session, CancellationToken ct) =>
        await AnswerAsync(key, await off.RunAsync(new() { Actor = AccountClaims.ActorOf(User), SessionKey = session, TrainerKey = key }, ct), "撤下来了。", ct);

    private async Task<IActionResult> AnswerAsync(Guid key, Result<Done> done, string words, CancellationToken ct)
    {
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        if (!done.Ok)
        {
            ModelState.Add(done.Refusal with { Field = null });
            return await PageAsync(key, ct);
        }

        TempData["Done"] = words;
        return Redirect($"/trainers/{key}/sessions");
    }

    private async Task<IActionResult> PageAsync(Guid key, CancellationToken ct)
    {
        var card = await read.RunAsync(key, PoolReaders.Of(User), ct);
        return card is null ? NotFound() : View("Cards", new CardsPage(card, await cards.RunAsync(card.Trainer.Id, DaysAhead, ct: ct), DaysAhead));
    }
}

public sealed record CardsPage(TrainerCard Card, IReadOnlyList<OpenCards.Line> Sessions, int DaysAhead);
