using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Uploads;
using Training.Web.Hosting;

namespace Training.Web.Features.Uploads;

/// <param name="Sha256">Of the sender's whole file, 64 hexadecimal digits.</param>
public sealed record FinishRequest(string? Sha256);

/// <summary>The last step of an upload, beside the protocol: the sender says what the whole file hashes to, and a lesson is made of it.</summary>
[Authorize(Policy = Policies.Teaching)]
public sealed class UploadEndController(FinishUpload finish, CancelUpload cancel) : Controller
{
    /// <summary>200 with the lesson; 202 noted, bytes are still missing; 422 what arrived is not what was sent, or no recording.</summary>
    [HttpPost("uploads/{key:guid}/finish")]
    public async Task<IActionResult> Finish(Guid key, [FromBody] FinishRequest? request, CancellationToken ct)
    {
        if (AccountClaims.TrainerOf(User) is not { } trainer)
        {
            return Forbid();
        }

        var finished = await finish.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Key = key, TrainerId = trainer, Sha256 = request?.Sha256 }, ct);
        return finished switch
        {
            { Ok: true, Value.Lesson: null } => StatusCode(StatusCodes.Status202Accepted, new { done = false }),
            { Ok: true } => Json(new { done = true, lesson = finished.Value!.Lesson, finished.Value.Sha256 }),
            { Refusal: Domain.Shared.NotFound or UploadIsGone } => NotFound(new { message = finished.Refusal.Message }),
            { Refusal: UploadIsBusy or UploadWaitsForRoom } => StatusCode(StatusCodes.Status503ServiceUnavailable, new { message = finished.Refusal.Message }),
            _ => UnprocessableEntity(new { message = finished.Refusal!.Message }),
        };
    }

    /// <summary>取消, for pages without scripts.</summary>
    [HttpPost("uploads/{key:guid}/cancel")]
    public async Task<IActionResult> Cancel(Guid key, CancellationToken ct)
    {
        var done = await cancel.RunAsync(key, AccountClaims.ActorOf(User), ct);
        if (done.Refusal is Domain.Shared.NotFound)
        {
            return NotFound();
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? "取消了，没传完的已经清掉。";
        return Redirect(done.Ok ? $"/lessons/{done.Value}#upload" : "/lessons");
    }
}
