using Training.Domain.Shared;

namespace Training.Domain.Sheets;

public enum ColumnKind
{
    /// <summary>One line, kept exactly; only the white space round it falls away, and that is said.</summary>
    Text,

    /// <summary>As text, but a space that spreads a name of two characters on paper falls away too.</summary>
    PersonName,

    WholeNumber,

    /// <summary>A number with a fraction, such as degrees or hours.</summary>
    Decimal,

    Date,

    /// <summary>A clock time of the day, to the minute.</summary>
    Time,

    /// <summary>Telephone numbers: digits in whatever way they came.</summary>
    Phone,

    /// <summary>Resident identity numbers, which Excel likes to turn into other numbers.</summary>
    IdentityNumber,

    /// <summary>A code of digits, such as a division's; zeros in front count.</summary>
    Code,

    /// <summary>One of a list of words.</summary>
    Choice,

    YesNo,
}

/// <summary>A column that an importer asks for: how it may be headed, and how its cells are read.</summary>
public sealed record SheetColumn(string Key, string Title, ColumnKind Kind = ColumnKind.Text)
{
    /// <summary>Other heads under which offices write the same.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool Required { get; init; }

    public int MaxLength { get; init; } = 200;

    public int Least { get; init; }

    public int Most { get; init; } = int.MaxValue;

    /// <summary>Words that the cell may hold.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Other words for a choice, to the word itself.</summary>
    public IReadOnlyDictionary<string, string> ChoiceAliases { get; init; } = new Dictionary<string, string>();

    /// <summary>One sentence for the template's explanation.</summary>
    public string? Hint { get; init; }

    public string? Example { get; init; }
}

/// <summary>What a cell came to. The text is the value in one canonical form: as written, digits, yyyy-MM-dd, HH:mm, or a choice's word; empty for nothing.</summary>
/// <param name="Text">Null when the cell cannot be taken.</param>
/// <param name="Error">What is wrong and what to do.</param>
/// <param name="Note">What was changed on the way; said, never silent.</param>
public readonly record struct CellReading(string? Text, string? Error = null, string? Note = null)
{
    public static CellReading Wrong(string error) => new(null, error);
}

/// <summary>A refusal of one cell or row of an import, in the column that it belongs to.</summary>
public sealed record RowRefused(string Message, string? Column = null) : Refusal(Message, Column);
