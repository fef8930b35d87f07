using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>点名: the page with its tiles, one mark from a form, and batches of marks from the page's script. Officers read a closed roll.</summary>
[Authorize(Policy = Policies.ReadRoll)]
[Route("rolls/{key:guid}")]
public sealed class RollController(TakeRoll take, ApplyMarks apply, RollQuotas quotas, TimeProvider clock) : Controller
{
    [Authorize(Policy = Policies.ReadRoll)]
    [HttpGet("")]
    public Task<IActionResult> Page(Guid key, Guid? last, CancellationToken ct) => PageAsync(key, last, null, ct);

    /// <summary>One tile of the page without scripts; the answer leads back to that tile.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("mark")]
    public async Task<IActionResult> Mark(Guid key, [FromForm] Guid page, [FromForm] string? m, CancellationToken ct)
    {
        if (!TileValue.TryRead(m, page, clock.UtcNow(), out var mark))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await PageAsync(key, null, "没看清点的是谁，再点一次。", ct);
        }

        var applied = await apply.RunAsync(new MarkBatch { RollKey = key, Taker = User.Taker(), Device = MarkRules.Page, Marks = [mark] }, ct);
        var refusal = applied.Ok ? applied.Value.Answers[0].Refusal : applied.Refusal;
        if (refusal is null)
        {
            return Redirect($"/rolls/{key}?last={mark.AttendeeKey}#p{mark.AttendeeKey:N}");
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return await PageAsync(key, null, refusal.Message, ct);
    }

    /// <summary>A batch from the page's script: one answer for each operation, and the count as the server has it.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("marks")]
    public async Task<IActionResult> Marks(Guid key, [FromBody] MarksRequest? request, CancellationToken ct)
    {
        if (request is null || !ModelState.IsValid)
        {
            return BadRequest(new { message = "这一批记录读不懂。刷新这一页，再点一次。" });
        }

        var applied = await apply.RunAsync(request.ToBatch(key, User.Taker()), ct);
        return applied switch
        {
            { Ok: true } => Json(MarksResponse.Of(applied.Value)),
            { Refusal: Training.Domain.Shared.NotFound } => NotFound(new { message = applied.Refusal.Message }),
            { Refusal: NotOnTheCard } => StatusCode(StatusCodes.Status403Forbidden, new { message = applied.Refusal.Message }),
            _ => BadRequest(new { message = applied.Refusal!.Message }),
        };
    }

    private async Task<IActionResult> PageAsync(Guid key, Guid? last, string? problem, CancellationToken ct)
    {
        var taker = User.Taker();
        var sheet = await take.RunAsync(key, taker, ct);
        if (!sheet.Ok)
        {
            return StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        var quota = await quotas.ForAsync(sheet.Value.StartedUtc, sheet.Value.RegionCode, ct);
        if (!sheet.Value.IsBegun)
        {
            return View("Begin", new RollPage(sheet.Value, quota) { Problem = problem });
        }

        var page = new RollPage(sheet.Value, quota) { Last = sheet.Value.Lines.FirstOrDefault(l => l.AttendeeKey == last), Problem = problem };
        return View(taker.OnlyReads ? "Read" : sheet.Value.Status == RollStatus.Closed ? "Closed" : "Roll", page);
    }
}
