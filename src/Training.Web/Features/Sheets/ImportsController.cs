using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Web.Hosting;

namespace Training.Web.Features.Sheets;

/// <summary>导入: a workbook is sent, looked at with what is wrong in front, and only then taken in.</summary>
[Authorize(Policy = Policies.ImportDesk)]
public sealed class ImportsController(ImportDesk desk) : Controller
{
    [HttpGet("imports")]
    public IActionResult Index() => View(desk.ImportsFor(User));

    [HttpGet("imports/{kind}")]
    public async Task<IActionResult> Kind(string kind, CancellationToken ct) => await KindPageAsync(kind, null, ct);

    [HttpPost("imports/{kind}")]
    [RequestSizeLimit(11_000_000)]
    public async Task<IActionResult> Send([FromServices] PreviewImport preview, string kind, IFormFile? file, CancellationToken ct)
    {
        if (desk.FindFor(User, kind) is null)
        {
            return NotFound();
        }

        if (file is null || file.FileName.Length == 0)
        {
            return await KindPageAsync(kind, "还没有选文件。先点“选文件”，再点“看看对不对”。", ct);
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        var looked = await preview.RunAsync(
            new() { Actor = AccountClaims.ActorOf(User), Kind = kind, FileName = Path.GetFileName(file.FileName), Content = content.ToArray() }, ct);
        return looked.Ok ? Redirect($"/imports/{kind}/{looked.Value}")
            : looked.Refusal is NotFound ? NotFound()
            : await KindPageAsync(kind, looked.Refusal.Message, ct);
    }

    [HttpGet("imports/{kind}/{key:guid}")]
    public async Task<IActionResult> Preview(string kind, Guid key, string? show, int page = 1, CancellationToken ct = default)
    {
        if (desk.FindFor(User, kind) is not { } import || await desk.WaitingAsync(kind, key, AccountClaims.ActorOf(User), ct) is not { } open)
        {
            return NotFound();
        }

        var chosen = show == "all" ? null : Enum.TryParse<LineVerdict>(show, ignoreCase: true, out var asked) ? asked : PreviewPage.First(open.Plan);
        Response.Headers.CacheControl = "no-store";
        return View(new PreviewPage(import, open, chosen, Math.Clamp(page, 1, 1000)));
    }

    [HttpPost("imports/{kind}/{key:guid}/confirm")]
    public async Task<IActionResult> Confirm([FromServices] ConfirmImport confirm, string kind, Guid key, CancellationToken ct)
    {
        if (desk.FindFor(User, kind) is null)
        {
            return NotFound();
        }

        var done = await confirm.RunAsync(kind, key, AccountClaims.ActorOf(User), ct);
        if (done.Ok)
        {
            TempData["Done"] = $"导入了：新增 {done.Value.New} 行，改动 {done.Value.Changed} 行"
                + (done.Value.Same > 0 ? $"，{done.Value.Same} 行没有变" : "") + (done.Value.Wrong > 0 ? $"。还有 {done.Value.Wrong} 行没有导入，改好再传。" : "。");
            return Redirect($"/imports/{kind}");
        }

        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData["Refused"] = done.Refusal.Message;
        return Redirect($"/imports/{kind}/{key}");
    }

    [HttpPost("imports/{kind}/{key:guid}/drop")]
    public async Task<IActionResult> Drop([FromServices] DropImport drop, string kind, Guid key, CancellationToken ct)
    {
        if (desk.FindFor(User, kind) is null)
        {
            return NotFound();
        }

        var dropped = await drop.RunAsync(kind, key, AccountClaims.ActorOf(User), ct);
        if (!dropped.Ok)
        {
            return NotFound();
        }

        TempData["Done"] = $"“{dropped.Value}”没有导入，名册没有动。";
        return Redirect($"/imports/{kind}");
    }

    private async Task<IActionResult> KindPageAsync(string kind, string? refused, CancellationToken ct)
    {
        if (desk.FindFor(User, kind) is not { } import)
        {
            return NotFound();
        }

        if (refused is not null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ModelState.AddModelError("File", refused);
        }

        return View("Kind", new ImportKindPage(import, await desk.RecentAsync(kind, AccountClaims.ActorOf(User), ct), refused));
    }
}
