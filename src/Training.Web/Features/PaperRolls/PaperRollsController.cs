using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Domain.Attendance.Paper;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Papers;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.PaperRolls;

/// <summary>纸质签到表: what was printed for a class, the sheet itself for the printer and as a Word file, and where its QR code leads.</summary>
[Authorize(Policy = Policies.Roll)]
[Route("rolls/{key:guid}/paper")]
public sealed class PaperRollsController(TakeRoll take, PrintPaper print, ReadPaper read, ReadClassPhotos photos) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("")]
    public async Task<IActionResult> Papers(Guid key, CancellationToken ct)
    {
        var sheet = await take.RunAsync(key, User.Taker(), ct);
        return sheet.Ok ? await PapersAsync(sheet.Value, null, ct) : Refused(sheet.Refusal);
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("")]
    public async Task<IActionResult> Print(Guid key, CancellationToken ct)
    {
        var printed = await print.RunAsync(new() { RollKey = key, Taker = User.Taker() }, ct);
        if (printed.Ok)
        {
            return Redirect($"/rolls/{key}/paper/{printed.Value.Code}");
        }

        var sheet = await take.RunAsync(key, User.Taker(), ct);
        if (!sheet.Ok)
        {
            return Refused(printed.Refusal);
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return await PapersAsync(sheet.Value, printed.Refusal.Message, ct);
    }

    /// <summary>As it comes out of the printer: every page with its row marks, code and number.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("{code:length(8)}")]
    public async Task<IActionResult> Sheet(Guid key, string code, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        var sheet = await read.OneAsync(key, code, User.Taker(), ct);
        return sheet.Ok ? View(new SheetToPrint(sheet.Value, QrDrawing.Of(AddressOf(code), onPaper: true))) : Refused(sheet.Refusal);
    }

    [Authorize(Policy = Policies.Roll)]
    [HttpGet("{code:length(8)}/word")]
    public async Task<IActionResult> Word(Guid key, string code, CancellationToken ct)
    {
        var sheet = await read.OneAsync(key, code, User.Taker(), ct);
        return sheet.Ok
            ? File(WordPaper.Write(SignInSheet.Of(sheet.Value, PaperCode.PngOf(AddressOf(code)))), WordPaper.ContentType, SignInSheet.FileName(sheet.Value))
            : Refused(sheet.Refusal);
    }

    /// <summary>Where the QR code leads, on the phone of whoever may take this roll.</summary>
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("/p/{code}")]
    public async Task<IActionResult> Scanned(string code, CancellationToken ct) =>
        CardCode.TryParseShort(code, out var read8) && await read.RollOfAsync(read8, ct) is { } key ? Redirect($"/rolls/{key}/paper/{read8}/entry") : NotFound();

    private string AddressOf(string code) => $"{Request.Scheme}://{Request.Host}/p/{code}";

    private StatusCodeResult Refused(Refusal refusal) => StatusCode(refusal is NotOnTheCard ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);

    private async Task<IActionResult> PapersAsync(RollSheet sheet, string? problem, CancellationToken ct) => View("Papers", new PapersPage(
        sheet, await read.OfClassAsync(sheet.Key, ct), PapersPage.Scans(await photos.OfAsync(sheet.Key, ct)).Count, problem));
}

public sealed record PapersPage(RollSheet Sheet, IReadOnlyList<PrintedPaper> Papers, int Photos, string? Problem)
{
    /// <summary>Photos of the filled sheet that can be looked at, the oldest first: the pages in their order.</summary>
    public static IReadOnlyList<Guid> Scans(IReadOnlyList<ClassPhotoLine> photos) =>
        [.. photos.Where(p => p.Picture is { IsRemoved: false, Status: AttachmentStatus.Ready, Purpose: SessionPhotos.SignedSheet }).OrderBy(p => p.Picture.AddedUtc).Select(p => p.Picture.Key)];
}

public sealed record SheetToPrint(PaperSheet Sheet, QrDrawing Code);
