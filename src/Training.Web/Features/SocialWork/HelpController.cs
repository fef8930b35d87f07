using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.SocialWork;

/// <summary>我联系的站点: where a social worker's day begins. Own stations with the month's services, and the households of each.</summary>
[Authorize(Policy = Policies.HelpWork)]
public sealed class HelpController(HelpDesk desk, PlaceNames places, TimeProvider clock) : Controller
{
    private long? Trainer => AccountClaims.TrainerOf(User);

    [HttpGet("help")]
    public async Task<IActionResult> Stations(string? month, CancellationToken ct)
    {
        if (!TryMonth(month, out var asked))
        {
            return NotFound();
        }

        var stations = await desk.StationsAsync(asked, Trainer, ct: ct);
        var services = await desk.ServicesAsync(asked, Trainer, [.. stations.Select(s => s.Station.Id)], ct);
        return View("Help", new HelpPage(stations, services, await desk.FilesAsync(ct), asked, clock.Today()));
    }

    [HttpGet("help/{station:guid}")]
    public async Task<IActionResult> Station(Guid station, string? month, int page = 1, CancellationToken ct = default)
    {
        if (!TryMonth(month, out var asked) || (await desk.StationsAsync(asked, Trainer, station, ct)) is not [var found])
        {
            return NotFound();
        }

        var number = Math.Clamp(page, 1, 1000);
        var (households, total) = await desk.HouseholdsAsync(found.Station, number, ct);
        return View("HelpedStation", new HelpedStationPage(
            found, await places.OfAsync(found.Station.RegionCode, ct), await desk.ServicesAsync(asked, Trainer, [found.Station.Id], ct), households,
            new PageOf(number, HelpDesk.PageSize, total, n => $"/help/{station}?month={asked}&page={n}"), asked, clock.Today()));
    }

    /// <summary>Nothing asked is this month; no month lies ahead.</summary>
    private bool TryMonth(string? text, out Month month)
    {
        month = Month.Of(clock.Today());
        return text is not { Length: > 0 } || (Month.TryParse(text, null, out month) && month <= Month.Of(clock.Today()));
    }
}

public sealed record HelpPage(
    IReadOnlyList<HelpedStation> Stations, IReadOnlyList<HelpLine> Services, IReadOnlyDictionary<long, int> Files, Month Month, DateOnly Today)
{
    public IReadOnlyList<HelpLine> At(HelpedStation station) => [.. Services.Where(s => s.StationId == station.Station.Id)];

    public string NameOf(long station) => Stations.First(s => s.Station.Id == station).Station.Name;

    public Guid KeyOf(long station) => Stations.First(s => s.Station.Id == station).Station.Key;

    public HelpQuota QuotaOf(long station) => Stations.First(s => s.Station.Id == station).Quota;
}

public sealed record HelpedStationPage(
    HelpedStation Found, string Place, IReadOnlyList<HelpLine> Services, IReadOnlyList<HelpedHousehold> Households, PageOf Pages, Month Month, DateOnly Today);

public sealed record MonthSteps(string Path, Month Month, DateOnly Today);

/// <summary>Households that one service reached, beside what is asked of it.</summary>
public sealed record Reached(int Households, int Required);
