using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Standards;
using Training.Domain.Filing;
using Training.Web.Hosting;
using DraftState = Training.Domain.Standards.DraftState;

namespace Training.Web.Features.Standards;

/// <summary>谁会翻: a draft tried on a month, and the step that puts it in force.</summary>
[Authorize(Policy = Policies.ChangeStandards)]
public sealed class PreviewController(PreviewStandard preview, IssueStandard issue, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("standards/drafts/{key:guid}/preview")]
    public async Task<IActionResult> Preview(Guid key, string? month, CancellationToken ct) =>
        await PageAsync(key, month, ct) is { } page ? View(page) : NotFound();

    [HttpGet("standards/drafts/{key:guid}/preview.xlsx")]
    public async Task<IActionResult> Table(Guid key, string? month, CancellationToken ct)
    {
        if (await PageAsync(key, month, ct) is not { } page)
        {
            return NotFound();
        }

        var file = SheetWriter.Write(new SheetLayout
        {
            Name = "谁会翻",
            Title = $"{page.Next.Title}：{ChineseMonths.Of(page.Report.Month)}按新标准会翻的",
            Columns = [.. ((string[])["县区", "站点", "项", "原来", "要求", "新要求", "变成"]).Select(title => new LayoutColumn(title))],
            Rows = page.Report.Flips.Select(flip => (IReadOnlyList<SheetValue>)
            [
                page.County(flip.CountyCode), flip.Station?.Name, $"{flip.Item.Code} {flip.Item.Content}",
                SheetWords.Plain(flip.Before.Value), SheetWords.Plain(flip.Before.Required), SheetWords.Plain(flip.After.Required), flip.Falls ? "没达标" : "达标",
            ]),
        });
        return File(file, SheetWriter.ContentType, "谁会翻.xlsx");
    }

    [HttpPost("standards/drafts/{key:guid}/issue")]
    public async Task<IActionResult> Issue(Guid key, long version, string? month, string? reason, CancellationToken ct)
    {
        var issued = await issue.RunAsync(new() { Actor = AccountClaims.ActorOf(User), Draft = key, Version = version, Reason = reason }, ct);
        if (issued.Ok)
        {
            TempData["Done"] = $"第 {issued.Value.Number} 版定下来了，{ChineseMonths.Of(issued.Value.InForceFrom)}起用。以前的月份还按原来的算。";
            return Redirect("/standards");
        }

        if (issued.Refusal is NotFound || await PageAsync(key, month, ct) is not { } page)
        {
            return NotFound();
        }

        // The month stands in the draft itself, so what is said of it leads back there.
        ModelState.AddModelError(issued.Refusal.Field == "Reason" ? "Reason" : "", issued.Refusal.Message);
        return View("Preview", page with { Reason = reason });
    }

    private async Task<PreviewPage?> PageAsync(Guid key, string? month, CancellationToken ct)
    {
        var last = Month.Of(clock.Today()).Previous;
        var asked = Month.TryParse(month, out var read) && read <= last.Next ? read : last;
        var draft = await db.StandardDrafts().AsNoTracking().SingleOrDefaultAsync(d => d.Key == key && d.State == DraftState.Open, ct);
        var report = await preview.RunAsync(key, asked, ct);
        if (draft is null || !report.Ok)
        {
            return null;
        }

        var names = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        return new PreviewPage(draft, report.Value, [.. Enumerable.Range(0, 12).Select(n => last.Next.AddMonths(-n))], names);
    }
}

public sealed record PreviewPage(StandardDraft Draft, StandardPreview Report, IReadOnlyList<Month> Months, IReadOnlyDictionary<long, string> Names)
{
    public const int MostLines = 200;

    /// <summary>So many lines are read at a glance; more are folded by county.</summary>
    public const int OpenUpTo = 20;

    /// <summary>As typed.</summary>
    public string? Reason { get; init; }

    public StandardDefinition Next => Report.Next;

    public string Address => $"/standards/drafts/{Draft.Key}";

    public string County(long code) => Names.GetValueOrDefault(code, "");
}
