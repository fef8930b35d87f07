using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.People;

/// <summary>Who lives with whom: moving in, moving out, splitting and joining, all on one page.</summary>
[Authorize(Policy = Policies.ChangePeople)]
[Route("people/{key:guid}/household")]
public sealed class LivingTogetherController(ReadPerson read, MoveHousehold move, FindPeople find, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const string Own = "own";
    private const string Unknown = "unknown";

    [HttpGet("")]
    public Task<IActionResult> Household(Guid key, CancellationToken ct) => PageAsync(key, new MoveForm { On = clock.Today() }, [], ct);

    /// <summary>Looks for the household that they move to; what was ticked and typed stays.</summary>
    [HttpPost("find")]
    public async Task<IActionResult> Find(Guid key, MoveForm form, CancellationToken ct)
    {
        var found = await find.RunAsync(new FindPeopleInput { Text = form.Find, CountyCode = RegionCodes.CountyOf(db.Scope.From) }, ct);
        if (!found.Ok)
        {
            ModelState.AddModelError(nameof(form.Find), found.Refusal.Message);
        }
        else if (found.Value.Count == 0)
        {
            ModelState.AddModelError(nameof(form.Find), "没有找到这个人。换个写法再找，或者先登记。");
        }

        return await PageAsync(key, form, found.Ok ? found.Value : [], ct);
    }

    [HttpPost("")]
    public async Task<IActionResult> Move(Guid key, MoveForm form, CancellationToken ct)
    {
        Guid? to = Guid.TryParse(form.To, out var host) ? host : null;
        if (to is null && form.To is not (Own or Unknown))
        {
            ModelState.AddModelError(nameof(form.To), "选搬到哪里。");
            return await PageAsync(key, form, [], ct);
        }

        var done = await move.RunAsync(
            new() { Actor = AccountClaims.ActorOf(User), People = form.People, To = to, Found = form.To == Own, On = form.On }, ct);
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        if (!done.Ok)
        {
            ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
            return await PageAsync(key, form, [], ct);
        }

        TempData["Done"] = "记下了，原来住在一起的日子也还在。";
        return Redirect($"/people/{key}");
    }

    private async Task<IActionResult> PageAsync(Guid key, MoveForm form, IReadOnlyList<FoundPerson> found, CancellationToken ct)
    {
        if (await read.RunAsync(key, ct) is not { } record)
        {
            return NotFound();
        }

        var together = record.Stays.Where(s => s.Until is null).SelectMany(s => s.Mates).Where(m => m.Until is null).ToList();
        return View("Household", new HouseholdPage(record, together, form, [.. found.Where(f => f.Key != key && together.TrueForAll(m => m.Key != f.Key))], clock.Today()));
    }
}
