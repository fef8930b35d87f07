using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Taught;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>讲过的课: trainers and coordinators see which of their classes have nothing archived, and add outline and material afterwards.</summary>
[Authorize(Policy = Policies.Roll)]
public sealed class TaughtController(ReadTaught taught, ArchiveTaught archive) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("taught")]
    public async Task<IActionResult> Classes(bool missing, int page, CancellationToken ct)
    {
        var number = Math.Clamp(page, 1, 10_000);
        var (classes, total, lacking) = await taught.PageAsync(User.Taker(), missing, number, ct);
        return View("Taught", new TaughtPage(
            classes, missing, lacking,
            new PageOf(number, ReadTaught.PageSize, total, n => $"/taught?missing={(missing ? "true" : "false")}&page={n}")));
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("sessions/{key:guid}/material")]
    public async Task<IActionResult> Material(Guid key, CancellationToken ct)
    {
        var found = await taught.OfAsync(key, User.Taker(), ct);
        return found.Ok ? View("Material", new MaterialPage(found.Value, new MaterialForm { Outline = found.Value.Outline })) : Shut(found.Refusal);
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("sessions/{key:guid}/material")]
    public async Task<IActionResult> Write(Guid key, MaterialForm form, CancellationToken ct)
    {
        var found = await taught.OfAsync(key, User.Taker(), ct);
        if (!found.Ok)
        {
            return Shut(found.Refusal);
        }

        var written = await archive.RunAsync(new() { SessionKey = key, Taker = User.Taker(), Outline = form.Outline?.ReplaceLineEndings("\n") }, ct);
        if (written.Ok)
        {
            TempData["Done"] = "写好了，归了档。";
            return Redirect($"/sessions/{key}/material");
        }

        ModelState.AddModelError(written.Refusal.Field ?? "", written.Refusal.Message);
        return View("Material", new MaterialPage(found.Value, form));
    }

    private StatusCodeResult Shut(Refusal refusal) => StatusCode(refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
}

public sealed class MaterialForm
{
    public string? Outline { get; set; }
}

public sealed record MaterialPage(TaughtClass Class, MaterialForm Form)
{
    public bool TakesMaterial => Class.Status != SessionStatus.Cancelled;
}

public sealed record TaughtPage(IReadOnlyList<TaughtClass> Classes, bool OnlyMissing, int Missing, PageOf Pages);
