using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing.Documents;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Standards;
using Training.Domain.Stations;

namespace Training.Domain.Filing;

/// <summary>A snapshot read back: the sheet as it was signed, the rows of every figure, and what they point to.</summary>
public sealed record ReadSnapshot
{
    public required FilingSnapshot Snapshot { get; init; }

    public required SnapshotContent Content { get; init; }

    /// <summary>The same record that the live sheet is: whatever prints the one prints the other.</summary>
    public required StandardSheet Sheet { get; init; }

    public required Evaluation Evaluation { get; init; }

    public required IReadOnlyDictionary<RowsKey, IReadOnlyList<MetricRow>> Rows { get; init; }

    public IReadOnlyList<MetricRow> RowsOf(ItemOutcome outcome) => Rows[RowsKey.Of(outcome)];
}

/// <summary>Reads a stored snapshot. It asks the database for the text of the standard alone, never for a record.</summary>
public sealed class OpenSnapshot(TrainingDbContext db)
{
    public async Task<ReadSnapshot> RunAsync(FilingSnapshot snapshot, CancellationToken ct = default)
    {
        var content = CanonicalJson.Read<SnapshotContent>(snapshot.Json);
        var version = await db.StandardVersions().AsNoTracking().SingleAsync(v => v.Sha256 == content.Standard.Sha256, ct);
        return Read(snapshot, content, version);
    }

    internal static ReadSnapshot Read(FilingSnapshot snapshot, SnapshotContent content, StandardVersion version)
    {
        var definition = SnapshotItems.Ruled(StandardInForce.DefinitionOf(version), content.Standard.Rulings);
        if (!SheetPeriod.TryParse(content.Period, out var period) || !RegionCodes.TryParse(content.County, out var county))
        {
            throw new InvalidOperationException($"Snapshot {snapshot.Id} names no county or period.");
        }

        var rows = content.Rows.ToDictionary(r => new RowsKey(r.Metric, r.First), r => (IReadOnlyList<MetricRow>)[.. r.Rows.Select(SnapshotItems.Row)]);
        var stations = content.Stations.Select(s => new StationLife
        {
            StationId = s.Id,
            Name = s.Name,
            Kind = Enum.Parse<StationKind>(s.Kind),
            RegionCode = s.Region,
            InUseFrom = s.InUseFrom,
            TakenOffOn = s.TakenOffOn,
            Suspensions = [.. s.Suspensions.Select(x => new SuspendedStretch(x.From, x.Until, x.Reason))],
        }).ToList();
        var frame = new Evaluation
        {
            Standard = new(version.Id, definition),
            Period = period,
            CutOff = content.CutOff,
            CountyCodes = [county],
            Stations = stations,
            Outcomes =
            [
                .. definition.Computed.SelectMany(i => ItemReading.Of(definition, i, period.Last))
                    .Select(reading => new ItemOutcome
                    {
                        Reading = reading,
                        Window = EvaluateStandard.WindowOf(definition, reading.Measure, period, EvaluateStandard.ReachOf(reading.Measure, county), content.CutOff),
                        Counties = new Dictionary<long, CountyFigure>(),
                    }),
            ],
        };
        var evaluation = GatheredSheet.Judged(frame, stations, rows);
        var sheet = BuildStandardSheet.Of(evaluation, county, content.CountyName, snapshot.MadeUtc, content.Body?.Name);
        var printed = content.Items.Where(i => i.Reading.Length == 0).ToDictionary(i => i.Code);
        return new()
        {
            Snapshot = snapshot,
            Content = content,
            Evaluation = evaluation,
            Rows = rows,
            Sheet = sheet with
            {
                Sections = [.. sheet.Sections.Select(s => s with { Lines = [.. s.Lines.Select(l => SnapshotItems.Printed(l, printed[l.Item.Code]))] })],
                Duties = [.. sheet.Duties.Select(d => d with { Line = d.Line is null ? null : SnapshotItems.Printed(d.Line, printed[d.Line.Item.Code]) })],
            },
        };
    }

    /// <summary>What in the snapshot itself does not hold: its hash, its form, numbers that do not follow from its rows.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(FilingSnapshot snapshot, CancellationToken ct = default)
    {
        if (CanonicalJson.HashOf(snapshot.Json) != snapshot.Sha256)
        {
            return ["快照的内容和它的哈希对不上"];
        }

        if (!CanonicalJson.IsCanonical(snapshot.Json))
        {
            return ["快照不是规范的写法"];
        }

        var content = CanonicalJson.Read<SnapshotContent>(snapshot.Json);
        if (await db.StandardVersions().AsNoTracking().SingleOrDefaultAsync(v => v.Sha256 == content.Standard.Sha256, ct) is not { } version
            || CanonicalJson.HashOf(version.Json) != version.Sha256)
        {
            return ["快照所依的标准文本不见了，或者被改过"];
        }

        var read = Read(snapshot, content, version);
        var items = content.Items.ToDictionary(i => (i.Code, i.Reading));
        IReadOnlyList<string> numbers =
        [
            .. read.Evaluation.Outcomes
                .Where(o => !items.TryGetValue((o.Reading.Item.Code, o.Reading.Name), out var item) || !SnapshotItems.Follows(item, o.Counties.Values.Single()))
                .Select(o => string.Create(CultureInfo.InvariantCulture, $"第 {o.Reading.Item.Code} 项的数和快照里的记录对不上")),
        ];
        return numbers.Count == 0 && SheetCode.Of(snapshot.Key, snapshot.Sha256) != snapshot.Code ? ["印在纸上的码不是由快照算出来的"] : numbers;
    }
}
