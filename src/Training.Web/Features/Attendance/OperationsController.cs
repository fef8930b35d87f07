using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>What phones send: operations made with or without a network, one answer for each, and the roll as the server has it.</summary>
[Authorize(Policy = Policies.Roll)]
public sealed class OperationsController(ApplyMarks apply) : Controller
{
    /// <summary>400: the envelope cannot be read; 403: not on the session's card; 404: no such session within reach. Else 200 whatever became of each operation.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("rolls/{key:guid}/operations")]
    public async Task<IActionResult> Take(Guid key, [FromBody] JsonElement body, CancellationToken ct)
    {
        if (!ModelState.IsValid || OperationsRequest.Of(body) is not { } request)
        {
            return BadRequest(new { message = "这一批记录读不懂。刷新这一页，再点一次。" });
        }

        var applied = await apply.RunAsync(request.ToBatch(key, User.Taker()), ct);
        return applied switch
        {
            { Ok: true } => Json(OperationsResponse.Of(applied.Value, request.Unreadable)),
            { Refusal: Domain.Shared.NotFound } => NotFound(new { message = applied.Refusal.Message }),
            { Refusal: NotOnTheCard } => StatusCode(StatusCodes.Status403Forbidden, new { message = applied.Refusal.Message }),
            _ => BadRequest(new { message = applied.Refusal!.Message }),
        };
    }
}
