using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Filing.Declared;

/// <summary>A line of the list of declared sheets.</summary>
public sealed record DeclaredListed(DeclaredSheet Sheet, SheetPeriod Period, string Place, string County);

/// <summary>Declared sheets within the caller's reach, and one of them with what records say beside it.</summary>
public sealed class ReadDeclaredSheets(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task<(IReadOnlyList<DeclaredListed> Lines, int Total)> ListAsync(DeclaredState? state, int page, CancellationToken ct = default)
    {
        var wanted = db.DeclaredSheets().AsNoTracking().Where(s => state == null || s.State == state);
        var total = await wanted.CountAsync(ct);
        var sheets = await wanted.OrderByDescending(s => s.MovedUtc).ThenByDescending(s => s.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var ids = sheets.ConvertAll(s => s.StationId);
        var stations = await db.Stations().AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var counties = await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.County).ToDictionaryAsync(r => r.Code, r => r.Name, ct);
        return ([.. sheets.Select(s =>
        {
            var county = counties.GetValueOrDefault(RegionCodes.CountyOf(s.RegionCode), "");
            return new DeclaredListed(s, PeriodOf(s), s.IsStation ? stations.GetValueOrDefault(s.StationId, "") : county, county);
        })], total);
    }

    public async Task<DeclaredView?> FindAsync(Guid key, CancellationToken ct = default)
    {
        if (await db.DeclaredSheets().SingleOrDefaultAsync(s => s.Key == key, ct) is not { } sheet)
        {
            return null;
        }

        var version = await db.StandardVersions().AsNoTracking().SingleAsync(v => v.Id == sheet.StandardVersionId, ct);
        var definition = await standards.WithRulingsAsync(StandardInForce.DefinitionOf(version), ct);
        var period = PeriodOf(sheet);
        var county = await db.Regions().AsNoTracking().SingleAsync(r => r.Code == RegionCodes.CountyOf(sheet.RegionCode), ct);
        var station = sheet.IsStation ? await db.Stations().IgnoreQueryFilters().AsNoTracking().SingleAsync(s => s.Id == sheet.StationId, ct) : null;
        var lines = definition.Sections.SelectMany(s => s.Items, (s, i) => (Section: s, Item: i)).Where(l => l.Item.Measure.Scope == MeasureScope.Station == sheet.IsStation).ToList();
        var evaluation = await evaluate.RunAsync(
            new()
            {
                Standard = new(version.Id, definition), RegionCode = county.Code, Period = period, Today = clock.Today(),
                Items = [.. lines.Where(l => DeclaredRules.AsksOf(l.Item) != LineAsks.Figure).Select(l => l.Item.Code)],
            },
            ct);
        var towns = sheet.IsStation ? [] : await TownsAsync(county.Code, ct);
        var life = evaluation.Stations.FirstOrDefault(s => s.StationId == sheet.StationId);
        var figures = (await db.DeclaredFigures().AsNoTracking().Where(f => f.SheetId == sheet.Id).OrderBy(f => f.Id).ToListAsync(ct)).ToLookup(f => f.ItemCode);
        var steps = await db.DeclaredSteps().AsNoTracking().Where(s => s.SheetId == sheet.Id).OrderBy(s => s.Id).ToListAsync(ct);
        var who = steps.Select(s => s.AccountId).OfType<long>().Distinct().ToList();
        return new()
        {
            Sheet = sheet,
            Definition = definition,
            Period = period,
            Place = station?.Name ?? county.Name,
            County = county,
            OrganizationId = station?.OrganizationId,
            Steps = steps,
            Names = await db.Accounts().Where(a => who.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct),
            Lines =
            [
                .. lines.Select(l => Line(l.Section, l.Item, DeclaredRules.Slots(l.Item, period, life, sheet.RegionCode, towns), sheet, evaluation, county.Code, [.. figures[l.Item.Code]])),
            ],
        };
    }

    /// <summary>Whether the standard of today asks anything of the caller's county or city.</summary>
    public async Task<StandardDefinition> InForceAsync(long region, CancellationToken ct = default) => (await standards.ForAsync(Month.Of(clock.Today()), region, ct)).Definition;

    private static SheetPeriod PeriodOf(DeclaredSheet sheet) =>
        SheetPeriod.TryParse(sheet.Period, out var period) ? period : throw new InvalidOperationException($"Declared sheet {sheet.Id} has no period.");

    private static DeclaredLine Line(
        StandardSection section, StandardItem item, IReadOnlyList<DeclaredSlot> slots, DeclaredSheet sheet, Evaluation evaluation, long county, IReadOnlyList<DeclaredFigure> figures)
    {
        var asks = DeclaredRules.AsksOf(item);
        return new()
        {
            Evidence = asks == LineAsks.Figure ? item.Evidence : Evidence(item, sheet, evaluation, county),
            Section = section,
            Item = item,
            Asks = asks,
            Slots = slots,
            Fact = asks == LineAsks.Figure ? null : Fact(item, sheet, evaluation, county),
            Computed = asks == LineAsks.Mark ? Computed(item, sheet, evaluation, county) : null,
            Columns = Enum.GetValues<DeclaredColumn>().ToDictionary(c => c, c => Column(item, slots, [.. figures.Where(f => f.Column == c)])),
        };
    }

    private static ColumnOfLine Column(StandardItem item, IReadOnlyList<DeclaredSlot> slots, IReadOnlyList<DeclaredFigure> figures)
    {
        var numbers = new Dictionary<string, DeclaredFigure>();
        foreach (var slot in slots)
        {
            if (figures.LastOrDefault(f => f.Month == slot.Month && f.RegionCode == slot.RegionCode) is { } last)
            {
                numbers[slot.Key] = last;
            }
        }

        return new(numbers, numbers.Values.MaxBy(f => f.Id)?.Note ?? "", DeclaredRules.Points(item, [.. numbers.Values.Select(f => f.Numerator)], slots.Count));
    }

    private static IEnumerable<PlaceFigure> Places(StandardItem item, DeclaredSheet sheet, Evaluation evaluation) =>
        evaluation.InForce(item.Code).Counties.Values.SelectMany(c => c.Places).Where(p => p.Station.StationId == sheet.StationId && p.Verdict.State != FindingState.Exempt);

    private static decimal Computed(StandardItem item, DeclaredSheet sheet, Evaluation evaluation, long county) => item.Scoring!.Of(
        sheet.IsStation ? [.. Places(item, sheet, evaluation).Select(p => (p.Verdict, p.Tally))]
            : [(evaluation.InForce(item.Code).Counties[county].Verdict, evaluation.InForce(item.Code).Counties[county].Total)]);

    private static string Evidence(StandardItem item, DeclaredSheet sheet, Evaluation evaluation, long county)
    {
        var outcome = evaluation.InForce(item.Code);
        var figure = outcome.Counties[county];
        return SheetWords.Replace(
            item.Evidence, outcome.Reading,
            sheet.IsStation ? figure with { Total = Places(item, sheet, evaluation).Select(p => p.Tally).Aggregate(MetricTally.Nothing(sheet.RegionCode, sheet.StationId, evaluation.Period.Last), (sum, t) => sum.Plus(t)) } : figure,
            evaluation.Period);
    }

    private static string Fact(StandardItem item, DeclaredSheet sheet, Evaluation evaluation, long county)
    {
        var outcome = evaluation.InForce(item.Code);
        if (!sheet.IsStation)
        {
            var figure = outcome.Counties[county];
            return SheetWords.Fill(figure.IsMet ? item.Says.Met : item.Says.Short, outcome.Reading, figure, evaluation.Period).ToString();
        }

        var places = Places(item, sheet, evaluation).ToList();
        return places.Count == 0 ? "没有记录"
            : item.Measure.IsMonthly && places.Count > 1 ? $"{places.Count} 个月中 {places.Count(p => p.Verdict.State == FindingState.Met)} 个月达标"
            : $"{SheetWords.Plain(Math.Round(places[0].Verdict.Value, 2))} {item.Measure.Unit}";
    }

    private async Task<IReadOnlyList<Region>> TownsAsync(long county, CancellationToken ct)
    {
        var codes = RegionCodes.RangeOf(county);
        return await db.Regions().AsNoTracking().Where(r => r.Level == RegionLevel.Township && r.FormerFrom == null && r.Code >= codes.From && r.Code < codes.Until).OrderBy(r => r.Code).ToListAsync(ct);
    }
}
