using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Stations;

/// <summary>The register of stations; whoever reads it sees those of the own divisions.</summary>
[Authorize(Policy = Policies.Figures)]
public sealed class StationsController(StationRegister register, TrainingDbContext db) : Controller
{
    private const int PageSize = 50;

    [HttpGet("stations")]
    public async Task<IActionResult> List(string? county, StationKind? kind, StationStatus? status, string? words, int page = 1, CancellationToken ct = default)
    {
        var counties = await db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct);
        var reached = counties.Where(region => db.Scope.Holds(region.Code)).ToList();
        var chosen = RegionCodes.TryParse(county, out var code) ? reached.SingleOrDefault(region => region.Code == code) : null;
        var number = Math.Clamp(page, 1, 1000);
        var asked = words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : null;
        var found = await register.RunAsync(
            new() { RegionCode = chosen?.Code, Kind = kind, Status = status, Words = asked, Page = number, Size = PageSize }, ct);
        return View(new StationsPage(reached, chosen, kind, status, asked, found, counties.ToDictionary(region => region.Code, region => region.Name), number, PageSize));
    }
}
