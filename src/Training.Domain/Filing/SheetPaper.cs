using Training.Domain.Papers;

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

/// <summary>Lays the sheet out as the annex of the notice does: title, county, seven columns, sections merged, lines to sign. The original has no date line and neither has this.</summary>
public static class SheetPaper
{
    /// <summary>Room for a signature and a seal.</summary>
    private const int SigningHeight = 18;

    private const int LineHeight = 7;

    private static readonly int[] Widths = [6, 5, 15, 22, 30, 16, 6];

    /// <summary>With a short 备注; the other columns still keep their lines, so that the sheet stays on one page.</summary>
    private static readonly int[] RemarkedWidths = [6, 4, 15, 21, 29, 16, 9];

    /// <summary>With a long 备注, so that it does not stand on end.</summary>
    private static readonly int[] LongRemarkedWidths = [6, 5, 14, 19, 27, 13, 16];

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
                Cells =
                [
                    new(index == 0 ? section.Name : "") { Vertical = true, Merge = index == 0 ? CellMerge.Starts : CellMerge.Continues },
                    new($"{line.Item.Ordinal}"),
                    new(line.Item.Content),
                    new(SheetWords.KeepUnits(line.Item.Requirement)) { Centred = false },
                    new(SheetWords.KeepUnits(line.Text.ToString())) { Centred = false },
                    new(SheetWords.KeepUnits(line.Evidence)),
                    new(string.Join("；", said.Remarks[line.Item.Code])) { Centred = false },
                ],
            }));
        }

        foreach (var (foot, index) in form.Foot.Select((f, i) => (f, i)))
        {
            rows.Add(new()
            {
                MinHeight = SigningHeight,
                Cells = [new($"{sheet.SignLine(foot)}{said.Signed.ElementAtOrDefault(index)}") { Centred = false, Span = 4 }, new(foot.Seal) { Centred = false, Span = 3 }],
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
                new PaperTable { Widths = WidthsFor(sheet.Lines.Max(l => said.Remarks[l.Item.Code].Sum(r => r.Length))), Head = form.Columns, Rows = rows },
                new PaperText(PaperStyle.Line, form.Note),
            ],
        };
    }

    private static int[] WidthsFor(int longestRemark) => longestRemark == 0 ? Widths : longestRemark <= LongRemark ? RemarkedWidths : LongRemarkedWidths;

    /// <summary>Without characters that a file system or a header refuses.</summary>
    public static string FileName(StandardSheet sheet, string ending = "docx") => $"标准表-{sheet.CountyName}-{sheet.Period.Key}.{ending}";
}
