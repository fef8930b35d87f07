using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Overview;

/// <summary>量化任务表: each requirement by county for a month, a quarter or a year, every figure with the way to its records.</summary>
[Authorize(Policy = Policies.Sheets)]
public sealed class TasksController(TaskTable table, TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    [HttpGet("tasks")]
    public async Task<IActionResult> Show(string? period, CancellationToken ct) => await PageAsync(period, ct) is { } page ? View("Tasks", page) : NotFound();

    [HttpGet("tasks/list.{format:regex(^(xlsx|csv)$)}")]
    public async Task<IActionResult> Download(string format, string? period, CancellationToken ct)
    {
        if (await PageAsync(period, ct) is not { } page)
        {
            return NotFound();
        }

        var title = $"量化任务表{page.Report.Period.Label}";
        List<string> columns = ["项目名称", "编号", "项目内容", "具体要求", .. page.Report.Counties.Select(page.County), "达标县区"];
        var rows = page.Report.Lines.Select(line => (IReadOnlyList<string?>)
            [line.Section, line.Item.Code, line.Item.Content, line.Item.Requirement, .. page.Report.Counties.Select(c => page.Said(line, c)), $"{line.CountiesMet}/{page.Report.Counties.Count}"]);
        return TableFile.Of(format, title, ("量化任务表", title), columns, rows);
    }

    private async Task<TasksPage?> PageAsync(string? period, CancellationToken ct)
    {
        var now = Month.Of(clock.Today());
        var asked = SheetPeriod.TryParse(period, out var read) && read.First <= now ? read : SheetPeriod.Of(now.Previous);
        if (who.Region is not { } region || await table.RunAsync(asked, region, ct) is not { Ok: true, Value: { } report })
        {
            return null;
        }

        var names = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        var months = Enumerable.Range(0, 12).Select(n => SheetPeriod.Of(now.AddMonths(-n))).ToList();
        return new TasksPage(report, names, [.. months, .. months.Select(m => SheetPeriod.QuarterOf(m.First)).Distinct(), .. months.Select(m => SheetPeriod.YearOf(m.First)).Distinct()]);
    }
}

public sealed record TasksPage(TaskTableReport Report, IReadOnlyDictionary<long, string> Names, IReadOnlyList<SheetPeriod> Periods)
{
    public string County(long code) => Names.GetValueOrDefault(code, "");

    public string Said(TaskLine line, long county)
    {
        var figure = line.Outcome.Counties[county];
        return SheetWords.Fill(figure.IsMet ? line.Item.Says.Met : line.Item.Says.Short, line.Outcome.Reading, figure, Report.Period).ToString();
    }
}
