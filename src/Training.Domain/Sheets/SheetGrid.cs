namespace Training.Domain.Sheets;

public enum CellKind
{
    Empty,
    Text,
    Number,

    /// <summary>A number that the workbook shows as a date.</summary>
    Date,
    Boolean,

    /// <summary>#REF! and the like.</summary>
    Error,

    /// <summary>A formula whose result was not stored in the file.</summary>
    FormulaWithoutValue,
}

/// <summary>A cell as it stands in the workbook. Text is kept exactly; a number's text is what Excel shows of it at full width.</summary>
public readonly record struct SheetCell(CellKind Kind, string Text, double Number = 0)
{
    public static SheetCell Nothing { get; } = new(CellKind.Empty, "");

    /// <summary>Stands in a merged area whose first cell is another one.</summary>
    public bool FromMerge { get; init; }

    /// <summary>Nothing a person would see.</summary>
    public bool IsBlank => Kind is CellKind.Empty || (Kind is CellKind.Text && string.IsNullOrWhiteSpace(Text));
}

/// <summary>A row that holds something, with the number that the office program shows.</summary>
public sealed class SheetRow(int number, bool isHidden)
{
    private SheetCell[] cells = [];

    public int Number { get; } = number;

    public bool IsHidden { get; } = isHidden;

    /// <summary>One more than the last column that is filled.</summary>
    public int Width => cells.Length;

    /// <summary>Columns from 0.</summary>
    public SheetCell this[int column] => column < cells.Length ? cells[column] : SheetCell.Nothing;

    internal void Put(int column, SheetCell cell)
    {
        if (column >= cells.Length)
        {
            var wider = new SheetCell[column + 1];
            Array.Fill(wider, SheetCell.Nothing);
            cells.CopyTo(wider, 0);
            cells = wider;
        }

        cells[column] = cell;
    }
}

/// <summary>First and last row (from 1) and column (from 0) of a merged area.</summary>
internal readonly record struct MergedArea(int Top, int Bottom, int Left, int Right);

/// <summary>One sheet of a workbook as rows of cells, merged areas taken apart: every cell of an area holds what its first cell holds.</summary>
public sealed record SheetGrid
{
    public required string Name { get; init; }

    /// <summary>In order; rows that hold nothing are left out.</summary>
    public required IReadOnlyList<SheetRow> Rows { get; init; }

    /// <summary>Days are counted from 1904, as old Macs did.</summary>
    public bool Uses1904 { get; init; }

    /// <summary>What a person should be told: hidden rows that were read, sheets that were not, formulas taken by their value.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public int Width => Rows.Count == 0 ? 0 : Rows.Max(row => row.Width);

    /// <summary>A, B … Z, AA as the office program names a column (from 0).</summary>
    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1)
        {
            name = (char)('A' + (rest % 26)) + name;
        }

        return name;
    }
}
