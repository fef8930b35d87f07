using Training.Domain.Regions;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

/// <summary>What one column says on one line.</summary>
/// <param name="Numbers">The last number of each slot, by its key.</param>
/// <param name="Note">依据, or why it differs.</param>
/// <param name="Points">Null where a number is missing or nothing is scored.</param>
public sealed record ColumnOfLine(IReadOnlyDictionary<string, DeclaredFigure> Numbers, string Note, decimal? Points)
{
    public bool SaysAs(ColumnOfLine other) =>
        Numbers.Count == other.Numbers.Count && Numbers.All(n => other.Numbers.TryGetValue(n.Key, out var o) && (o.Numerator, o.Denominator) == (n.Value.Numerator, n.Value.Denominator));
}

/// <summary>One line of a declared sheet with what each desk said.</summary>
public sealed record DeclaredLine
{
    public required StandardSection Section { get; init; }

    public required StandardItem Item { get; init; }

    public required LineAsks Asks { get; init; }

    public required IReadOnlyList<DeclaredSlot> Slots { get; init; }

    /// <summary>What records tell, in words; null where none can.</summary>
    public string? Fact { get; init; }

    /// <summary>佐证材料: what the file names, with its counts.</summary>
    public required string Evidence { get; init; }

    /// <summary>Points by records; null where records do not tell them.</summary>
    public decimal? Computed { get; init; }

    public required IReadOnlyDictionary<DeclaredColumn, ColumnOfLine> Columns { get; init; }

    /// <summary>The columns that were written, earliest first.</summary>
    public IEnumerable<DeclaredColumn> Written => Columns.Where(c => c.Value.Numbers.Count > 0).Select(c => c.Key).Order();

    /// <summary>The column whose word counts: the last desk's.</summary>
    public ColumnOfLine? Counts => Written.Any() ? Columns[Written.Last()] : null;

    /// <summary>The column before, as far as it was written.</summary>
    public ColumnOfLine? Before(DeclaredColumn column) => Written.Where(c => c < column).Select(c => Columns[c]).LastOrDefault();

    /// <summary>Why a column is flagged: it says otherwise than the desk before, or than the records; null when it does not.</summary>
    public string? Flag(DeclaredColumn column)
    {
        var own = Columns[column];
        if (own.Numbers.Count == 0)
        {
            return null;
        }

        if (Computed is { } computed && own.Points is { } points && points != computed)
        {
            return $"按记录 {SheetWords.Plain(computed)} 分，差 {SheetWords.Plain(Math.Abs(points - computed))} 分";
        }

        return Before(column) is { } before && !own.SaysAs(before) ? "和前一栏不一样" : null;
    }
}

/// <summary>A declared sheet as a page shows it and paper prints it.</summary>
public sealed record DeclaredView
{
    public required DeclaredSheet Sheet { get; init; }

    public required StandardDefinition Definition { get; init; }

    public required SheetPeriod Period { get; init; }

    /// <summary>Name of the station, or of the county.</summary>
    public required string Place { get; init; }

    public required Region County { get; init; }

    /// <summary>The body that runs the station and declares for it.</summary>
    public long? OrganizationId { get; init; }

    public required IReadOnlyList<DeclaredLine> Lines { get; init; }

    public required IReadOnlyList<DeclaredStep> Steps { get; init; }

    /// <summary>Display names of those who made the steps.</summary>
    public IReadOnlyDictionary<long, string> Names { get; init; } = new Dictionary<long, string>();

    public bool IsScored => Lines.Any(l => l.Item.Scoring is not null);

    public DeclaredColumn? Turn => DeclaredRules.ColumnOf(Sheet.State);

    /// <summary>The columns that this sheet has.</summary>
    public IReadOnlyList<DeclaredColumn> Columns => Sheet.IsStation ? [DeclaredColumn.Own, DeclaredColumn.County, DeclaredColumn.City] : [DeclaredColumn.Own, DeclaredColumn.City];

    /// <summary>Null while a line of the column is not written.</summary>
    public decimal? Total(DeclaredColumn column)
    {
        var points = Lines.Where(l => l.Item.Scoring is not null).Select(l => l.Columns[column].Points).ToList();
        return points.Count > 0 && points.TrueForAll(p => p is not null) ? points.Sum() : null;
    }

    public string? Grade(DeclaredColumn column) => Total(column) is { } total ? Definition.Grades.Where(g => total >= g.From).MaxBy(g => g.From)?.Name : null;
}
