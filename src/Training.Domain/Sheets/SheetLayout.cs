using System.Globalization;

namespace Training.Domain.Sheets;

/// <summary>What is written into a cell: text stays text whatever it looks like, a number is a number, a day is a day.</summary>
public readonly record struct SheetValue
{
    private SheetValue(string? text, decimal? number, DateOnly? day) => (Text, Number, Day) = (text, number, day);

    /// <summary>An empty cell.</summary>
    public static SheetValue Nothing => default;

    public string? Text { get; }

    public decimal? Number { get; }

    public DateOnly? Day { get; }

    public static implicit operator SheetValue(string? text) => new(string.IsNullOrEmpty(text) ? null : text, null, null);

    public static implicit operator SheetValue(int number) => new(null, number, null);

    public static implicit operator SheetValue(decimal number) => new(null, number, null);

    public static implicit operator SheetValue(DateOnly day) => new(null, null, day);

    public static implicit operator SheetValue(DateOnly? day) => new(null, null, day);

    /// <summary>What an importer would read of it.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString("G29", CultureInfo.InvariantCulture) ?? Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

public sealed record LayoutColumn(string Title)
{
    /// <summary>Width in half-width characters; found from the first rows when null.</summary>
    public int? Width { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Cells below the last row are text too, so that what is typed into a template is not turned into numbers.</summary>
    public bool KeepsText { get; init; } = true;

    public bool Required { get; init; }
}

/// <summary>One sheet to write: title and lines above, a head that is frozen and repeated on every printed page, rows.</summary>
public sealed record SheetLayout
{
    public required string Name { get; init; }

    public string? Title { get; init; }

    /// <summary>Under the title, for example 填报单位 and the day.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    public required IReadOnlyList<LayoutColumn> Columns { get; init; }

    /// <summary>Read once and never held as a whole.</summary>
    public required IEnumerable<IReadOnlyList<SheetValue>> Rows { get; init; }

    /// <summary>Rows below the head in which a template's lists of choices apply.</summary>
    public int RowsToFill { get; init; }

    public bool IsHidden { get; init; }
}
