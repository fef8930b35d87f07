using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Identity;
using Training.Domain.Papers;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>The papers of a signed sheet: its files as they were made once, its print page, and the code that leads to it.</summary>
[Authorize(Policy = Policies.Filings)]
public sealed class FilingDocumentsController(ReachSnapshot reach, FiledPaper papers, FilingDocumentPages pages, IFileStore files) : Controller
{
    [HttpGet("filing-snapshots/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct) => await pages.FindAsync(key, ct) is { } page ? View("Documents", page) : NotFound();

    [HttpGet("filing-snapshots/{key:guid}/print")]
    public async Task<IActionResult> Print(Guid key, CancellationToken ct)
    {
        if (await reach.FindAsync(key, ct) is not { } reached)
        {
            return NotFound();
        }

        var code = QrDrawing.Of(papers.Carried(reached.Snapshot.Code, 0), onPaper: true);
        return View(nameof(Print), new PrintPage(await papers.OfAsync(reached.Snapshot, ct), code, $"/filing-snapshots/{key}", reached.Title));
    }

    /// <summary>The bytes that were made when it was signed.</summary>
    [HttpGet("filing-snapshots/{key:guid}/files/{kind}")]
    public async Task<IActionResult> Document(Guid key, DocumentKind kind, CancellationToken ct)
    {
        if (!ModelState.IsValid || await reach.FindAsync(key, ct) is not { } reached
            || (await reach.DocumentsAsync(reached.Snapshot.Id, ct)).FirstOrDefault(d => d.Kind == kind) is not { } kept)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "private, no-cache";
        return File(files.Open(kept.Sha256), DocumentWords.ContentType(kind), DocumentWords.FileName(reached, kind));
    }

    [HttpPost("filing-snapshots/{key:guid}/documents")]
    public async Task<IActionResult> Make([FromServices] OrderDocuments order, Guid key, CancellationToken ct) =>
        Ordered(await order.RunAsync(AccountClaims.ActorOf(User), key, ct), key);

    /// <summary>One page as a picture.</summary>
    [HttpGet("filing-pages/{key:guid}")]
    public async Task<IActionResult> Picture(Guid key, CancellationToken ct)
    {
        if (await reach.PageAsync(key, ct) is not var (page, _))
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "private, no-cache";
        return File(files.Open(page.Sha256), "image/jpeg");
    }

    /// <summary>Where the QR of a page leads.</summary>
    [HttpGet("b/{carried}")]
    public IActionResult Scanned(string carried) => Redirect($"/sheet-codes?code={Uri.EscapeDataString(carried.Split('.')[0])}");

    /// <summary>Somebody holds a paper and types its code.</summary>
    [HttpGet("sheet-codes")]
    public async Task<IActionResult> Codes(string? code, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return View(new CodePage(code, null));
        }

        return SheetCode.Typed(code) is not { } typed ? View(new CodePage(code, "码是 8 位字母和数字，印在表的左下角，例如 7K3M Q2XA。请对着纸再写一遍。"))
            : await reach.ByCodeAsync(typed, ct) is { } reached ? Redirect($"/filing-snapshots/{reached.Snapshot.Key}")
            : View(new CodePage(code, $"没有码是 {SheetCode.Spaced(typed)} 的表，或者不归您看。对着纸再看一遍；还是没有，这张纸就不是平台报出来的。"));
    }

    private IActionResult Ordered(Result<Done> ordered, Guid key)
    {
        if (ordered.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[ordered.Ok ? "Done" : "Refused"] = ordered.Refusal?.Message ?? "开始做了，一两分钟，做到哪里写在下面。";
        return Redirect($"/filing-snapshots/{key}");
    }
}

/// <param name="Back">Where one came from.</param>
public sealed record PrintPage(Paper Paper, QrDrawing? Code, string Back, string Title)
{
    /// <summary>How far the paper is, where it is not a running or a signed standard sheet.</summary>
    public string? Stands { get; init; }
}

/// <param name="Code">As typed.</param>
public sealed record CodePage(string? Code, string? Problem);
