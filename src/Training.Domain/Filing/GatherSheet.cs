using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>A county's sheet with all rows that its figures, in every reading, are the aggregate of.</summary>
public sealed record GatheredSheet
{
    public required Region County { get; init; }

    public required Evaluation Evaluation { get; init; }

    /// <summary>By metric and first month counted: readings that count the same share their rows.</summary>
    public required IReadOnlyDictionary<RowsKey, IReadOnlyList<MetricRow>> Rows { get; init; }

    /// <summary>The same for some of the stations alone. What no station counts, the county's pool or courses, stays as it is.</summary>
    public GatheredSheet OfStations(IReadOnlySet<long> stations)
    {
        var lives = Evaluation.Stations.Where(s => stations.Contains(s.StationId)).ToList();
        var rows = Rows.ToDictionary(r => r.Key, r => (IReadOnlyList<MetricRow>)[.. r.Value.Where(row => row.StationId == 0 || stations.Contains(row.StationId))]);
        return this with { Rows = rows, Evaluation = Judged(Evaluation, lives, rows) };
    }

    internal static Evaluation Judged(Evaluation frame, IReadOnlyList<StationLife> stations, IReadOnlyDictionary<RowsKey, IReadOnlyList<MetricRow>> rows) => frame with
    {
        Stations = stations,
        Outcomes =
        [
            .. frame.Outcomes.Select(o => o with
            {
                Counties = CountyFigures.OfRows(o.Reading.Measure, o.Window, frame.Period, stations, frame.CountyCodes, [.. rows[RowsKey.Of(o)]]),
            }),
        ],
    };
}

/// <summary>What rows are asked for; all else of the window is the same for one sheet.</summary>
public readonly record struct RowsKey(string Metric, int First)
{
    public static RowsKey Of(ItemOutcome outcome) => new(outcome.Reading.Measure.Metric, outcome.Window.First.Number);
}

/// <summary>
/// Reads the rows behind a sheet once and computes every figure from them in memory: what is copied into a snapshot and what is counted
/// cannot differ. That the figures are those of <see cref="BuildStandardSheet"/>, which counts in SQL, is proved by a test.
/// </summary>
public sealed class GatherSheet(TrainingDbContext db, StandardInForce standards, EvaluateStandard evaluate, TimeProvider clock)
{
    public async Task<GatheredSheet> RunAsync(Region county, SheetPeriod period, CancellationToken ct = default)
    {
        var standard = await standards.ForAsync(period.Last, county.Code, ct);
        // No items: the frame alone, with the stations and the day on which stocks are taken.
        var frame = await evaluate.RunAsync(
            new() { Standard = standard, RegionCode = county.Code, Period = period, Today = clock.Today(), Items = [] }, ct);
        var definition = standard.Definition;
        var outcomes = new List<ItemOutcome>();
        var rows = new Dictionary<RowsKey, IReadOnlyList<MetricRow>>();
        foreach (var reading in definition.Computed.SelectMany(i => ItemReading.Of(definition, i, period.Last)))
        {
            var outcome = new ItemOutcome
            {
                Reading = reading,
                Window = EvaluateStandard.WindowOf(definition, reading.Measure, period, EvaluateStandard.ReachOf(reading.Measure, county.Code), frame.CutOff),
                Counties = new Dictionary<long, CountyFigure>(),
            };
            outcomes.Add(outcome);
            var key = RowsKey.Of(outcome);
            if (!rows.ContainsKey(key))
            {
                var read = await MetricTallies.Rows(db, key.Metric, outcome.Window).ToListAsync(ct);
                rows[key] = [.. read.OrderBy(r => r.RegionCode).ThenBy(r => r.StationId).ThenBy(r => r.Month).ThenBy(r => r.Kind).ThenBy(r => r.RecordId).ThenBy(r => r.Member)];
            }
        }

        return new() { County = county, Rows = rows, Evaluation = GatheredSheet.Judged(frame with { Outcomes = outcomes }, frame.Stations, rows) };
    }
}
