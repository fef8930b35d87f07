using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>Counts against the plan, county by county, and what waits on whom.</summary>
[Authorize(Policy = Policies.Figures)]
public sealed class StationBoardController(StationBoard board, TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    [HttpGet("stations/board")]
    public async Task<IActionResult> Show(string? county, StationParty? party, CancellationToken ct)
    {
        var counties = await db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct);
        var reached = counties.Where(region => db.Scope.Holds(region.Code)).ToList();
        var code = who.Region ?? StationPlan.Shipped.RegionCode;
        if (county is not null)
        {
            if (!RegionCodes.TryParse(county, out code) || reached.All(region => region.Code != code))
            {
                return NotFound();
            }
        }

        var report = await board.RunAsync(code, ct);
        return View("Board", new StationBoardPage(report, StationPlan.Shipped, code, [.. reached.Where(region => code == region.Code || RegionCodes.LevelOf(code) != RegionLevel.County)], party, clock.Today()));
    }
}

public sealed record StationBoardPage(StationBoardReport Report, StationPlan Plan, long Code, IReadOnlyList<Region> Counties, StationParty? Party, DateOnly Today)
{
    public bool IsCity => RegionCodes.LevelOf(Code) == RegionLevel.City;

    public IEnumerable<WaitingStation> Waiting => Report.Waiting.Where(station => Party is null || station.WaitsOn == Party);

    public string CountyOf(long code) => Counties.FirstOrDefault(region => region.Code == RegionCodes.CountyOf(code))?.Name ?? "";

    public string AddressOf(StationParty? party) =>
        (Counties.Count == 1 && !IsCity ? $"/stations/board?county={RegionCodes.Short(Code)}" : "/stations/board") is var path && party is { } asked
            ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}party={asked}"
            : path;
}
