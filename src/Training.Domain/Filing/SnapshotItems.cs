using System.Globalization;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>Turns lines and rows of a sheet into what a snapshot holds of them, and back.</summary>
internal static class SnapshotItems
{
    public static SnapshotItem Of(ItemOutcome outcome, CountyFigure figure, StandardSheet sheet)
    {
        var (reading, measure) = (outcome.Reading, outcome.Reading.Measure);
        var line = reading.InForce ? sheet.Lines.FirstOrDefault(l => l.Item.Code == reading.Item.Code) : null;
        var text = line?.Text ?? SheetWords.Fill(figure.IsMet ? reading.Item.Says.Met : reading.Item.Says.Short, reading, figure, sheet.Period);
        return new()
        {
            Code = reading.Item.Code,
            Reading = reading.Name,
            Label = reading.Label,
            Metric = measure.Metric,
            First = outcome.Window.First.Number,
            Threshold = measure.Threshold,
            Unit = measure.Unit,
            Before = text.Before,
            Figure = text.Figure,
            After = text.After,
            Evidence = line?.Evidence,
            Met = figure.IsMet,
            AsksCounty = line is { AsksCounty: true } ? true : null,
            Margin = line is null ? SheetWords.Remark(reading, figure, sheet.Period) : line.Remark,
            Exempt = line?.Exempt,
            Value = figure.Verdict.Value,
            Counted = figure.Total.Rows,
            Numerator = figure.Total.Numerator,
            Denominator = figure.Total.Denominator,
            Due = figure.Due,
            PlacesMet = figure.Met,
            PlacesExempt = figure.Exempt,
        };
    }

    /// <summary>The words as they were printed, over figures computed from the rows.</summary>
    public static SheetLine Printed(SheetLine line, SnapshotItem item) => line with
    {
        Text = new(item.Before, item.Figure, item.After),
        Evidence = item.Evidence ?? "",
        IsMet = item.Met,
        AsksCounty = item.AsksCounty ?? false,
        Remark = item.Margin,
        Exempt = item.Exempt,
    };

    /// <summary>Whether the numbers of an item follow from the rows.</summary>
    public static bool Follows(SnapshotItem item, CountyFigure figure) =>
        (item.Met, item.Value, item.Counted, item.Numerator, item.Denominator, item.Due, item.PlacesMet, item.PlacesExempt)
        == (figure.IsMet, Rounded(figure.Verdict.Value), figure.Total.Rows, figure.Total.Numerator, figure.Total.Denominator, figure.Due, figure.Met, figure.Exempt);

    /// <summary>Rulings that stand beside a version's own text, the latest record of each place first.</summary>
    public static IReadOnlyList<SnapshotRuling> Rulings(StandardDefinition standard) =>
    [
        .. standard.Rulings.SelectMany(r => r.Decisions, (r, d) => (Ruling: r.Id, Decision: d)).Where(d => d.Decision.Key is not null)
            .Select(d => new SnapshotRuling(d.Decision.Key!.Value, d.Ruling, d.Decision.Reading, d.Decision.InForceFrom, d.Decision.DecidedOn, d.Decision.Paper, d.Decision.By)),
    ];

    /// <summary>A version's text with the rulings of a snapshot, and no others.</summary>
    public static StandardDefinition Ruled(StandardDefinition standard, IReadOnlyList<SnapshotRuling> rulings)
    {
        var decisions = rulings.ToLookup(
            r => r.Ruling, r => new Decision { Key = r.Key, Reading = r.Reading, InForceFrom = r.From, DecidedOn = r.DecidedOn, Paper = r.Paper, By = r.By });
        return standard with { Rulings = [.. standard.Rulings.Select(r => r.With(decisions[r.Id]))] };
    }

    /// <summary>Region, station, month, kind, record, numerator, denominator, member, excluded.</summary>
    public static IReadOnlyList<long> Numbers(MetricRow row) =>
        [row.RegionCode, row.StationId, row.Month.Number, (long)row.Kind, row.RecordId, row.Numerator, row.Denominator, row.Member, row.Excluded];

    public static MetricRow Row(IReadOnlyList<long> numbers) => new()
    {
        RegionCode = numbers[0],
        StationId = numbers[1],
        Month = Month.FromNumber((int)numbers[2]),
        Kind = (RecordKind)numbers[3],
        RecordId = numbers[4],
        Numerator = numbers[5],
        Denominator = numbers[6],
        Member = numbers[7],
        Excluded = (int)numbers[8],
    };

    // As the canonical text writes it.
    private static decimal Rounded(decimal value) =>
        decimal.Parse(value.ToString("0.############################", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
