using Training.Domain.Papers;

namespace Training.Domain.Filing;

/// <summary>Lays the sheet out as the annex of the notice does: title, county, seven columns, sections merged, lines to sign. The original has no date line and neither has this.</summary>
public static class SheetPaper
{
    /// <summary>Room for a signature and a seal.</summary>
    private const int SigningHeight = 20;

    private static readonly int[] Widths = [6, 5, 15, 22, 30, 16, 6];

    /// <summary>Narrower than a letter's, so that signatures and seals stand on the page of the figures that they answer for.</summary>
    private static readonly PaperMargins Margins = new(16, 15, 12, 18);

    public static Paper Of(StandardSheet sheet)
    {
        var form = sheet.Standard.Definition.Form;
        var rows = new List<PaperRow>();
        foreach (var section in sheet.Sections)
        {
            rows.AddRange(section.Lines.Select((line, index) => new PaperRow
            {
                Cells =
                [
                    new(index == 0 ? section.Name : "") { Vertical = true, Merge = index == 0 ? CellMerge.Starts : CellMerge.Continues },
                    new($"{line.Item.Ordinal}"),
                    new(line.Item.Content),
                    new(SheetWords.KeepUnits(line.Item.Requirement)) { Centred = false },
                    new(SheetWords.KeepUnits(line.Text.ToString())) { Centred = false },
                    new(SheetWords.KeepUnits(line.Evidence)),
                    new(""),
                ],
            }));
        }

        foreach (var foot in form.Foot)
        {
            rows.Add(new()
            {
                MinHeight = SigningHeight,
                Cells = [new(sheet.SignLine(foot)) { Centred = false, Span = 4 }, new(foot.Seal) { Centred = false, Span = 3 }],
            });
        }

        return new()
        {
            Margins = Margins,
            Name = $"{sheet.Standard.Definition.Title} {sheet.CountyName} {sheet.Period.Label}",
            Blocks =
            [
                new PaperText(PaperStyle.Title, sheet.Standard.Definition.Title),
                new PaperText(PaperStyle.Line, $"{form.RegionLabel}{sheet.CountyName}"),
                new PaperTable { Widths = Widths, Head = form.Columns, Rows = rows },
                new PaperText(PaperStyle.Line, form.Note),
            ],
        };
    }

    /// <summary>Without characters that a file system or a header refuses.</summary>
    public static string FileName(StandardSheet sheet) => $"标准表-{sheet.CountyName}-{sheet.Period.Key}.docx";
}
