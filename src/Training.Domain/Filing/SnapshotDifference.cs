using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>One record that counts otherwise, or no longer, or now.</summary>
/// <param name="Before">What it brought then; null: it did not count.</param>
public sealed record RecordDifference(RecordKind Kind, long Id, long? Before, long? Now);

/// <summary>One line that came out otherwise, with the records that made the difference.</summary>
public sealed record LineDifference(StandardItem Item, string Before, string Now, bool MetBefore, bool MetNow, IReadOnlyList<RecordDifference> Records);

/// <summary>What is different between two readings of one sheet: lines by their words, records by what each brings. Pure: rows in, differences out.</summary>
public static class SnapshotDifference
{
    public static IReadOnlyList<LineDifference> Of(ReadSnapshot before, ReadSnapshot now) =>
        Of(before.Sheet, before.Evaluation, before.Rows, now.Sheet, now.Evaluation, now.Rows);

    public static IReadOnlyList<LineDifference> Of(
        StandardSheet oldSheet, Evaluation oldEvaluation, IReadOnlyDictionary<RowsKey, IReadOnlyList<MetricRow>> oldRows,
        StandardSheet newSheet, Evaluation newEvaluation, IReadOnlyDictionary<RowsKey, IReadOnlyList<MetricRow>> newRows)
    {
        var differences = new List<LineDifference>();
        foreach (var now in newSheet.Lines)
        {
            var code = now.Item.Code;
            var before = oldSheet.Lines.First(l => l.Item.Code == code);
            var records = Records(oldRows[RowsKey.Of(oldEvaluation.InForce(code))], newRows[RowsKey.Of(newEvaluation.InForce(code))]);
            if (before.Text.ToString() != now.Text.ToString() || before.IsMet != now.IsMet || records.Count > 0)
            {
                differences.Add(new(now.Item, before.Text.ToString(), now.Text.ToString(), before.IsMet, now.IsMet, records));
            }
        }

        return differences;
    }

    private static List<RecordDifference> Records(IReadOnlyList<MetricRow> before, IReadOnlyList<MetricRow> now)
    {
        var old = Counted(before);
        var differences = new List<RecordDifference>();
        foreach (var (record, brings) in Counted(now).OrderBy(r => r.Key.Kind).ThenBy(r => r.Key.RecordId))
        {
            if (!old.Remove(record, out var brought))
            {
                differences.Add(new(record.Kind, record.RecordId, null, brings.Numerator));
            }
            else if (brought != brings)
            {
                differences.Add(new(record.Kind, record.RecordId, brought.Numerator, brings.Numerator));
            }
        }

        differences.AddRange(old.OrderBy(r => r.Key.Kind).ThenBy(r => r.Key.RecordId).Select(r => new RecordDifference(r.Key.Kind, r.Key.RecordId, r.Value.Numerator, null)));
        return differences;
    }

    // One record stands in several months where its days are counted each for itself: what it brings in all is compared.
    private static Dictionary<(RecordKind Kind, long RecordId), (long Numerator, long Denominator, long Members, int Places)> Counted(IEnumerable<MetricRow> rows) =>
        rows.Where(r => r.Excluded == 0).GroupBy(r => (r.Kind, r.RecordId))
            .ToDictionary(g => g.Key, g => (g.Sum(r => r.Numerator), g.Sum(r => r.Denominator), g.Sum(r => r.Member), g.Select(r => (r.StationId, r.Month)).Distinct().Count()));
}
