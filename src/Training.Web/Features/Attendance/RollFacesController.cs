using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>按相片找: people of the roll who agreed to be picked by their faces, as a page and for the phone. Kept by no cache.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/faces")]
public sealed class RollFacesController(RollFaces faces) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public async Task<IActionResult> Page(Guid key, CancellationToken ct)
    {
        var found = await faces.RunAsync(key, User.Taker(), null, ct);
        return found switch
        {
            { Ok: false } => Refused(found.Refusal),
            { Value.Sheet: { Status: RollStatus.Closed } or { IsBegun: false } } => Redirect($"/rolls/{key}"),
            _ => View("Faces", new FacesPage(found.Value)),
        };
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("{attendee:guid}")]
    public async Task<IActionResult> One(Guid key, Guid attendee, CancellationToken ct)
    {
        var found = await faces.RunAsync(key, User.Taker(), [attendee], ct);
        if (!found.Ok)
        {
            return Refused(found.Refusal);
        }

        Response.Headers.CacheControl = "private, no-store";
        return found.Value.Faces.Count == 0 ? NotFound() : File(found.Value.Faces[0].Face.Jpeg, "image/jpeg");
    }

    /// <summary>Several at once, for the phone to keep. Posted, so that no address says who is looked at.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    public async Task<IActionResult> Several(Guid key, [FromBody] FacesRequest? request, CancellationToken ct)
    {
        if (request?.People is not { Count: > 0 and <= RollFaces.MostAtOnce } people)
        {
            return BadRequest(new { message = $"一次要 1 到 {RollFaces.MostAtOnce} 位的相片。" });
        }

        var found = await faces.RunAsync(key, User.Taker(), people, ct);
        if (!found.Ok)
        {
            return Refused(found.Refusal);
        }

        Response.Headers.CacheControl = "private, no-store";
        return Json(found.Value.Faces.Select(f => new FaceAnswer(f.Line.AttendeeKey, f.Face.Mark, f.Face.Jpeg)));
    }

    private ObjectResult Refused(Refusal refusal) =>
        StatusCode(refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound, new { message = refusal.Message });
}

public sealed record FacesRequest(IReadOnlyList<Guid>? People);

/// <param name="Face">Base 64 of the JPEG.</param>
public sealed record FaceAnswer(Guid Key, string Mark, byte[] Face);

public sealed record FacesPage(FacesOfRoll Roll)
{
    public Guid Nonce { get; } = Guid.CreateVersion7();
}
