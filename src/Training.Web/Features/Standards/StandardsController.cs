using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;
using Training.Web.Hosting.Tags;

namespace Training.Web.Features.Standards;

/// <summary>标准: its versions with what each changed, and the files they came from.</summary>
[Authorize(Policy = Policies.Standards)]
public sealed class StandardsController(TrainingDbContext db, StandardInForce standards, Who who, TimeProvider clock) : Controller
{
    [HttpGet("standards")]
    public async Task<IActionResult> List(CancellationToken ct)
    {
        if (who.Region is not { } region)
        {
            return NotFound();
        }

        var city = RegionCodes.CityOf(region);
        var versions = await VersionsAsync(v => v.RegionCode == city, ct);
        var drafts = await db.StandardDrafts().AsNoTracking().Where(d => d.State == DraftState.Open).OrderBy(d => d.Code).ToListAsync(ct);
        var now = Month.Of(clock.Today());
        var inForce = await standards.ForAsync(now, region, ct);
        return View(new StandardsPage(versions, drafts, inForce, now));
    }

    [HttpGet("standards/{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken ct) => await FindAsync(id, ct) is { } found ? View(found) : NotFound();

    [HttpGet("standards/{id:long}/file")]
    public async Task<IActionResult> Take(long id, CancellationToken ct) => await FindAsync(id, ct) is { } found
        ? File(Encoding.UTF8.GetBytes(found.Version.Json), "application/json; charset=utf-8", $"{found.Version.Code}-{found.Version.Number}.json") : NotFound();

    private async Task<VersionLine?> FindAsync(long id, CancellationToken ct)
    {
        var region = who.Region is { } own ? RegionCodes.CityOf(own) : 0;
        return (await VersionsAsync(v => v.RegionCode == region, ct)).SingleOrDefault(v => v.Version.Id == id);
    }

    private async Task<List<VersionLine>> VersionsAsync(System.Linq.Expressions.Expression<Func<StandardVersion, bool>> which, CancellationToken ct)
    {
        var rows = await (
            from version in db.StandardVersions().AsNoTracking().Where(which)
            join account in db.Accounts() on version.IssuedBy equals (long?)account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            orderby version.Code, version.Number
            select new { Version = version, By = account == null ? null : account.DisplayName }).ToListAsync(ct);
        var lines = new List<VersionLine>();
        foreach (var row in rows)
        {
            var definition = StandardInForce.DefinitionOf(row.Version);
            var before = lines.LastOrDefault(l => l.Version.Code == row.Version.Code);
            lines.Add(new(row.Version, definition, row.By, before is null ? [] : StandardDifference.Between(before.Definition, definition)) { Before = before?.Version });
        }

        lines.Reverse();
        return lines;
    }
}

/// <param name="By">Who put it in force; null for what came with the program.</param>
/// <param name="Changes">Against the version before.</param>
public sealed record VersionLine(StandardVersion Version, StandardDefinition Definition, string? By, IReadOnlyList<string> Changes)
{
    public StandardVersion? Before { get; init; }

    public string Name => $"第 {Version.Number} 版";
}

public sealed record StandardsPage(IReadOnlyList<VersionLine> Versions, IReadOnlyList<StandardDraft> Drafts, StandardOfMonth InForce, Month Now)
{
    public StandardDraft? DraftOf(string code) => Drafts.FirstOrDefault(d => d.Code == code);

    public (MarkKind Kind, string Words) StateOf(VersionLine line) =>
        line.Version.Id == InForce.VersionId ? (MarkKind.Met, "现在用")
        : line.Version.InForceFrom > Now ? (MarkKind.Wait, $"{ChineseMonths.Of(line.Version.InForceFrom)}起用")
        : (MarkKind.Exempt, "已被新版接替");
}

public static class ChineseMonths
{
    public static string Of(Month month) => $"{month.Year}年{month.MonthOfYear}月";
}
