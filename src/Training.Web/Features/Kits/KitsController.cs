using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Kits;

/// <summary>大喇叭、电视播放包: which lessons have one, asking for one, taking it away on a stick.</summary>
[Authorize(Policy = Policies.VillageKits)]
public sealed class KitsController(KitWork kits, DataFolder folder) : Controller
{
    [HttpGet("/kits")]
    public async Task<IActionResult> Index(string? search, CancellationToken ct)
    {
        var lines = await kits.ListAsync(ct);
        return View(new KitsPage(
            string.IsNullOrWhiteSpace(search) ? lines : [.. lines.Where(line => line.Title.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase) || line.Course.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))],
            search, lines.Count));
    }

    [HttpPost("/kits/{lesson:guid}")]
    public async Task<IActionResult> Make(Guid lesson, CancellationToken ct)
    {
        var result = await kits.RequestAsync(lesson, AccountClaims.ActorOf(User), ct);
        if (result.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[result.Ok ? "Done" : "Refused"] = result.Refusal?.Message ?? "开始做了，一节课大约一两分钟，做到哪里写在这一行。";
        return RedirectToAction(nameof(Index));
    }

    [HttpGet("/kits/{lesson:guid}/file")]
    public async Task<IActionResult> Download(Guid lesson, CancellationToken ct)
    {
        if (await kits.FileAsync(lesson, ct) is not { } kit)
        {
            return NotFound();
        }

        var file = Path.Combine(folder.Media, kit.Archive);
        return System.IO.File.Exists(file) ? PhysicalFile(file, "application/zip", $"{kit.Title}-播放包.zip") : NotFound();
    }
}

public sealed record KitsPage(IReadOnlyList<KitLine> Lines, string? Search, int All);
