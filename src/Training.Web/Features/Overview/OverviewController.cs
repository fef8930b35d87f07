using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Overview;

/// <summary>Where the city or a county stands: how much is missing, and where.</summary>
[Authorize(Policy = Policies.Figures)]
public sealed class OverviewController(Progress progress, AimsOverTime aims, NoticeLists notices, TrainingDbContext db, Who who) : Controller
{
    [HttpGet("overview")]
    public async Task<IActionResult> Show(string? county, CancellationToken ct)
    {
        if (who.Region is not { } own)
        {
            return NotFound();
        }

        var code = county is null ? own : RegionCodes.TryParse(county, out var asked) && RegionCodes.LevelOf(asked) == RegionLevel.County ? asked : 0;
        if (!db.Scope.Holds(code))
        {
            return NotFound();
        }

        var names = await db.Regions().AsNoTracking()
            .Where(region => region.Level == RegionLevel.County || region.Level == RegionLevel.City).ToDictionaryAsync(region => region.Code, region => region.Name, ct);
        var report = await progress.RunAsync(code, ct);
        return View(new OverviewPage(
            code, RegionCodes.LevelOf(code) == RegionLevel.City, User.IsInRole(Roles.Organization), names, report, await notices.OpenNowAsync(code, ct))
        {
            Months = RegionCodes.LevelOf(code) == RegionLevel.City ? await aims.RunAsync(code, report.Month.Year, ct) : [],
        });
    }
}
