using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

/// <summary>户卡点名: whoever shows a card is marked by it, one tap a person. Typed here; scanned by the roll page's own script.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/card")]
public sealed class RollCardController(TakeRoll take, FindCard cards, ApplyMarks apply, TimeProvider clock) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public Task<IActionResult> Page(Guid key, CancellationToken ct) => ShowAsync(key, null, null, null, ct);

    /// <summary>Posted, so that no address and no log carries a code.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    public Task<IActionResult> Read(Guid key, [FromForm] string? code, CancellationToken ct) => ShowAsync(key, code ?? "", null, null, ct);

    /// <summary>For the scanner, when a card is not among those that the phone holds.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("read")]
    public async Task<IActionResult> ReadJson(Guid key, [FromBody] CardRequest? request, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound(new { message = sheet.Refusal.Message });
        }

        var found = await cards.HoldersAsync(request?.Code, ct);
        return found.Ok ? Json(OnRoll(sheet.Value, found.Value)) : BadRequest(new { message = found.Refusal.Message });
    }

    /// <summary>One person of the card, or all of them. What the roll says of them now is replaced: they stand here.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("mark")]
    public async Task<IActionResult> Mark(Guid key, [FromForm] string? code, [FromForm] Guid page, [FromForm] Guid? person, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        var found = await cards.HoldersAsync(code, ct);
        if (!found.Ok)
        {
            return await ShowAsync(key, code ?? "", null, null, ct);
        }

        var wanted = OnRoll(sheet.Value, found.Value).Where(h => !h.Present && (person is null || h.Key == person)).ToList();
        var applied = await apply.RunAsync(
            new MarkBatch
            {
                RollKey = key,
                Taker = User.Taker(),
                Device = "card",
                Marks = [.. wanted.Select(h => new NewMark
                {
                    Key = DerivedKey.Of(page, h.Key), AttendeeKey = h.Key, Kind = MarkKind.Present, Supersedes = h.Heads, DeviceUtc = clock.UtcNow(),
                })],
            }, ct);
        var refusal = applied.Ok ? applied.Value.Answers.Select(a => a.Refusal).FirstOrDefault(r => r is not null) : applied.Refusal;
        return await ShowAsync(key, code, wanted.Count > 0 && refusal is null ? $"{string.Join("、", wanted.Select(h => h.Name))}记了到。" : null, refusal, ct);
    }

    private async Task<IActionResult> ShowAsync(Guid key, string? typed, string? done, Refusal? problem, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        if (sheet.Value is { Status: RollStatus.Closed } or { IsBegun: false })
        {
            return Redirect($"/rolls/{key}");
        }

        IReadOnlyList<HolderOnRoll> holders = [];
        if (typed is not null)
        {
            var found = await cards.HoldersAsync(typed, ct);
            problem ??= found.Refusal;
            holders = found.Ok ? OnRoll(sheet.Value, found.Value) : [];
        }

        if (problem is not null)
        {
            ModelState.AddModelError("code", problem.Message);
        }

        Response.Headers.CacheControl = "no-store";
        return View("RollCard", new RollCardPage(sheet.Value, typed, holders, done));
    }

    private static List<HolderOnRoll> OnRoll(RollSheet sheet, IReadOnlyList<CardHolder> holders)
    {
        var lines = sheet.Lines.ToDictionary(l => l.AttendeeKey);
        return [.. holders.Select(h => new HolderOnRoll(
            h.Key, h.Name, h.Label, lines.TryGetValue(h.Key, out var line) && line.State.Present, line?.State.Heads ?? []))];
    }
}
