using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>点名: the page with its tiles, and one mark from a form. Officers read a closed roll.</summary>
[Authorize(Policy = Policies.ReadRoll)]
[Route("rolls/{key:guid}")]
public sealed class RollController(
    TakeRoll take, ApplyMarks apply, ReadConflicts conflicts, ChangedMonths changes, RollQuotas quotas, TimeProvider clock) : Controller
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
        if (sheet.Value.Status == RollStatus.Closed)
        {
            var month = Month.Of(sheet.Value.StartedUtc);
            page = page with
            {
                // The running month is checked every night and changes every day.
                ChangedSinceUtc = month < Month.Of(clock.Today()) ? (await changes.OfStationAsync(sheet.Value.StationId, month, ct))?.CheckedUtc : null,
                Conflicts = sheet.Value.Conflicts > 0 || sheet.Value.TimesInConflict ? await conflicts.RunAsync(taker, key, ct) : page.Conflicts,
            };
        }

        return View(taker.OnlyReads ? "Read" : sheet.Value.Status == RollStatus.Closed ? "Closed" : "Roll", page);
    }
}
