using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Attachments;

/// <summary>
/// Papers and photos of any record. The door is the verb of the record's room, the scope is the record's own: whoever cannot find the record
/// cannot find its papers.
/// </summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class AttachmentsController(AttachmentOwners owners, AttachmentPages pages, ReadAttachments attachments, IFileStore files) : Controller
{
    /// <summary>Ten papers of the largest size in one form.</summary>
    private const long MostBytes = 510_000_000;

    /// <summary>A reader of PDFs inside the browser gets no script and no network of ours.</summary>
    private const string Sandbox = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private bool FromScript => Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);

    [HttpGet("attachments/{kind}/{owner:guid}")]
    public async Task<IActionResult> Papers(string kind, Guid owner, bool list, CancellationToken ct)
    {
        if (Shut(kind, change: false) is { } shut)
        {
            return shut;
        }

        // A whole page carries a form, and its token sets the same header.
        if (list)
        {
            Response.Headers.CacheControl = "no-store";
        }

        var page = await pages.FindAsync(User, kind, owner, new AttachmentForm(), ct);
        return page is null ? NotFound() : list ? PartialView("_List", page) : View(page);
    }

    [HttpPost("attachments/{kind}/{owner:guid}")]
    [IgnoreAntiforgeryToken]
    [StreamedForm]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Upload([FromServices] StreamedForm form, [FromServices] AddAttachment add, string kind, Guid owner, CancellationToken ct)
    {
        if (Shut(kind, change: true) is { } shut)
        {
            return shut;
        }

        if (await owners.FindAsync(kind, owner, AccountClaims.ActorOf(User), ct) is not { } home)
        {
            return NotFound();
        }

        var taken = new TakenFiles();
        var read = await form.ReadAsync(
            HttpContext,
            async file =>
            {
                var typed = AttachmentForm.Of(file.Fields);
                taken.Add(file.Name, typed.Refusal ?? await AddAsync(add, kind, owner, typed, file, ct));
                return true;
            },
            ct);
        if (!read.IsOurs)
        {
            return BadRequest();
        }

        return taken.Count == 0 ? await RefusedAsync(kind, owner, AttachmentForm.Of(read.Fields), new NothingAttached(), ct)
            : taken.Kept == 0 ? await RefusedAsync(kind, owner, AttachmentForm.Of(read.Fields), taken.FirstRefusal!, ct)
            : Taken(home.Page, taken);
    }

    /// <summary>A photo's copy, shown; a PDF, to be taken down.</summary>
    [HttpGet("attachments/{key:guid}")]
    public Task<IActionResult> Open(Guid key, CancellationToken ct) => ServeAsync(key, thumbnail: false, ct);

    [HttpGet("attachments/{key:guid}/thumbnail")]
    public Task<IActionResult> Thumbnail(Guid key, CancellationToken ct) => ServeAsync(key, thumbnail: true, ct);

    [HttpPost("attachments/{key:guid}/remove")]
    public async Task<IActionResult> Remove([FromServices] RemoveAttachment remove, Guid key, string? reason, CancellationToken ct)
    {
        if (await attachments.OwnerOfAsync(key, ct) is not var (kind, owner))
        {
            return NotFound();
        }

        if (Shut(kind, change: true) is { } shut)
        {
            return shut;
        }

        var done = await remove.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Key = key, Reason = reason }, ct);
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        if (!done.Ok)
        {
            return await RefusedAsync(kind, owner, new AttachmentForm { Removing = key, Reason = reason }, done.Refusal, ct);
        }

        TempData["Done"] = "移除了。原件和原因都留着，在“移除过的”里能看到。";
        return Redirect((await owners.FindAsync(kind, owner, AccountClaims.ActorOf(User), ct))!.Page);
    }

    private async Task<Refusal?> AddAsync(AddAttachment add, string kind, Guid owner, AttachmentForm typed, StreamedFile file, CancellationToken ct)
    {
        var added = await add.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User),
                OwnerKind = kind,
                OwnerKey = owner,
                Purpose = typed.Purpose ?? "",
                Title = typed.Title,
                ValidUntil = typed.Until,
                SourceName = file.Name,
                Content = file.Content,
            },
            ct);
        return added.Refusal;
    }

    private IActionResult? Shut(string kind, bool change) => owners.Of(kind) is not { } owner
        ? NotFound()
        : User.May(change ? owner.ChangeVerb : owner.ReadVerb) ? null : Forbid();

    private async Task<IActionResult> ServeAsync(Guid key, bool thumbnail, CancellationToken ct)
    {
        if (await attachments.OwnerOfAsync(key, ct) is not var (kind, owner))
        {
            return NotFound();
        }

        if (Shut(kind, change: false) is { } shut)
        {
            return shut;
        }

        if (await owners.FindAsync(kind, owner, AccountClaims.ActorOf(User), ct) is null || await attachments.ServeAsync(key, thumbnail, ct) is not { } served)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = Sandbox;
        Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        Response.Headers.CacheControl = "private, no-cache";
        var mark = new EntityTagHeaderValue($"\"{served.Sha256[..32]}\"");
        return served.IsPhoto
            ? File(files.Open(served.Sha256), "image/jpeg", lastModified: null, mark, enableRangeProcessing: true)
            : File(files.Open(served.Sha256), "application/pdf", AttachmentWords.DownloadName(served.FileName), lastModified: null, mark, enableRangeProcessing: true);
    }

    private IActionResult Taken(string page, TakenFiles taken)
    {
        TempData["Done"] = taken.Words;
        TempData["Refused"] = taken.RefusedWords;
        return FromScript ? Json(new { next = page }) : Redirect(page);
    }

    private async Task<IActionResult> RefusedAsync(string kind, Guid owner, AttachmentForm typed, Refusal refusal, CancellationToken ct)
    {
        if (refusal is NotFound || await pages.FindAsync(User, kind, owner, typed, ct) is not { } page)
        {
            return NotFound();
        }

        if (FromScript)
        {
            return UnprocessableEntity(new { refusal.Message });
        }

        ModelState.Clear();
        ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Papers", page);
    }
}
