using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

/// <summary>常来的人: the list of a station's regulars, who could be one, and the dates from and until which each is.</summary>
[Authorize(Policy = Policies.Regulars)]
[Route("regulars")]
public sealed class RegularsController(StationChoice stations, RegularsBook book, WriteRegulars write, FindPeople find, TimeProvider clock) : Controller
{
    private const int PageSize = 50;

    [HttpGet("")]
    public async Task<IActionResult> List(Guid? station, RegularsShown shown = RegularsShown.Now, int page = 1, CancellationToken ct = default)
    {
        if (await stations.OfAsync(station, ct) is not { } chosen)
        {
            return station is null ? View("NoStation") : NotFound();
        }

        return await ShowAsync(chosen, shown, page, null, [], ct);
    }

    /// <summary>Posted, so that no address and no log carries a name or a number.</summary>
    [HttpPost("{station:guid}/find")]
    public async Task<IActionResult> Find(Guid station, [FromForm] string? text, CancellationToken ct)
    {
        if (await stations.OfAsync(station, ct) is not { } chosen)
        {
            return NotFound();
        }

        var found = await find.RunAsync(new() { Text = text, CountyCode = RegionCodes.CountyOf(chosen.Chosen.RegionCode) }, ct);
        if (!found.Ok)
        {
            ModelState.AddModelError("text", found.Refusal.Message);
        }

        return await ShowAsync(chosen, RegularsShown.Now, 1, text ?? "", found.Ok ? found.Value : [], ct);
    }

    [HttpPost("{station:guid}/add")]
    public async Task<IActionResult> Add(Guid station, [FromForm] Guid person, CancellationToken ct)
    {
        var added = await write.AddAsync(new() { StationKey = station, PersonKey = person, Actor = AccountClaims.ActorOf(User) }, ct);
        if (added.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[added.Ok ? "Done" : "Refused"] = added.Refusal?.Message ?? "加上了，从今天起点名时排在前面。以前的点名册不变。";
        return Redirect($"/regulars?station={station}");
    }

    [HttpGet("{station:guid}/{person:guid}/end")]
    public Task<IActionResult> End(Guid station, Guid person, CancellationToken ct) =>
        EndPageAsync(station, person, clock.Today().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ct);

    [HttpPost("{station:guid}/{person:guid}/end")]
    public async Task<IActionResult> EndNow(Guid station, Guid person, [FromForm] string? on, CancellationToken ct)
    {
        var day = DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : (DateOnly?)null;
        var ended = await write.EndAsync(new() { StationKey = station, PersonKey = person, On = day, Actor = AccountClaims.ActorOf(User) }, ct);
        if (ended.Ok)
        {
            TempData["Done"] = "记下了。以前的点名册不变，想加回来随时能加。";
            return Redirect($"/regulars?station={station}");
        }

        if (ended.Refusal is Training.Domain.Shared.NotFound or NoRegularThere)
        {
            return NotFound();
        }

        ModelState.AddModelError(ended.Refusal.Field ?? "", ended.Refusal.Message);
        return await EndPageAsync(station, person, on, ct);
    }

    private async Task<IActionResult> EndPageAsync(Guid station, Guid person, string? on, CancellationToken ct) =>
        await stations.OfAsync(station, ct) is { } chosen && await book.OneAsync(chosen.Chosen, person, ct) is { } line
            ? View("EndRegular", new EndRegularPage(chosen.Chosen, line, on))
            : NotFound();

    private async Task<IActionResult> ShowAsync(
        Stations chosen, RegularsShown shown, int page, string? text, IReadOnlyList<FoundPerson> found, CancellationToken ct)
    {
        var number = Math.Clamp(page, 1, 1000);
        var lines = await book.LinesAsync(chosen.Chosen, shown, number, PageSize, ct);
        var regular = found.Count == 0 ? new HashSet<Guid>() : await book.AmongAsync(chosen.Chosen, [.. found.Select(p => p.Key)], ct);
        return View("Regulars", new RegularsPage(
            chosen, lines, shown, await book.ProposalsAsync(chosen.Chosen, ct), text, found, regular,
            new PageOf(number, PageSize, lines.Total, n => $"/regulars?station={chosen.Chosen.Key}&shown={shown}&page={n}"), clock.Today()));
    }
}

public sealed record RegularsPage(
    Stations Stations, RegularsPageOf Lines, RegularsShown Shown, IReadOnlyList<RegularProposal> Proposals, string? Text,
    IReadOnlyList<FoundPerson> Found, IReadOnlySet<Guid> Regular, PageOf Pages, DateOnly Today);

public sealed record EndRegularPage(Training.Domain.Stations.Station Station, RegularLine Line, string? On);
