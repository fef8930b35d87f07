using Training.Domain.Shared;

namespace Training.Domain.Standards;

/// <summary>A place where text and annex can be read in several ways, and which way holds from when.</summary>
public sealed record Ruling
{
    public required string Id { get; init; }

    public required string Subject { get; init; }

    /// <summary>What text and annex say.</summary>
    public required string Says { get; init; }

    public required IReadOnlyList<string> Items { get; init; }

    public required IReadOnlyList<Reading> Readings { get; init; }

    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The reading in force in a month: a past sheet keeps the reading of its day.</summary>
    public Reading UsedIn(Month month)
    {
        var decision = DecidedIn(month);
        return Readings.First(r => r.Name == decision.Reading);
    }

    /// <summary>The decision by which a month is counted. Of two that begin in one month the one recorded later stands first.</summary>
    public Decision DecidedIn(Month month) => Decisions.Where(d => d.InForceFrom <= month).MaxBy(d => d.InForceFrom.Number) ?? Decisions.MinBy(d => d.InForceFrom.Number)!;

    /// <summary>Somebody with authority has said which reading holds; until then every reading is computed.</summary>
    public bool IsRuledIn(Month month) => DecidedIn(month).IsRuling;

    public bool IsDisputed => Readings.Count > 1;

    /// <summary>The same readings in the same months, as if nobody had ruled: then each is computed.</summary>
    public Ruling Undecided() => this with { Decisions = [.. Decisions.Select(d => d with { DecidedOn = null })] };

    /// <summary>With what was decided after the file was written; a reading that this version does not know changes nothing.</summary>
    /// <param name="later">Of this ruling, the latest record first.</param>
    public Ruling With(IEnumerable<Decision> later) => this with { Decisions = [.. later.Where(d => Readings.Any(r => r.Name == d.Reading)), .. Decisions] };
}

public sealed record Reading
{
    public required string Name { get; init; }

    /// <summary>As printed beside the figure: 按每次10户.</summary>
    public required string Label { get; init; }

    public MeasureChange? Changes { get; init; }
}

/// <summary>What a reading alters in an item's measure.</summary>
public sealed record MeasureChange
{
    public string? Metric { get; init; }

    public Aggregator? Aggregator { get; init; }

    public decimal? Threshold { get; init; }

    public string? Unit { get; init; }

    public MeasureScope? Scope { get; init; }

    public MeasurePeriod? Period { get; init; }

    public Measure Apply(Measure measure) => measure with
    {
        Metric = Metric ?? measure.Metric,
        Aggregator = Aggregator ?? measure.Aggregator,
        Threshold = Threshold ?? measure.Threshold,
        Unit = Unit ?? measure.Unit,
        Scope = Scope ?? measure.Scope,
        Period = Period ?? measure.Period,
    };
}

public sealed record Decision
{
    public required Month InForceFrom { get; init; }

    public required string Reading { get; init; }

    /// <summary>Who decided, and why.</summary>
    public required string By { get; init; }

    /// <summary>Day of the paper; null where the platform only took a default until somebody decides.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Title or number of the paper.</summary>
    public string? Paper { get; init; }

    /// <summary>Of the record, where it was decided after the file was written.</summary>
    public Guid? Key { get; init; }

    public bool IsRuling => DecidedOn is not null;
}
