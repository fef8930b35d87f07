using Training.Domain.Papers;

namespace Training.Jobs.Filing.Scans;

/// <summary>A row of the sheet with one figure that is another one, within the same number of signs: what a paper says that was changed after signing.</summary>
public static class Misprint
{
    /// <summary>实施情况 in the annex's columns.</summary>
    public const int FigureColumn = 4;

    /// <summary>Of a row that states an item.</summary>
    public const int Columns = 7;

    /// <summary>Null where the row has no figure.</summary>
    public static PaperRow? Of(PaperRow row, Random dice)
    {
        if (row.Cells.Count != Columns || Figures(row.Cells[FigureColumn].Text) is not { Count: > 0 } figures)
        {
            return null;
        }

        var (text, at) = (row.Cells[FigureColumn].Text, figures[dice.Next(figures.Count)]);
        return With(row, FigureColumn, $"{text[..at]}{Other(text[at], dice)}{text[(at + 1)..]}");
    }

    /// <summary>Where figures stand in a text.</summary>
    internal static List<int> Figures(string text) => [.. Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i]))];

    /// <summary>A figure that is not this one.</summary>
    internal static char Other(char figure, Random dice) => (char)('0' + ((figure - '0' + 1 + dice.Next(9)) % 10));

    internal static PaperRow With(PaperRow row, int column, string text) => row with { Cells = [.. row.Cells.Select((c, i) => i == column ? c with { Text = text } : c)] };
}
