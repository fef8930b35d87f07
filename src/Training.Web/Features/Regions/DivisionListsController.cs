using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Divisions;
using Training.Domain.Identity;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Regions;

/// <param name="EffectiveOn">As typed.</param>
public sealed record DivisionListPage(string Sha256, DivisionPlan Plan, DateOnly? EffectiveOn, string? Reason);

/// <summary>A new official list of divisions: sent, looked at, put in force.</summary>
[Authorize(Policy = Policies.ChangeRegions)]
public sealed class DivisionListsController(DivisionLists lists, PlaceNames names) : Controller
{
    [HttpGet("regions/lists")]
    public IActionResult New() => View();

    [HttpPost("regions/lists")]
    [RequestSizeLimit(DivisionLists.MostBytes + 100_000)]
    public async Task<IActionResult> Send(IFormFile? file, CancellationToken ct)
    {
        if (file is null || file.Length == 0)
        {
            return Refused("还没有选文件。先点“选文件”，再点“看看有什么变化”。");
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        var taken = await lists.TakeInAsync(content.ToArray(), ct);
        return taken.Ok ? Redirect($"/regions/lists/{taken.Value.Sha256}") : Refused(taken.Refusal.Message);
    }

    [HttpGet("regions/lists/{sha256}")]
    public async Task<IActionResult> Preview(string sha256, CancellationToken ct)
    {
        var found = await lists.FindAsync(sha256, ct);
        return found.Ok ? View(new DivisionListPage(sha256, found.Value.Plan, null, null)) : NotFound();
    }

    [HttpPost("regions/lists/{sha256}")]
    public async Task<IActionResult> Take([FromServices] TakeDivisionList take, string sha256, DateOnly? effectiveOn, string? reason, CancellationToken ct)
    {
        var taken = await take.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Sha256 = sha256, EffectiveOn = effectiveOn, Reason = reason }, ct);
        if (taken.Ok)
        {
            names.Forget();
            var plan = taken.Value;
            TempData["Done"] = $"新区划启用了：新增 {plan.Added.Count} 个，改名 {plan.Renamed.Count} 个，撤销 {plan.Vanished.Count} 个。原来的记录一条没动。";
            return Redirect(plan.Vanished.Count > 0 ? "/regions?former=true" : "/regions");
        }

        if (taken.Refusal is NotFound || await lists.FindAsync(sha256, ct) is not { Ok: true, Value: { } found })
        {
            return NotFound();
        }

        ModelState.AddModelError(taken.Refusal.Field ?? "", taken.Refusal.Message);
        return View("Preview", new DivisionListPage(sha256, found.Plan, effectiveOn, reason));
    }

    private ViewResult Refused(string message)
    {
        ModelState.AddModelError("File", message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New");
    }
}
