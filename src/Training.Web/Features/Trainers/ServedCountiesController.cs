using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Web.Hosting;

namespace Training.Web.Features.Trainers;

/// <summary>Which counties a member of the pool serves: all of them for the city, its own for a county.</summary>
[Authorize(Policy = Policies.ServedCounties)]
public sealed class ServedCountiesController(ReadTrainer read, PoolForms forms, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("trainers/{key:guid}/counties")]
    public async Task<IActionResult> Counties(Guid key, CancellationToken ct) => await PageAsync(key, null, ct);

    [HttpPost("trainers/{key:guid}/counties")]
    public async Task<IActionResult> Change([FromServices] ChangeServedCounties change, Guid key, ServedCountiesForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var codes = form.Counties.Select(text => RegionCodes.TryParse(text, out var code) ? code : 0).Distinct().ToList();
            var done = await change.RunAsync(new() { Actor = AccountClaims.ActorOf(User), TrainerKey = key, Counties = codes, Reason = form.Reason }, ct);
            if (done.Ok)
            {
                TempData["Done"] = "改好了，从今天起算。以前的月份不变。";
                return Redirect($"/trainers/{key}");
            }

            if (done.Refusal is NotFound)
            {
                return NotFound();
            }

            ModelState.Add(done.Refusal);
        }

        return await PageAsync(key, form, ct);
    }

    private async Task<IActionResult> PageAsync(Guid key, ServedCountiesForm? form, CancellationToken ct)
    {
        if (await read.RunAsync(key, PoolReader.Officer, ct) is not { } card)
        {
            return NotFound();
        }

        var today = clock.Today();
        var served = card.Counties.Where(row => row.UntilDate is null || row.UntilDate > today).Select(row => row.RegionCode).ToHashSet();
        var counties = await forms.CountiesAsync(ct);
        return View("Counties", new ServedCountiesPage(
            card.Trainer,
            [.. counties.Where(county => db.Scope.Holds(county.Code) && (!county.IsFormer || served.Contains(county.Code)))],
            [.. counties.Where(county => !db.Scope.Holds(county.Code) && served.Contains(county.Code)).Select(county => county.Name)],
            form ?? new ServedCountiesForm { Counties = [.. served.Where(db.Scope.Holds).Select(RegionCodes.Short)] }));
    }
}

public sealed class ServedCountiesForm
{
    public List<string> Counties { get; set; } = [];

    public string? Reason { get; set; }
}

public sealed record ServedCountiesPage(Trainer Trainer, IReadOnlyList<Region> Counties, IReadOnlyList<string> Elsewhere, ServedCountiesForm Form)
{
    public ChoiceGroup Choices => new(
        nameof(Form.Counties), "备案服务的县区", Elsewhere.Count == 0 ? null : $"另外在{string.Join('、', Elsewhere)}服务，由那里或市民政局改。",
        Form.Counties, One: false, [new ChoiceOptions(null, [.. Counties.Select(county => (RegionCodes.Short(county.Code), county.Name))])]);
}
