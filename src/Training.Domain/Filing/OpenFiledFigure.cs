using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>
/// Opens a figure of a signed sheet: the rows that were copied when it was signed, not those that would be counted today. Names of persons
/// and words of visits are looked up now, since a snapshot holds none.
/// </summary>
public sealed class OpenFiledFigure(TrainingDbContext db, RecordTitles titles)
{
    public async Task<Result<DrillDown>> RunAsync(
        ReadSnapshot read, string itemCode, DrillTab tab = DrillTab.All, int page = 1, int pageSize = OpenFigure.PageSize, CancellationToken ct = default)
    {
        var definition = read.Evaluation.Standard.Definition;
        if (definition.Computed.All(i => i.Code != itemCode))
        {
            return new NotFound($"编号 {itemCode} 的项");
        }

        var outcome = read.Evaluation.InForce(itemCode);
        var rows = read.RowsOf(outcome);
        var county = await db.Regions().AsNoTracking().SingleAsync(r => r.Code == read.Sheet.CountyCode, ct);
        return DrillDown.Of(
            new(county, read.Sheet.Period), definition, outcome, read.Content.CutOff,
            DrillDown.Describe(outcome, rows, await TitlesAsync(read, rows, ct), read.Evaluation.Stations.ToDictionary(s => s.StationId, s => s.Name), Limits(read, outcome)), tab, page, pageSize);
    }

    private static Dictionary<long, SessionLimits> Limits(ReadSnapshot read, ItemOutcome outcome)
    {
        if (outcome.Reading.Measure.Metric != OnSiteMetrics.Sessions)
        {
            return [];
        }

        IReadOnlyList<MetricRow> Of(string metric) => read.Rows.FirstOrDefault(r => r.Key.Metric == metric && r.Key.First == outcome.Window.First.Number).Value ?? [];
        var people = Of(OnSiteMetrics.People).ToDictionary(r => r.RecordId, r => r.Numerator);
        return Of(OnSiteMetrics.Minutes).ToDictionary(m => m.RecordId, m => new SessionLimits(m.Numerator, people.GetValueOrDefault(m.RecordId), m.Exclusion == Exclusion.Tutoring));
    }

    private async Task<Dictionary<(RecordKind, long), RecordTitle>> TitlesAsync(ReadSnapshot read, IReadOnlyList<MetricRow> rows, CancellationToken ct)
    {
        var wanted = rows.Select(r => (r.Kind.ToString(), r.RecordId)).ToHashSet();
        var kept = read.Content.Records.Where(r => r.Title is not null && wanted.Contains((r.Kind, r.Id)))
            .ToDictionary(r => (Enum.Parse<RecordKind>(r.Kind), r.Id), r => new RecordTitle(r.Day, r.Title!) { Page = r.Page });
        var now = await titles.OfAsync(rows.Where(r => !kept.ContainsKey((r.Kind, r.RecordId))), ct);
        foreach (var (record, title) in now)
        {
            kept[record] = title;
        }

        return kept;
    }
}
