using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.ClassPhotos;

/// <summary>
/// Photos of a class: chosen in a form, or sent one by one by the phone, which keeps its copy until the answer carries the hash of what is
/// stored. Shown and removed they are like every other photo (Attachments).
/// </summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/photos")]
public sealed class ClassPhotosController(ClassPhotoPages pages, AddClassPhoto add, IAntiforgery antiforgery) : Controller
{
    /// <summary>Ten photos of the largest size in one form.</summary>
    private const long MostBytes = 510_000_000;

    /// <param name="key">Of the class.</param>
    /// <param name="list">Only the photos, for the page that shows them already.</param>
    /// <param name="ct">Ends when the reader leaves.</param>
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public async Task<IActionResult> Page(Guid key, bool list, CancellationToken ct)
    {
        if (list)
        {
            Response.Headers.CacheControl = "no-store";
        }

        var page = await pages.FindAsync(User, key, ct);
        return page is null ? NotFound() : list ? PartialView("_List", page) : View("Photos", page);
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    [IgnoreAntiforgeryToken]
    [StreamedForm]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Upload([FromServices] StreamedForm form, Guid key, CancellationToken ct)
    {
        if (Request.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true
            || Request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            return await TakeOneAsync(key, ct);
        }

        if (await pages.FindAsync(User, key, ct) is not { } page)
        {
            return NotFound();
        }

        var taken = new TakenFiles();
        var back = $"/rolls/{key}";
        var read = await form.ReadAsync(
            HttpContext,
            async file =>
            {
                var purpose = file.Fields.GetValueOrDefault("Purpose") ?? SessionPhotos.Scene;
                back = purpose == SessionPhotos.SignedSheet ? $"/rolls/{key}/paper" : back;
                taken.Add(file.Name, (await AddAsync(key, purpose, file.Name, file.Content, null, null, ct)).Refusal);
                return true;
            },
            ct);
        if (!read.IsOurs)
        {
            return BadRequest();
        }

        if (taken.Kept > 0)
        {
            TempData["Done"] = taken.Words;
            TempData["Refused"] = taken.RefusedWords;
            return Redirect(back);
        }

        ModelState.AddModelError("Photos", taken.RefusedWords ?? new NothingAttached().Message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Photos", page);
    }

    /// <summary>The body is the photo; what is known of it stands in headers.</summary>
    private async Task<IActionResult> TakeOneAsync(Guid key, CancellationToken ct)
    {
        if (!await antiforgery.IsRequestValidAsync(HttpContext))
        {
            return BadRequest();
        }

        if (PhotoHeaders.HashOf(Request.Headers) is not { Length: 64 } hash)
        {
            return UnprocessableEntity(new { message = "没有写明这张照片的指纹，没有收下。" });
        }

        var purpose = Request.Headers[PhotoHeaders.Kind].ToString() is { Length: > 0 } kind ? kind : SessionPhotos.Scene;
        var added = await AddAsync(key, purpose, $"{SessionPhotos.WordsOf(purpose)}.jpg", Request.Body, hash, PhotoHeaders.FactsOf(Request.Headers), ct);
        return added switch
        {
            { Ok: true } => Json(new { receipt = added.Value.Sha256, key = added.Value.Key, outcome = added.Value.WasThere ? "alreadyThere" : "accepted" }),
            { Refusal: Training.Domain.Shared.NotFound } => NotFound(new { message = added.Refusal.Message }),
            // The line garbled it: the phone sends it again.
            { Refusal: ArrivedDifferent } => StatusCode(StatusCodes.Status412PreconditionFailed, new { message = added.Refusal.Message }),
            _ => UnprocessableEntity(new { refusal = added.Refusal!.GetType().Name, message = added.Refusal.Message }),
        };
    }

    private Task<Result<AddedAttachment>> AddAsync(
        Guid key, string purpose, string name, Stream content, string? hash, ClassPhotoFacts? facts, CancellationToken ct) => add.RunAsync(
        new() { SessionKey = key, Actor = AccountClaims.ActorOf(User), Purpose = purpose, SourceName = name, Content = content, Sha256 = hash, Facts = facts }, ct);
}
