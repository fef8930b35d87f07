using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

/// <summary>门口签到码: a large code for the tablet at the door or the coordinator's phone, another one every half minute.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/door")]
public sealed class DoorController(TakeRoll take, DoorCode codes, TimeProvider clock) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public async Task<IActionResult> Page(Guid key, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return StatusCode(sheet.Refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        Response.Headers.CacheControl = "no-store";
        return View("Door", new DoorPage(sheet.Value, IsOpen(sheet.Value) ? Drawn(key) : null, sheet.Value.Present));
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("code")]
    public async Task<IActionResult> Code(Guid key, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return NotFound(new { message = sheet.Refusal.Message });
        }

        if (!IsOpen(sheet.Value))
        {
            return Conflict(new { message = new DoorIsClosed().Message });
        }

        Response.Headers.CacheControl = "no-store";
        var drawn = Drawn(key);
        var nowUtc = clock.UtcNow();
        return Json(new DoorCodeNow(drawn.Path, drawn.Size, sheet.Value.Present, (int)Math.Ceiling((DoorCode.ChangesUtc(nowUtc) - nowUtc).TotalMilliseconds)));
    }

    private static bool IsOpen(RollSheet sheet) => sheet is { IsBegun: true, Status: RollStatus.Open };

    private QrDrawing Drawn(Guid session) => QrDrawing.Of($"{Request.Scheme}://{Request.Host}/in/{session:N}/{codes.At(session, clock.UtcNow())}");
}
