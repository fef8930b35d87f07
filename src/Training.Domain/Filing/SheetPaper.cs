using Training.Domain.Papers;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>What a filed sheet has besides its figures: remarks by line, who signed at each line of the foot, and the code of its pages.</summary>
public sealed record SheetExtras
{
    /// <summary>备注, by line.</summary>
    public ILookup<string, string> Remarks { get; init; } = Array.Empty<string>().ToLookup(_ => "");

    /// <summary>In the order of the foot's lines.</summary>
    public IReadOnlyList<string?> Signed { get; init; } = [];

    public PaperCode? Code { get; init; }
}

/// <summary>Lays the sheet out as the annex of its notice does: title, county, the columns that the standard's file names, sections merged, lines to sign. Puyang's original has no date line and neither has this.</summary>
public static class SheetPaper
{
    /// <summary>Room for a signature and a seal.</summary>
    private const int SigningHeight = 18;

    private const int LineHeight = 7;

    private static readonly int[] Widths = [6, 5, 14, 22, 30, 17, 6];

    /// <summary>With a short 备注; the other columns still keep their lines, so that the sheet stays on one page.</summary>
    private static readonly int[] RemarkedWidths = [6, 4, 14, 21, 29, 17, 9];

    /// <summary>With a long 备注, so that it does not stand on end.</summary>
    public static IReadOnlyList<int> LongRemarkedWidths { get; } = [6, 5, 14, 19, 27, 13, 16];

    private const int LongRemark = 40;

    /// <summary>Narrower than a letter's, so that signatures and seals stand on the page of the figures that they answer for.</summary>
    private static readonly PaperMargins Margins = new(12, 15, 10, 18);

    public static Paper Of(StandardSheet sheet, SheetExtras? extras = null)
    {
        var form = sheet.Standard.Definition.Form;
        var said = extras ?? new();
        var rows = new List<PaperRow>();
        foreach (var section in sheet.Sections)
        {
            rows.AddRange(section.Lines.Select((line, index) => new PaperRow
            {
                MinHeight = LineHeight,
                Cells = [.. form.Cells.Select(cell => Cell(cell, section, line, index == 0, string.Join("；", said.Remarks[line.Item.Code])))],
            }));
        }

        var left = (form.Columns.Count + 1) / 2;
        foreach (var (foot, index) in form.Foot.Select((f, i) => (f, i)))
        {
            rows.Add(new()
            {
                MinHeight = SigningHeight,
                Cells = [new($"{sheet.SignLine(foot)}{said.Signed.ElementAtOrDefault(index)}") { Centred = false, Span = left }, new(foot.Seal) { Centred = false, Span = form.Columns.Count - left }],
            });
        }

        return new()
        {
            Margins = Margins,
            Name = $"{sheet.Standard.Definition.Title} {sheet.CountyName} {sheet.Period.Label}",
            Code = said.Code,
            Blocks =
            [
                new PaperText(PaperStyle.Title, sheet.Standard.Definition.Title),
                new PaperText(PaperStyle.Line, $"{form.RegionLabel}{sheet.CountyName}{(sheet.Body is { } body ? $"　　{body}" : "")}"),
                new PaperTable { Widths = WidthsOf(form, sheet.Lines.Max(l => said.Remarks[l.Item.Code].Sum(r => r.Length))), Head = form.Columns, Rows = rows },
                new PaperText(PaperStyle.Line, form.Note),
                .. Beside(sheet, said),
            ],
        };
    }

    private static PaperCell Cell(SheetCell cell, SheetSection section, SheetLine line, bool first, string remarks) => cell switch
    {
        SheetCell.Section => new(first ? section.Name : "") { Vertical = true, Merge = first ? CellMerge.Starts : CellMerge.Continues },
        SheetCell.Ordinal => new($"{line.Item.Ordinal}"),
        SheetCell.Content => new(line.Item.Content),
        SheetCell.Requirement => new(SheetWords.KeepUnits(line.Item.Requirement)) { Centred = false },
        SheetCell.Points => new(line.Item.Scoring is { } scoring ? SheetWords.Plain(scoring.Points) : ""),
        SheetCell.Fact => new(SheetWords.KeepUnits(line.Text.ToString())) { Centred = false },
        SheetCell.Evidence => new(SheetWords.KeepUnits(line.Evidence)),
        SheetCell.Remark => new(remarks) { Centred = false },
        // Marks are given on the declared sheet; on this one they are written in by hand.
        SheetCell.OwnMark or SheetCell.CountyMark or SheetCell.CityMark => new(""),
        _ => throw new InvalidOperationException($"No cell for {cell}."),
    };

    /// <summary>Remarks of a form that has no column for them, so that no word of a filed sheet is missing on paper.</summary>
    private static IEnumerable<PaperText> Beside(StandardSheet sheet, SheetExtras said) => sheet.Standard.Definition.Form.Cells.Contains(SheetCell.Remark) ? [] :
        from line in sheet.Lines
        where said.Remarks[line.Item.Code].Any()
        select new PaperText(PaperStyle.Small, $"{line.Item.Code} {line.Item.Content}备注：{string.Join("；", said.Remarks[line.Item.Code])}");

    /// <summary>Tuned for the seven columns where the file sets no widths of its own; as the file says elsewhere.</summary>
    private static IReadOnlyList<int> WidthsOf(SheetForm form, int longestRemark) => !form.IsOfSeven ? form.Widths
        : longestRemark == 0 ? Widths : longestRemark <= LongRemark ? RemarkedWidths : LongRemarkedWidths;

    /// <summary>Without characters that a file system or a header refuses.</summary>
    public static string FileName(StandardSheet sheet, string ending = "docx") => $"标准表-{sheet.CountyName}-{sheet.Period.Key}.{ending}";
}
