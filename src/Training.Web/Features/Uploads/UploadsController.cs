using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Domain.Uploads;
using Training.Web.Hosting;

namespace Training.Web.Features.Uploads;

/// <summary>
/// Recordings in pieces, by tus 1.0.0: an upload is begun, asked about, fed and given up by whoever began it; for everybody else it is not
/// there. A refusal carries its sentence, which the page shows.
/// </summary>
[Authorize(Policy = Policies.Teaching)]
[TusProtocol]
public sealed class UploadsController(OwnUploads uploads, TakeBytes take) : Controller
{
    [HttpOptions("uploads")]
    [IgnoreAntiforgeryToken]
    public IActionResult Abilities()
    {
        Tus.Describe(Response.Headers);
        return NoContent();
    }

    /// <summary>201 with the upload's address; 413 too long; 422 with a sentence, also where the disk has no room for it.</summary>
    [HttpPost("uploads")]
    [RequestSizeLimit(UploadRules.PieceBytes)]
    public async Task<IActionResult> Start([FromServices] StartUpload start, CancellationToken ct)
    {
        if (AccountClaims.TrainerOf(User) is not { } trainer)
        {
            return Forbid();
        }

        if (Request.Headers.ContainsKey("Upload-Defer-Length") || Tus.Number(Request.Headers["Upload-Length"]) is not { } length)
        {
            return BadRequest(new { message = new UploadUnreadable("没有长度").Message });
        }

        var started = await start.RunAsync(
            new() { Actor = AccountClaims.ActorOf(User), TrainerId = trainer, Bytes = length, Metadata = Request.Headers["Upload-Metadata"] }, ct);
        if (!started.Ok)
        {
            return Refused(started.Refusal);
        }

        var upload = started.Value;
        Response.Headers.Location = $"/uploads/{upload.Key}";
        Tus.Place(Response.Headers, upload.Offset, upload.ExpiresUtc);
        if (Request.ContentType == Tus.PieceType && upload.Offset == 0)
        {
            var taken = await TakeAsync(upload.Key, 0, ct);
            if (taken.Ok)
            {
                Tus.Place(Response.Headers, taken.Value.Offset, taken.Value.ExpiresUtc);
            }
        }

        return StatusCode(StatusCodes.Status201Created);
    }

    /// <summary>Where to go on. 404 not one's own; 410 cancelled, refused or cleared away.</summary>
    [HttpHead("uploads/{key:guid}")]
    public async Task<IActionResult> Place(Guid key, CancellationToken ct)
    {
        var found = await uploads.FindAsync(key, AccountClaims.ActorOf(User), ct);
        if (!found.Ok)
        {
            return StatusCode(StatusOf(found.Refusal));
        }

        Tus.Place(Response.Headers, found.Value.Offset, found.Value.ExpiresUtc);
        Response.Headers["Upload-Length"] = Tus.Said(found.Value.Bytes);
        return Ok();
    }

    /// <summary>One piece. 409 it does not belong here; 415 not a piece; 423 another line writes; 460 damaged on its way; 507 the disk is full, try again.</summary>
    [HttpPatch("uploads/{key:guid}")]
    [RequestSizeLimit(UploadRules.PieceBytes)]
    public async Task<IActionResult> Take(Guid key, CancellationToken ct)
    {
        if (Request.ContentType != Tus.PieceType)
        {
            return StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (Request.ContentLength > UploadRules.PieceBytes)
        {
            return Refused(new MoreThanAnnounced());
        }

        if (Tus.Number(Request.Headers["Upload-Offset"]) is not { } offset)
        {
            return BadRequest(new { message = new UploadUnreadable("没有位置").Message });
        }

        var taken = await TakeAsync(key, offset, ct);
        if (!taken.Ok)
        {
            return Refused(taken.Refusal);
        }

        Tus.Place(Response.Headers, taken.Value.Offset, taken.Value.ExpiresUtc);
        return NoContent();
    }

    [HttpDelete("uploads/{key:guid}")]
    public async Task<IActionResult> Cancel([FromServices] CancelUpload cancel, Guid key, CancellationToken ct)
    {
        var done = await cancel.RunAsync(key, AccountClaims.ActorOf(User), ct);
        return done.Ok ? NoContent() : Refused(done.Refusal);
    }

    private async Task<Result<TakenBytes>> TakeAsync(Guid key, long offset, CancellationToken ct) =>
        !Tus.TryChecksum(Request.Headers["Upload-Checksum"], out var checksum)
            ? new UploadUnreadable("校验值不对")
            : await take.RunAsync(
                new() { Actor = AccountClaims.ActorOf(User), Key = key, Offset = offset, Length = Request.ContentLength, Checksum = checksum, Content = Request.Body }, ct);

    private ObjectResult Refused(Refusal refusal)
    {
        if (refusal is PieceOutOfPlace place)
        {
            Response.Headers["Upload-Offset"] = Tus.Said(place.Offset);
        }

        return StatusCode(StatusOf(refusal), new { message = refusal.Message });
    }

    private static int StatusOf(Refusal refusal) => refusal switch
    {
        Domain.Shared.NotFound => StatusCodes.Status404NotFound,
        UploadIsGone => StatusCodes.Status410Gone,
        PieceOutOfPlace => StatusCodes.Status409Conflict,
        UploadIsBusy => StatusCodes.Status423Locked,
        PieceDamaged => Tus.ChecksumDiffers,
        UploadWaitsForRoom => StatusCodes.Status507InsufficientStorage,
        UploadUnreadable => StatusCodes.Status400BadRequest,
        FileTooLarge or MoreThanAnnounced => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
