using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>A reading of an item: the one in force, or another one that is computed beside it.</summary>
public sealed record ItemReading
{
    public required StandardItem Item { get; init; }

    public required Measure Measure { get; init; }

    /// <summary>Empty for the reading in force; otherwise ruling and reading: D1/each-month.</summary>
    public string Name { get; init; } = "";

    /// <summary>Label of an alternative, or labels of the disputed readings in force.</summary>
    public string Label { get; init; } = "";

    public bool InForce => Name.Length == 0;

    /// <summary>Rulings that bear on the item, with what holds in the month.</summary>
    public IReadOnlyList<UsedRuling> Rulings { get; init; } = [];

    /// <summary>The reading in force first, then, while nobody has ruled, every alternative that would count otherwise.</summary>
    public static IEnumerable<ItemReading> Of(StandardDefinition standard, StandardItem item, Month month)
    {
        var rulings = standard.Rulings.Where(r => r.Items.Contains(item.Code)).ToList();
        var measure = item.Measure.On(month);
        foreach (var ruling in rulings)
        {
            measure = ruling.UsedIn(month).Changes?.Apply(measure) ?? measure;
        }

        // Only a dispute whose readings count differently is worth a note beside the figure.
        var disputed = rulings.Where(r => r.IsDisputed).Select(r => r.UsedIn(month).Label);
        var held = rulings.Select(r => new UsedRuling(r.Id, r.UsedIn(month), r.DecidedIn(month))).ToList();
        yield return new() { Item = item, Measure = measure, Label = string.Join("；", disputed), Rulings = held };
        foreach (var ruling in rulings.Where(r => !r.IsRuledIn(month)))
        {
            var used = ruling.UsedIn(month);
            foreach (var other in ruling.Readings.Where(r => r.Name != used.Name))
            {
                var changed = other.Changes?.Apply(measure) ?? (used.Changes is null ? measure : item.Measure.On(month));
                yield return new() { Item = item, Measure = changed, Name = $"{ruling.Id}/{other.Name}", Label = other.Label, Rulings = held };
            }
        }
    }
}

/// <summary>What holds of one disputed place, and by whose word.</summary>
public sealed record UsedRuling(string Id, Reading Reading, Decision Decision)
{
    /// <summary>D1 按每次10户（2026-10-08 裁定：濮民办〔2026〕12号，2026-10 起）</summary>
    public string Words => Decision.IsRuling
        ? $"{Id} {Reading.Label}（{Decision.DecidedOn:yyyy-MM-dd} 裁定：{Decision.Paper ?? Decision.By}，{Decision.InForceFrom} 起）"
        : $"{Id} {Reading.Label}（没有裁定）";
}

/// <summary>One station in one month (or at the end of the period), judged.</summary>
public sealed record PlaceFigure
{
    public required StationLife Station { get; init; }

    public required Month Month { get; init; }

    public required MetricTally Tally { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Why it is exempt.</summary>
    public string? Reason { get; init; }
}

/// <summary>What one reading of one item came to in one county.</summary>
public sealed record CountyFigure
{
    public required long CountyCode { get; init; }

    /// <summary>Over all records of the county, also those of stations that owe nothing.</summary>
    public required MetricTally Total { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Station-months (or stations) that were judged.</summary>
    public int Due { get; init; }

    public int Met { get; init; }

    public int Exempt { get; init; }

    /// <summary>Empty when the item is counted for the county as a whole.</summary>
    public IReadOnlyList<PlaceFigure> Places { get; init; } = [];

    public bool IsMet => Verdict.State == FindingState.Met;
}

/// <summary>One reading of one item over all counties that were asked for.</summary>
public sealed record ItemOutcome
{
    public required ItemReading Reading { get; init; }

    public required MetricWindow Window { get; init; }

    /// <summary>By county code.</summary>
    public required IReadOnlyDictionary<long, CountyFigure> Counties { get; init; }
}

/// <summary>A standard evaluated over a division and a period.</summary>
public sealed record Evaluation
{
    public required StandardOfMonth Standard { get; init; }

    public required SheetPeriod Period { get; init; }

    /// <summary>The day on which stocks were taken.</summary>
    public required DateOnly CutOff { get; init; }

    public required IReadOnlyList<long> CountyCodes { get; init; }

    public required IReadOnlyList<StationLife> Stations { get; init; }

    public required IReadOnlyList<ItemOutcome> Outcomes { get; init; }

    public ItemOutcome InForce(string itemCode) => Outcomes.First(o => o.Reading.InForce && o.Reading.Item.Code == itemCode);
}
