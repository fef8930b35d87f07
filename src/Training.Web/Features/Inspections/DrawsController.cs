using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Sheets;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Inspections;

/// <summary>抽样: a draw, the frozen list it was drawn from, the drawn records as a list and as forms to take along.</summary>
[Authorize(Policy = Policies.InspectionDraws)]
public sealed class DrawsController(ReadInspections inspections, TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    /// <summary>Forms printed in one go.</summary>
    private const int MostForms = 60;

    [HttpGet("inspections/draws/new")]
    [Authorize(Policy = Policies.Inspect)]
    public Task<IActionResult> New(CancellationToken ct) => FormAsync(new() { Sessions = 10, Homes = 5 }, ct);

    [HttpPost("inspections/draws/new")]
    [Authorize(Policy = Policies.Inspect)]
    public async Task<IActionResult> Draw([FromServices] DrawSample draw, DrawForm form, CancellationToken ct)
    {
        var drawn = await draw.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User), RegionCode = who.Region ?? 0, County = string.IsNullOrEmpty(form.County) ? null : form.County, Period = form.Period, StationKind = form.StationKind,
                Spread = form.Spread, Sessions = form.Sessions, Homes = form.Homes, Seed = form.Seed, Reason = form.Reason,
            },
            ct);
        if (drawn.Ok)
        {
            TempData["Done"] = "抽好了。抽到的不能换，种子和名单都留着，谁都能再算一遍。";
            return Redirect($"/inspections/draws/{drawn.Value}");
        }

        if (drawn.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.Add(drawn.Refusal);
        return await FormAsync(form, ct);
    }

    [HttpGet("inspections/draws/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, InspectionState? state, InspectionVerdict? verdict, int page = 1, CancellationToken ct = default)
    {
        if (await inspections.DrawAsync(key, ct) is not { } line)
        {
            return NotFound();
        }

        var asked = new InspectionQuestion { Draw = key, State = state, Verdict = verdict, Page = Math.Clamp(page, 1, 1000) };
        return View("Draw", new DrawPage(line, asked, await inspections.ListAsync(asked, ct), clock.Today()));
    }

    /// <summary>The frozen list, byte for byte what its hash is of.</summary>
    [HttpGet("inspections/draws/{key:guid}/population.txt")]
    public async Task<IActionResult> Population(Guid key, CancellationToken ct) =>
        await inspections.DrawAsync(key, ct) is { } line ? File(System.Text.Encoding.UTF8.GetBytes(line.Draw.Population), "text/plain; charset=utf-8", $"可抽名单-{line.Draw.PopulationSha256[..12]}.txt") : NotFound();

    [HttpGet("inspections/draws/{key:guid}/forms")]
    public async Task<IActionResult> Forms(Guid key, Guid? one, CancellationToken ct)
    {
        if (await inspections.DrawAsync(key, ct) is not { } line)
        {
            return NotFound();
        }

        var keys = await db.Inspections().Where(i => i.DrawId == line.Draw.Id && (one == null || i.Key == one)).OrderBy(i => i.Ordinal).Select(i => i.Key).Take(MostForms).ToListAsync(ct);
        var views = new List<InspectionView>();
        foreach (var inspection in keys)
        {
            views.Add((await inspections.FindAsync(inspection, ct))!);
        }

        return views.Count == 0 ? NotFound() : View("Forms", new FormsPage(line, views));
    }

    [HttpGet("inspections/draws/{key:guid}/list.xlsx")]
    public async Task<IActionResult> Download(Guid key, CancellationToken ct)
    {
        if (await inspections.DrawAsync(key, ct) is not { } line)
        {
            return NotFound();
        }

        var rows = await (
            from inspection in db.Inspections().AsNoTracking()
            join station in db.Set<Training.Domain.Stations.Station>() on inspection.StationId equals station.Id
            where inspection.DrawId == line.Draw.Id
            orderby inspection.Ordinal
            select new { inspection, station.Name }).ToListAsync(ct);
        var title = $"抽查清单{line.Area}{line.Draw.First}";
        return File(
            SheetWriter.Write(new SheetLayout
            {
                Name = "抽查清单", Title = title, Lines = [$"种子 {line.Draw.Seed}，可抽名单 SHA-256 {line.Draw.PopulationSha256}"],
                Columns = [.. ((string[])["序号", "类别", "站点", "记录编号", "状态", "抽查日期", "结论", "查到的情况", "后续", "期限"]).Select(c => new LayoutColumn(c))],
                Rows = rows.Select(r => (IReadOnlyList<SheetValue>)
                [
                    r.inspection.Ordinal, InspectionWords.Of(r.inspection.Kind), r.Name, r.inspection.RecordKey.ToString(), InspectionWords.Of(r.inspection.State), r.inspection.InspectedOn,
                    r.inspection.SettledUtc is null || r.inspection.Verdict is not { } verdict ? "" : InspectionWords.Of(verdict), r.inspection.Remarks,
                    r.inspection.FollowUp is { } follow ? InspectionWords.Of(follow) : "", r.inspection.DueOn,
                ]),
            }),
            SheetWriter.ContentType, $"{title}.xlsx");
    }

    private async Task<IActionResult> FormAsync(DrawForm form, CancellationToken ct)
    {
        var own = who.Region ?? 0;
        var counties = (await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County && r.FormerFrom == null).OrderBy(r => r.Code).ToListAsync(ct)).Where(r => db.Scope.Holds(r.Code)).ToList();
        var name = await db.Regions().Where(r => r.Code == own).Select(r => r.Name).SingleOrDefaultAsync(ct);
        if (name is null)
        {
            return NotFound();
        }

        var month = Month.Of(clock.Today());
        var months = Enumerable.Range(0, 12).Select(n => month.AddMonths(-n)).ToList();
        form.Period ??= SheetPeriod.QuarterOf(month.AddMonths(-3)).Key;
        var periods = months.Select(SheetPeriod.QuarterOf).Distinct().Concat(months.Select(SheetPeriod.Of)).Select(p => (p.Key, p.Label)).ToList();
        return View("New", new NewDrawPage(form, RegionCodes.LevelOf(own) == RegionLevel.City ? counties : [], name, periods));
    }
}

public sealed record FormsPage(DrawLine Line, IReadOnlyList<InspectionView> Views);
