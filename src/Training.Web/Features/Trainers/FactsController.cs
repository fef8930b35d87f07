using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>Kind, specialities, counties and times of a member, mended by the county.</summary>
[Authorize(Policy = Policies.KeepPool)]
public sealed class FactsController(ReadTrainer read, PoolForms forms) : Controller
{
    [HttpGet("trainers/{key:guid}/facts")]
    public async Task<IActionResult> Facts(Guid key, CancellationToken ct)
    {
        if (await read.RunAsync(key, PoolReader.Officer, ct) is not { Dossier: not null } card)
        {
            return NotFound();
        }

        var form = new PoolForm { Name = card.Trainer.Name };
        form.Take(new TrainerFacts
        {
            Kind = card.Trainer.Kind, Title = card.Trainer.Title, Topics = [.. card.Topics.Select(t => t.Code)], Counties = card.Travels,
            FreeTimes = card.Trainer.FreeTimes, MonthlyCeiling = card.Trainer.MonthlyCeiling,
        });
        return await PageAsync(key, form, ct);
    }

    [HttpPost("trainers/{key:guid}/facts")]
    public async Task<IActionResult> Change([FromServices] ChangeFacts change, Guid key, PoolForm form, CancellationToken ct)
    {
        if (await read.RunAsync(key, PoolReader.Officer, ct) is not { Dossier: not null } card)
        {
            return NotFound();
        }

        form.Name = card.Trainer.Name;
        if (ModelState.IsValid)
        {
            var done = await change.RunAsync(new() { Actor = AccountClaims.ActorOf(User), TrainerKey = key, Facts = form.Facts }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "资料改好了。";
                return Redirect($"/trainers/{key}");
            }

            ModelState.Add(done.Refusal);
        }

        return await PageAsync(key, form, ct);
    }

    private async Task<IActionResult> PageAsync(Guid key, PoolForm form, CancellationToken ct)
    {
        ViewData["Key"] = key;
        return View("Facts", await forms.FillAsync(form, withUnits: false, ct));
    }
}
