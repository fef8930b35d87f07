using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Filing;

/// <summary>Which of a figure's rows are wanted.</summary>
public enum DrillTab
{
    All,
    Qualifying,
    Failing,

    /// <summary>Listed with the reason and not counted.</summary>
    Excluded,
}

/// <summary>One record behind a figure.</summary>
public sealed record DrillRow
{
    public required MetricRow Row { get; init; }

    public DateOnly? Day { get; init; }

    /// <summary>Null where the record belongs to the county.</summary>
    public string? Station { get; init; }

    public required string Title { get; init; }

    /// <summary>Key of the page on which the record is read, where it has one.</summary>
    public Guid? Page { get; init; }

    /// <summary>What the row brings to the figure, in words: 65 分钟.</summary>
    public required string Value { get; init; }

    /// <summary>What it misses: 差 3 人; several where it misses several.</summary>
    public string? Short { get; init; }

    public bool Fails => Short is not null;
}

/// <summary>The records behind one figure of a sheet.</summary>
public sealed record DrillDown
{
    public required AskedSheet Asked { get; init; }

    /// <summary>Null for a demand of the text beside the sheet.</summary>
    public required StandardSection? Section { get; init; }

    public required ItemReading Reading { get; init; }

    public required CountyFigure Figure { get; init; }

    public required DateOnly CutOff { get; init; }

    public required DrillTab Tab { get; init; }

    public required int All { get; init; }

    public required int Qualifying { get; init; }

    public required int Failing { get; init; }

    public required int Excluded { get; init; }

    public required int Page { get; init; }

    public required int Pages { get; init; }

    /// <summary>The rows of this page of the tab, failing ones first.</summary>
    public required IReadOnlyList<DrillRow> Rows { get; init; }

    internal static DrillDown Of(
        AskedSheet asked, StandardDefinition standard, ItemOutcome outcome, DateOnly cutOff, IReadOnlyList<DrillRow> rows, DrillTab tab, int page, int pageSize)
    {
        var counted = rows.Where(r => r.Row.Exclusion == Exclusion.None).ToList();
        IReadOnlyList<DrillRow> shown = tab switch
        {
            DrillTab.Qualifying => [.. counted.Where(r => !r.Fails)],
            DrillTab.Failing => [.. counted.Where(r => r.Fails)],
            DrillTab.Excluded => [.. rows.Where(r => r.Row.Exclusion != Exclusion.None)],
            _ => counted,
        };
        var pages = Math.Max(1, (shown.Count + pageSize - 1) / pageSize);
        var at = Math.Clamp(page, 1, pages);
        return new()
        {
            Asked = asked,
            Section = standard.Sections.FirstOrDefault(s => s.Items.Contains(outcome.Reading.Item)),
            Reading = outcome.Reading,
            Figure = outcome.Counties[asked.County.Code],
            CutOff = cutOff,
            Tab = tab,
            All = counted.Count,
            Qualifying = counted.Count(r => !r.Fails),
            Failing = counted.Count(r => r.Fails),
            Excluded = rows.Count - counted.Count,
            Page = at,
            Pages = pages,
            Rows = [.. shown.Skip((at - 1) * pageSize).Take(pageSize)],
        };
    }

    internal static IReadOnlyList<DrillRow> Describe(
        ItemOutcome outcome, IEnumerable<MetricRow> rows, IReadOnlyDictionary<(RecordKind, long), RecordTitle> titles,
        IReadOnlyDictionary<long, string> stations, IReadOnlyDictionary<long, SessionLimits> limits) =>
    [
        .. rows.Select(row =>
        {
            var title = titles.GetValueOrDefault((row.Kind, row.RecordId)) ?? new RecordTitle(null, "");
            return new DrillRow
            {
                Row = row,
                Day = title.Day,
                Station = row.Kind == RecordKind.Station ? null : stations.GetValueOrDefault(row.StationId),
                Title = title.Words,
                Page = title.Page,
                Value = RowWords.Value(outcome.Reading, row, limits.GetValueOrDefault(row.RecordId)),
                Short = row.Exclusion == Exclusion.None ? RowWords.Short(outcome.Reading, outcome.Window, row, limits.GetValueOrDefault(row.RecordId)) : RowWords.Excluded(row.Exclusion),
            };
        }).OrderByDescending(r => r.Fails).ThenBy(r => r.Day).ThenBy(r => r.Station, StringComparer.Ordinal).ThenBy(r => r.Row.RecordId),
    ];
}

/// <summary>Lists the rows that a figure is the aggregate of: the same query, so their count is the figure.</summary>
public sealed class OpenFigure(TrainingDbContext db, BuildStandardSheet sheets, StandardInForce standards, EvaluateStandard evaluate, RecordTitles titles, TimeProvider clock)
{
    public const int PageSize = 60;

    public async Task<Result<DrillDown>> RunAsync(
        string county, string period, string itemCode, DrillTab tab = DrillTab.All, int page = 1, int pageSize = PageSize, CancellationToken ct = default)
    {
        var asked = await sheets.AskedAsync(county, period, ct);
        if (!asked.Ok)
        {
            return asked.Refusal;
        }

        var standard = await standards.ForAsync(asked.Value.Period.Last, asked.Value.County.Code, ct);
        if (standard.Definition.Computed.All(i => i.Code != itemCode))
        {
            return new NotFound($"编号 {itemCode} 的项");
        }

        var evaluation = await evaluate.RunAsync(
            new()
            {
                Standard = standard, RegionCode = asked.Value.County.Code, Period = asked.Value.Period, Today = clock.Today(),
                Items = [itemCode],
            },
            ct);
        var outcome = evaluation.InForce(itemCode);
        var rows = await MetricTallies.Rows(db, outcome.Reading.Measure.Metric, outcome.Window).ToListAsync(ct);
        var named = await titles.OfAsync(rows, ct);
        var codes = RegionCodes.RangeOf(asked.Value.County.Code);
        var stations = await db.Stations().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.RegionCode >= codes.From && s.RegionCode < codes.Until)
            .ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var limits = await LimitsAsync(outcome, ct);
        return DrillDown.Of(asked.Value, standard.Definition, outcome, evaluation.CutOff, DrillDown.Describe(outcome, rows, named, stations, limits), tab, page, pageSize);
    }

    /// <summary>A session that does not qualify says which limit it missed: its minutes and people, from the metrics of those two.</summary>
    private async Task<Dictionary<long, SessionLimits>> LimitsAsync(ItemOutcome outcome, CancellationToken ct)
    {
        if (outcome.Reading.Measure.Metric != OnSiteMetrics.Sessions)
        {
            return [];
        }

        var minutes = await MetricTallies.Rows(db, OnSiteMetrics.Minutes, outcome.Window).ToListAsync(ct);
        var people = await MetricTallies.Rows(db, OnSiteMetrics.People, outcome.Window).ToDictionaryAsync(r => r.RecordId, r => r.Numerator, ct);
        return minutes.ToDictionary(m => m.RecordId, m => new SessionLimits(m.Numerator, people.GetValueOrDefault(m.RecordId), m.Exclusion == Exclusion.Tutoring));
    }
}

/// <summary>What a held session came to, for the reason why it does not qualify.</summary>
public sealed record SessionLimits(long Minutes, long People, bool Tutoring);
