using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;
using Training.Web.Hosting;

namespace Training.Web.Features.Standards;

/// <summary>月度指标: a county's stations over the months of a year, and what stands behind one cell.</summary>
[Authorize(Policy = Policies.Sheets)]
public sealed class QuotaController(ReadQuotaYear years, OpenFigure figures, TrainingDbContext db, TimeProvider clock) : Controller
{
    [HttpGet("quota")]
    public async Task<IActionResult> Year(string? county, int? year, string? item, long? station, int? month, CancellationToken ct)
    {
        var all = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct);
        var counties = all.Where(r => db.Scope.Holds(r.Code)).ToList();
        var chosen = county is null ? counties.FirstOrDefault() : counties.FirstOrDefault(c => RegionCodes.Short(c.Code) == county);
        var today = clock.Today();
        var asked = year ?? today.Year;
        if (chosen is null || asked < 2023 || asked > today.Year)
        {
            return NotFound();
        }

        var read = await years.RunAsync(chosen.Code, asked, item ?? "J2", ct);
        if (!read.Ok)
        {
            return NotFound();
        }

        var page = new QuotaPage(read.Value, chosen, counties, today);
        if (station is { } id && month is >= 1 and <= 12)
        {
            var line = read.Value.Lines.FirstOrDefault(l => l.Station.StationId == id);
            if (line is null)
            {
                return NotFound();
            }

            var at = Month.From(asked, month.Value);
            var opened = await figures.RunAsync(RegionCodes.Short(chosen.Code), at.ToString(), read.Value.Reading.Item.Code, pageSize: int.MaxValue, ct: ct);
            page = page with { Line = line, Cell = line.Cells[month.Value - 1], Records = opened.Ok ? [.. opened.Value.Rows.Where(r => r.Row.StationId == id).OrderBy(r => r.Day)] : [] };
        }

        return View(page);
    }
}

public sealed record QuotaPage(QuotaYear Year, Region County, IReadOnlyList<Region> Counties, DateOnly Today)
{
    /// <summary>The four requirements that are judged month by month, as the segments call them.</summary>
    public static readonly (string Item, string Words)[] Segments = [("J2", "次数"), ("J3", "时长"), ("J4", "人数"), ("B2", "六助")];

    public QuotaLine? Line { get; init; }

    public QuotaCell? Cell { get; init; }

    public IReadOnlyList<DrillRow> Records { get; init; } = [];

    public string Item => Year.Reading.Item.Code;

    public string Address(string? item = null) => $"/quota?county={RegionCodes.Short(County.Code)}&year={Year.Year}&item={item ?? Item}";

    public string Address(StationLife station, Month month) => $"{Address()}&station={station.StationId}&month={month.MonthOfYear}#panel";

    public int Count(params QuotaCellState[] states) => Year.Cells.Count(c => states.Contains(c.State));

    public int CountNow(params QuotaCellState[] states) => Year.Cells.Count(c => c.Month == Year.Now && states.Contains(c.State));

    public static string Kind(StationKind kind) => kind switch
    {
        StationKind.StreetElderCare => "街道养老服务站",
        StationKind.CommunityDayCare => "社区日间照料中心",
        StationKind.VillageHappinessHome => "农村幸福院",
        StationKind.TownSocialWork => "乡镇（街道）社工站",
        StationKind.CommunityRoom => "社区（村）活动室",
        _ => throw new InvalidOperationException($"No words for {kind}."),
    };

    public static string Class(QuotaCell cell) => cell.State switch
    {
        QuotaCellState.Met => "",
        QuotaCellState.More => "more",
        QuotaCellState.Open => "open",
        QuotaCellState.Risk => "risk",
        QuotaCellState.Short => "short",
        QuotaCellState.None => "none",
        QuotaCellState.Exempt => "exempt",
        _ => "later",
    };

    public static string Text(QuotaCell cell) => cell.State switch
    {
        QuotaCellState.Exempt => cell.Reason?.Contains("暂停", StringComparison.Ordinal) == true ? "停" : "免",
        QuotaCellState.Later or QuotaCellState.Outside => "·",
        _ => SheetWords.Plain(cell.Count),
    };

    public string Spoken(StationLife station, QuotaCell cell)
    {
        var said = cell.State switch
        {
            QuotaCellState.Met => "达标",
            QuotaCellState.More => "达标，超过要求",
            QuotaCellState.Open => "课表排够，等开课",
            QuotaCellState.Risk => "有风险",
            QuotaCellState.Short or QuotaCellState.None => $"差 {SheetWords.Plain(cell.ShortBy)} {Year.Reading.Measure.Unit}",
            QuotaCellState.Exempt => $"免计，{cell.Reason}",
            _ => "没有要算的",
        };
        return $"{station.Name} {cell.Month.MonthOfYear}月 {SheetWords.Plain(cell.Count)} 次，{said}{(cell.ChangedSinceUtc is null ? "" : "，核算以后有更正")}";
    }
}
