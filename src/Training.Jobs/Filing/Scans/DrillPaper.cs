using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Papers;

namespace Training.Jobs.Filing.Scans;

/// <summary>How a row of the paper was made to say something else than what was signed.</summary>
public enum Planting
{
    /// <summary>One figure is another one.</summary>
    Figure,

    /// <summary>9 became 19.</summary>
    Longer,

    /// <summary>120 became 12.</summary>
    Shorter,

    /// <summary>A figure stands where nothing stood.</summary>
    Blank,

    /// <summary>Struck out, or written over, by hand.</summary>
    Hand,
}

/// <summary>Papers as a drill needs them: longer, under another code, and with figures changed.</summary>
public sealed class DrillPaper(Random dice)
{
    private const string Sentence = "因七月检修停课两次，八月已补课，花名册、照片和教案随卷存档；";

    /// <summary>With such remarks that the sheet flows to about so many pages.</summary>
    public static Paper Lengthened(Paper paper, int pages)
    {
        if (pages == 1)
        {
            return paper;
        }

        var every = pages == 2 ? 4 : 2;
        var longer = OnRows(paper, (row, i) => row.Cells.Count == Misprint.Columns && i % every == 1 ? Misprint.With(row, Misprint.Columns - 1, Sentence + Sentence) : row);
        return longer with { Blocks = [.. longer.Blocks.Select(b => b is PaperTable table ? table with { Widths = SheetPaper.LongRemarkedWidths } : b)] };
    }

    /// <summary>The same words under the code of another snapshot.</summary>
    /// <param name="near">A code with one sign other than this one's; else all are.</param>
    public (Paper Paper, string Code) OfAnother(Paper paper, string code, bool near)
    {
        const string signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        char Other(char sign) => signs[(signs.IndexOf(sign, StringComparison.Ordinal) + 1 + dice.Next(signs.Length - 1)) % signs.Length];
        var changed = dice.Next(code.Length);
        var other = string.Concat(code.Select((sign, i) => near && i != changed ? sign : Other(sign)));
        return (paper with { Code = new($"标准表 {SheetCode.Spaced(other)}", SheetCode.Carried(other, 1, null), SheetCode.Carried(other, 2, null), SheetCode.Carried(other, 3, null)) }, other);
    }

    /// <summary>Something else stands in every third row.</summary>
    /// <param name="planted">What was done, by the row's number and content without blanks; what hands do is left to <see cref="Pen"/>.</param>
    public Paper Changed(Paper paper, int third, Dictionary<string, Planting> planted) => OnRows(paper, (row, i) => i % 3 == third && row.Cells.Count == Misprint.Columns ? Changed(row, planted) : row);

    private PaperRow Changed(PaperRow row, Dictionary<string, Planting> planted)
    {
        var text = row.Cells[Misprint.FigureColumn].Text;
        var figures = Misprint.Figures(text);
        if (figures.Count == 0)
        {
            return row;
        }

        var at = figures[dice.Next(figures.Count)];
        var figure = Misprint.Other(text[at], dice);
        var beside = figures.Where(i => figures.Contains(i + 1)).ToList();
        var how = (Planting)dice.Next(5);
        how = how == Planting.Blank && row.Cells[^1].Text.Length > 0 || how == Planting.Shorter && beside.Count == 0 ? Planting.Figure : how;
        planted.Add($"{row.Cells[1].Text}{row.Cells[2].Text}".Replace(" ", "", StringComparison.Ordinal), how);
        return how switch
        {
            Planting.Figure => Misprint.With(row, Misprint.FigureColumn, $"{text[..at]}{figure}{text[(at + 1)..]}"),
            Planting.Longer => Misprint.With(row, Misprint.FigureColumn, $"{text[..at]}{(char)('1' + dice.Next(9))}{text[at..]}"),
            Planting.Shorter => Misprint.With(row, Misprint.FigureColumn, text.Remove(beside[dice.Next(beside.Count)] + dice.Next(2), 1)),
            Planting.Blank => Misprint.With(row, Misprint.Columns - 1, $"{figure}"),
            _ => row,
        };
    }

    private static Paper OnRows(Paper paper, Func<PaperRow, int, PaperRow> change) => paper with
    {
        Blocks = [.. paper.Blocks.Select(b => b is PaperTable table ? table with { Rows = [.. table.Rows.Select(change)] } : b)],
    };
}
