using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Standards;

/// <summary>每月核算: who is short of what in a month, what changed since the last run, and what would still mend it.</summary>
[Authorize(Policy = Policies.Sheets)]
public sealed class CheckController(ReadCheck read, TrainingDbContext db, Who who, TimeProvider clock) : Controller
{
    private static readonly string[] Columns = ["县区", "站点", "编号", "项目内容", "具体要求", "现在", "要求", "差", "单位", "出处"];

    [HttpGet("check")]
    public async Task<IActionResult> Show(string? county, string? month, CancellationToken ct)
    {
        if (await ViewAsync(county, month, ct) is not { } view)
        {
            return NotFound();
        }

        var now = Month.Of(clock.Today());
        var counties = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).OrderBy(r => r.Code).ToListAsync(ct);
        return View("Check", new CheckPage(view, [.. counties.Where(r => db.Scope.Holds(r.Code))], [.. Enumerable.Range(0, 12).Select(n => now.AddMonths(-n))], now));
    }

    [HttpGet("check/list.{format:regex(^(xlsx|csv)$)}")]
    public async Task<IActionResult> Download(string format, string? county, string? month, CancellationToken ct)
    {
        if (await ViewAsync(county, month, ct) is not { } view)
        {
            return NotFound();
        }

        var names = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        var rows = view.Shortfalls.Select(s => (IReadOnlyList<string?>)
        [
            names.GetValueOrDefault(s.CountyCode), s.StationName ?? "全县区", s.Item.Code, s.Item.Content, s.Item.Requirement,
            SheetWords.Plain(s.Value), SheetWords.Plain(s.Required), SheetWords.Plain(s.ShortBy), s.Unit, s.Item.Clause,
        ]);
        var title = $"{ChineseMonths.Of(view.Month)}差什么";
        return TableFile.Of(format, title, (title, $"{view.Definition.Title}：{title}"), Columns, rows);
    }

    private async Task<CheckView?> ViewAsync(string? county, string? month, CancellationToken ct)
    {
        var now = Month.Of(clock.Today());
        var told = Month.TryParse(month, out var at) && at <= now;
        var code = county is not { Length: > 0 } ? who.Region ?? -1
            : RegionCodes.TryParse(county, out var typed) && RegionCodes.LevelOf(typed) == RegionLevel.County ? typed : -1;
        if (code <= 0 || await read.RunAsync(told ? at : now, code, ct) is not { Ok: true, Value: { } view })
        {
            return null;
        }

        // On the first day of a month nothing has been checked yet: whoever asks for no month sees the last one.
        return view.Run is null && !told && await read.RunAsync(now.Previous, code, ct) is { Ok: true, Value: { Run: not null } last } ? last : view;
    }
}

public sealed record CheckPage(CheckView View, IReadOnlyList<Region> Counties, IReadOnlyList<Month> Months, Month Now)
{
    public bool IsCity => RegionCodes.LevelOf(View.RegionCode) == RegionLevel.City;

    public string Name => IsCity ? "全市" : County(View.RegionCode);

    public string Query => $"month={View.Month}{(IsCity ? "" : $"&county={RegionCodes.Short(View.RegionCode)}")}";

    public string County(long code) => Counties.FirstOrDefault(c => c.Code == code)?.Name ?? "";

    /// <summary>The figure of a duty: a share where one is asked, otherwise how many records it rests on.</summary>
    public static string Figure(DutyFinding duty) => duty.Item.Measure.Aggregator == Aggregator.Ratio
        ? $"{SheetWords.Percent(duty.Found.Numerator, duty.Found.Denominator)}（{duty.Found.Numerator}/{duty.Found.Denominator}）"
        : $"{duty.Found.Records} 条";

    /// <summary>The records behind a county's figure of the month.</summary>
    public string Records(long county, string item) => $"/sheets/{RegionCodes.Short(county)}/{View.Month}?item={item}";

    public static string Said(FindingState state, decimal value) => state switch
    {
        FindingState.Met => $"{SheetWords.Plain(value)}，达标",
        FindingState.Short => $"{SheetWords.Plain(value)}，没达标",
        FindingState.Exempt => "免计",
        _ => "没有",
    };

    public static string Said(Slot slot) =>
        $"{ChineseDates.Short(slot.Day)} {(slot.From.Hour < 12 ? "上午" : "下午")} {(slot.From.Hour > 12 ? slot.From.Hour - 12 : slot.From.Hour)}:{slot.From.Minute:00}";
}
