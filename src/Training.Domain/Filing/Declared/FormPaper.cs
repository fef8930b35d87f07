using Training.Domain.Papers;
using Training.Domain.Standards;

namespace Training.Domain.Filing.Declared;

/// <summary>Lays a declared sheet out by the columns that the standard's file names for its form, whatever the notice.</summary>
public static class FormPaper
{
    /// <summary>Room for a signature and a seal.</summary>
    private const int SigningHeight = 20;

    private static readonly PaperMargins Margins = new(16, 15, 12, 18);

    public static Paper Of(DeclaredView view)
    {
        var (form, definition) = (view.Definition.Form, view.Definition);
        var rows = new List<PaperRow>();
        foreach (var section in view.Lines.GroupBy(l => l.Section))
        {
            rows.AddRange(section.Select((line, index) => new PaperRow { Cells = [.. form.Cells.Select(cell => Cell(cell, line, index == 0))] }));
        }

        if (view.IsScored && Total(view) is { } total)
        {
            rows.Add(total);
        }

        var left = (form.Columns.Count + 1) / 2;
        rows.AddRange(form.Foot.Select(foot => new PaperRow
        {
            MinHeight = SigningHeight,
            Cells = [new(definition.Settings.PrintDoubledOpinion ? foot.SignAsIssued ?? foot.Sign : foot.Sign) { Centred = false, Span = left }, new(foot.Seal) { Centred = false, Span = form.Columns.Count - left }],
        }));
        return new()
        {
            Margins = Margins,
            Name = $"{definition.Title} {view.Place} {view.Period.Label}",
            Blocks =
            [
                new PaperText(PaperStyle.Title, definition.Title),
                new PaperText(PaperStyle.Line, $"{form.RegionLabel}{view.Place}　　{view.Period.Label}"),
                new PaperTable { Widths = form.Widths, Head = form.Columns, Rows = rows },
                new PaperText(PaperStyle.Line, form.Note),
            ],
        };
    }

    public static string FileName(DeclaredView view, string ending = "docx") => $"申报表-{view.Place}-{view.Period.Key}.{ending}";

    /// <summary>What one cell of a line says.</summary>
    public static string Text(SheetCell cell, DeclaredLine line) => cell switch
    {
        SheetCell.Section => line.Section.Name,
        SheetCell.Ordinal => $"{line.Item.Ordinal}",
        SheetCell.Content => line.Item.Content,
        SheetCell.Requirement => SheetWords.KeepUnits(line.Item.Requirement),
        SheetCell.Points => line.Item.Scoring is { } scoring ? SheetWords.Plain(scoring.Points) : "",
        SheetCell.Fact => SheetWords.KeepUnits(line.Fact ?? (line.Counts is { } counts ? DeclaredWords.Of(line.Item, [.. counts.Numbers.Values]) : "")),
        SheetCell.Evidence => line.Asks == LineAsks.Figure && line.Columns[DeclaredColumn.Own] is { Note.Length: > 0 } own ? own.Note : SheetWords.KeepUnits(line.Evidence),
        SheetCell.Remark => line.Counts is { } last && last != line.Columns[DeclaredColumn.Own] ? last.Note : "",
        SheetCell.OwnMark => Mark(line, DeclaredColumn.Own),
        SheetCell.CountyMark => Mark(line, DeclaredColumn.County),
        SheetCell.CityMark => Mark(line, DeclaredColumn.City),
        _ => throw new InvalidOperationException($"No words for {cell}."),
    };

    private static PaperCell Cell(SheetCell cell, DeclaredLine line, bool first) => cell switch
    {
        SheetCell.Section => new(first ? Text(cell, line) : "") { Vertical = true, Merge = first ? CellMerge.Starts : CellMerge.Continues },
        _ => new(Text(cell, line)) { Centred = cell is not (SheetCell.Requirement or SheetCell.Fact) },
    };

    private static string Mark(DeclaredLine line, DeclaredColumn column) => line.Columns[column].Points is { } points ? SheetWords.Plain(points) : "";

    /// <summary>合计 under the columns of marks; null where the form has none.</summary>
    private static PaperRow? Total(DeclaredView view)
    {
        var cells = view.Definition.Form.Cells;
        var from = cells.TakeWhile(c => c is not (SheetCell.Points or SheetCell.OwnMark or SheetCell.CountyMark or SheetCell.CityMark)).Count();
        if (from == 0 || from == cells.Count)
        {
            return null;
        }

        string Sum(DeclaredColumn column) => view.Total(column) is { } total ? $"{SheetWords.Plain(total)}{(view.Grade(column) is { } grade ? $" {grade}" : "")}" : "";
        return new()
        {
            Cells =
            [
                new("合计") { Span = from },
                .. cells.Skip(from).Select(c => new PaperCell(c switch
                {
                    SheetCell.Points => SheetWords.Plain(view.Lines.Sum(l => l.Item.Scoring?.Points ?? 0)),
                    SheetCell.OwnMark => Sum(DeclaredColumn.Own),
                    SheetCell.CountyMark => Sum(DeclaredColumn.County),
                    SheetCell.CityMark => Sum(DeclaredColumn.City),
                    _ => "",
                })),
            ],
        };
    }
}
