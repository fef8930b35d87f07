using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Evidence;
using Training.Domain.Filing.Scans;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>The stamped paper come back: its scan is sent, held against the sheet row by row, and people decide what a machine cannot.</summary>
[Authorize(Policy = Policies.Filings)]
public sealed class FilingScansController(ReadScans scans, IFileStore files) : Controller
{
    private const long MostBytes = 51_000_000;

    /// <summary>A reader of PDFs inside the browser gets no script and no network of ours.</summary>
    private const string Sandbox = "default-src 'none'; sandbox; frame-ancestors 'none'";

    [HttpPost("filing-snapshots/{key:guid}/scans")]
    [Authorize(Policy = Policies.KeepScans)]
    [RequestSizeLimit(MostBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
    public async Task<IActionResult> Send([FromServices] SendScan send, [FromServices] FilingDocumentPages pages, Guid key, IFormFile? file, CancellationToken ct)
    {
        var sent = await SendAsync(send, key, file, ct);
        if (sent.Ok)
        {
            TempData["Done"] = "收到了，正在核对，一两分钟，做到哪里写在下面。";
            return Redirect($"/filing-scans/{sent.Value}");
        }

        if (sent.Refusal is NotFound || await pages.FindAsync(key, ct) is not { } page)
        {
            return NotFound();
        }

        ModelState.Add(sent.Refusal);
        return View("Documents", page);
    }

    [HttpGet("filing-scans/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct) => await scans.FindAsync(key, ct) is { } view ? View("Scan", new ScanPage(view, new(), new())) : NotFound();

    /// <summary>As it was sent.</summary>
    [HttpGet("filing-scans/{key:guid}/file")]
    public async Task<IActionResult> Original(Guid key, CancellationToken ct)
    {
        if (await scans.FindAsync(key, ct) is not { } view)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = Sandbox;
        Response.Headers.CacheControl = "private, no-cache";
        return File(files.Open(view.Sha256), ScanWords.ContentType(view.Scan.Kind), view.Scan.FileName);
    }

    [HttpGet("filing-scan-pages/{key:guid}")]
    public async Task<IActionResult> Picture(Guid key, CancellationToken ct) => Shown(await scans.PageAsync(key, ct), "image/jpeg");

    /// <summary>A row's piece of paper, or what is printed there.</summary>
    [HttpGet("filing-scan-rows/{key:guid}/{side:regex(^(paper|sheet)$)}")]
    public async Task<IActionResult> Piece(Guid key, string side, CancellationToken ct) => Shown(await scans.PieceAsync(key, printed: side == "sheet", ct), "image/png");

    /// <summary>A page whose code no machine can read is held for this sheet's by somebody who sees it.</summary>
    [HttpPost("filing-scan-pages/{key:guid}/confirm")]
    [Authorize(Policy = Policies.KeepScans)]
    public async Task<IActionResult> Confirm([FromServices] ConfirmScanPage confirm, Guid key, ScanPageForm form, CancellationToken ct)
    {
        form.Page = key;
        if (await scans.OfPageAsync(key, ct) is not { } scan)
        {
            return NotFound();
        }

        var done = await confirm.RunAsync(new() { Actor = AccountClaims.ActorOf(User), PageKey = key, Reason = form.Reason }, ct);
        if (done.Ok)
        {
            TempData["Done"] = "认定记下了，这一页逐行核对的结果在下面。";
            return Redirect($"/filing-scans/{scan}");
        }

        if (done.Refusal is NotFound || await scans.FindAsync(scan, ct) is not { } view)
        {
            return NotFound();
        }

        ModelState.Add(done.Refusal);
        return View("Scan", new ScanPage(view, new(), form));
    }

    [HttpPost("filing-scan-rows/{key:guid}/decide")]
    [Authorize(Policy = Policies.KeepScans)]
    public async Task<IActionResult> Decide([FromServices] DecideScanRow decide, Guid key, ScanDecisionForm form, CancellationToken ct)
    {
        form.Row = key;
        if (await scans.OfRowAsync(key, ct) is not { } scan)
        {
            return NotFound();
        }

        var done = ModelState.IsValid
            ? await decide.RunAsync(new() { Actor = AccountClaims.ActorOf(User), RowKey = key, Decision = form.Decision, Reason = form.Reason }, ct) : new NoDecisionChosen();
        if (done.Ok)
        {
            TempData["Done"] = "结论记下了。";
            return Redirect($"/filing-scans/{scan}#row-{key}");
        }

        if (done.Refusal is NotFound || await scans.FindAsync(scan, ct) is not { } view)
        {
            return NotFound();
        }

        ModelState.Add(done.Refusal);
        return View("Scan", new ScanPage(view, form, new()));
    }

    private async Task<Result<Guid>> SendAsync(SendScan send, Guid key, IFormFile? file, CancellationToken ct)
    {
        if (file is null || file.Length == 0)
        {
            return await scans.ReachesAsync(key, ct) ? new NoScanChosen() : new NotFound("这张表");
        }

        await using var content = file.OpenReadStream();
        return await send.RunAsync(new() { Actor = AccountClaims.ActorOf(User), SnapshotKey = key, SourceName = file.FileName, Content = content }, ct);
    }

    private IActionResult Shown(string? sha256, string type)
    {
        if (sha256 is null)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "private, no-cache";
        return File(files.Open(sha256), type);
    }
}

/// <summary>What somebody says about one row.</summary>
public sealed class ScanDecisionForm
{
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public Guid? Row { get; set; }

    public RowVerdict? Decision { get; set; }

    public string? Reason { get; set; }
}

/// <summary>Why somebody holds a page for this sheet's.</summary>
public sealed class ScanPageForm
{
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public Guid? Page { get; set; }

    public string? Reason { get; set; }
}

/// <param name="Form">As it was typed, where a decision was refused.</param>
/// <param name="Confirmed">As it was typed, where holding a page for this sheet's was refused.</param>
public sealed record ScanPage(ScanView View, ScanDecisionForm Form, ScanPageForm Confirmed);
