using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Standards;

/// <summary>The draft of a standard's next version: begun, changed field by field or by a file, dropped.</summary>
[Authorize(Policy = Policies.ChangeStandards)]
public sealed class DraftsController(WriteDraft drafts, TrainingDbContext db) : Controller
{
    /// <summary>The five notices that are known take 30 kB at most.</summary>
    private const int MostBytes = 512 * 1024;

    [HttpPost("standards/drafts")]
    public async Task<IActionResult> Start(string? code, CancellationToken ct)
    {
        var begun = await drafts.StartAsync(code ?? "", AccountClaims.ActorOf(User), ct);
        if (begun.Ok)
        {
            return Redirect($"/standards/drafts/{begun.Value.Key}");
        }

        if (begun.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData["Refused"] = begun.Refusal.Message;
        return Redirect("/standards");
    }

    [HttpPost("standards/drafts/file")]
    [RequestSizeLimit(2 * MostBytes)]
    public async Task<IActionResult> Take(IFormFile? file, CancellationToken ct)
    {
        if (file is not { Length: > 0 and <= MostBytes })
        {
            TempData["Refused"] = file is { Length: > MostBytes } ? "这个文件太大，标准文件只有几十 kB。看看是不是选错了。" : "还没有选文件。先选标准文件，再点“传上来”。";
            return Redirect("/standards");
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var taken = await drafts.TakeFileAsync(await reader.ReadToEndAsync(ct), AccountClaims.ActorOf(User), ct);
        if (taken.Ok)
        {
            TempData["Done"] = "收到了，先放在草稿里。看过预演再起用。";
            return Redirect($"/standards/drafts/{taken.Value.Key}");
        }

        if (taken.Refusal is BrokenStandard broken)
        {
            return View("Broken", broken);
        }

        TempData["Refused"] = taken.Refusal.Message;
        return Redirect("/standards");
    }

    [HttpGet("standards/drafts/{key:guid}")]
    public async Task<IActionResult> Edit(Guid key, CancellationToken ct) => await PageAsync(key, ct) is { } page ? View(page) : NotFound();

    /// <summary>The fields are named by their places in the file.</summary>
    [HttpPost("standards/drafts/{key:guid}")]
    public async Task<IActionResult> Change(Guid key, long version, IFormCollection form, CancellationToken ct)
    {
        var typed = form.Where(f => f.Key.StartsWith('/')).ToDictionary(f => f.Key, f => f.Value.ToString());
        var changed = await drafts.ChangeAsync(key, version, typed, AccountClaims.ActorOf(User), ct);
        if (changed.Ok)
        {
            TempData["Done"] = "草稿存好了。";
            return Redirect($"/standards/drafts/{key}");
        }

        if (changed.Refusal is NotFound || await PageAsync(key, ct) is not { } page)
        {
            return NotFound();
        }

        if (changed.Refusal is BrokenStandard broken)
        {
            foreach (var error in broken.Errors)
            {
                var field = page.Fields.FirstOrDefault(f => f.IsMetBy(error));
                ModelState.AddModelError(field?.Pointer ?? "", field is null ? error.ToString() : $"{field.Label}：{error.Message}");
            }
        }
        else
        {
            ModelState.AddModelError("", changed.Refusal.Message);
        }

        return View("Edit", page with { Typed = typed });
    }

    [HttpPost("standards/drafts/{key:guid}/drop")]
    public async Task<IActionResult> Drop(Guid key, long version, CancellationToken ct)
    {
        var dropped = await drafts.DropAsync(key, version, AccountClaims.ActorOf(User), ct);
        if (!dropped.Ok && dropped.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[dropped.Ok ? "Done" : "Refused"] = dropped.Ok ? "草稿放弃了，正在用的一版没有动。" : dropped.Refusal.Message;
        return Redirect("/standards");
    }

    [HttpGet("standards/drafts/{key:guid}/file")]
    public async Task<IActionResult> Download(Guid key, CancellationToken ct) =>
        await db.StandardDrafts().AsNoTracking().SingleOrDefaultAsync(d => d.Key == key, ct) is { } draft
            ? File(Encoding.UTF8.GetBytes(draft.Json), "application/json; charset=utf-8", $"{draft.Code}-draft.json") : NotFound();

    private async Task<DraftPage?> PageAsync(Guid key, CancellationToken ct)
    {
        var draft = await db.StandardDrafts().AsNoTracking().SingleOrDefaultAsync(d => d.Key == key && d.State == DraftState.Open, ct);
        if (draft is null)
        {
            return null;
        }

        var based = draft.BasedOnId is { } id ? await db.StandardVersions().AsNoTracking().SingleAsync(v => v.Id == id, ct) : null;
        var next = StandardReader.Read(draft.Json).Value!;
        return new DraftPage(draft, next, DraftFields.Of(draft.Json), based, based is null ? [] : StandardDifference.Between(StandardInForce.DefinitionOf(based), next));
    }
}

/// <param name="Changes">Against the version it was begun from.</param>
public sealed record DraftPage(
    StandardDraft Draft, StandardDefinition Definition, IReadOnlyList<DraftGroup> Groups, StandardVersion? BasedOn, IReadOnlyList<string> Changes)
{
    /// <summary>What was typed and refused, by the fields' pointers.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    public IEnumerable<DraftField> Fields => Groups.SelectMany(g => g.Fields);

    public string Shown(DraftField field) => Typed.GetValueOrDefault(field.Pointer) ?? field.Value;

    /// <summary>Two that everybody looks at are open; and whatever holds an error.</summary>
    public bool IsOpen(DraftGroup group, Func<string, bool> wrong) => group.Fields.Any(f => f.Pointer == "/inForceFrom" || wrong(f.Pointer) || f.Value != Shown(f));
}
