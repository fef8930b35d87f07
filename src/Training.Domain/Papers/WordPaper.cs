using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Training.Domain.Papers;

/// <summary>
/// Writes a <see cref="Paper"/> as a Word file. The official faces (方正小标宋简体, 仿宋_GB2312, 黑体) are named and not embedded: the
/// offices that open the file have them.
/// </summary>
public static class WordPaper
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string TitleFace = "方正小标宋简体";
    internal const string BodyFace = "仿宋_GB2312";
    private const string HeadFace = "黑体";
    private const string LatinFace = "Times New Roman";

    /// <summary>Faces with serifs that the file names: whoever draws it without them takes one other serif for all.</summary>
    public static readonly IReadOnlyList<string> SerifFaces = [TitleFace, BodyFace, LatinFace];

    /// <summary>A4, in twentieths of a point.</summary>
    private const int PageWidth = 11906;
    private const int PageHeight = 16838;

    public static byte[] Write(Paper paper)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var styles = main.AddNewPart<StyleDefinitionsPart>();
            styles.Styles = Styles();
            var body = new Body();
            foreach (var block in paper.Blocks)
            {
                body.Append(block switch
                {
                    PaperText text => Text(text),
                    PaperTable table => Table(table, paper.Margins),
                    PaperPicture picture => WordPicture.Of(main, picture),
                    _ => throw new InvalidOperationException($"Word has no form for {block.GetType().Name}."),
                });
            }

            var section = Section(paper.Margins);
            if (paper.Code is { } code)
            {
                WordFoot.Add(main, section, code);
            }
            else if (paper.Foot is { } foot)
            {
                var part = main.AddNewPart<FooterPart>();
                part.Footer = new Footer(WordFoot.Words(foot));
                section.PrependChild(new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(part) });
            }

            body.Append(section);
            main.Document = new Document(body);
            document.PackageProperties.Title = paper.Name;
        }

        return stream.ToArray();
    }

    // Letters and figures are said to be English: a suite that takes them for Chinese breaks a line within a number.
    private static Styles Styles() => new(new DocDefaults(
        new RunPropertiesDefault(new RunPropertiesBaseStyle(Fonts(BodyFace), new FontSize { Val = "24" }, new Languages { Val = "en-US", EastAsia = "zh-CN" })),
        new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { Before = "0", After = "0" }))));

    internal static RunFonts Fonts(string face) => new() { Ascii = LatinFace, HighAnsi = LatinFace, EastAsia = face };

    private static Paragraph Text(PaperText text) => text.Style switch
    {
        PaperStyle.Title => Paragraph(text.Text, TitleFace, 44, JustificationValues.Center, after: 240),
        PaperStyle.Paragraph => Paragraph(text.Text, BodyFace, 32, JustificationValues.Both, after: 80, indent: 200),
        PaperStyle.Small => Paragraph(text.Text, BodyFace, 24, JustificationValues.Left, after: 40),
        PaperStyle.Right => Paragraph(text.Text, BodyFace, 32, JustificationValues.Right, before: 120),
        _ => Paragraph(text.Text, BodyFace, 28, JustificationValues.Left, after: 60, before: 60),
    };

    internal static Paragraph Paragraph(string text, string face, int halfPoints, JustificationValues justification, int after = 0, int before = 0, int indent = 0)
    {
        var properties = new ParagraphProperties(
            new SpacingBetweenLines { Before = Said(before), After = Said(after), Line = "240", LineRule = LineSpacingRuleValues.Auto });
        if (indent > 0)
        {
            // In hundredths of a character.
            properties.Append(new Indentation { FirstLineChars = indent });
        }

        properties.Append(new Justification { Val = justification });
        var paragraph = new Paragraph(properties);
        paragraph.Append(new Run(
            new RunProperties(Fonts(face), new FontSize { Val = Said(halfPoints) }, new FontSizeComplexScript { Val = Said(halfPoints) }),
            new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        return paragraph;
    }

    private static Table Table(PaperTable table, PaperMargins margins)
    {
        var area = PageWidth - Twips(margins.Left) - Twips(margins.Right);
        var shares = table.Widths.Sum();
        var widths = table.Widths.Select(w => area * w / shares).ToList();
        widths[^1] += area - widths.Sum();
        var line = (uint)4;
        var result = new Table(
            new TableProperties(
                new TableWidth { Type = TableWidthUnitValues.Dxa, Width = Said(area) },
                new TableBorders(
                    new TopBorder { Val = BorderValues.Single, Size = line }, new LeftBorder { Val = BorderValues.Single, Size = line },
                    new BottomBorder { Val = BorderValues.Single, Size = line }, new RightBorder { Val = BorderValues.Single, Size = line },
                    new InsideHorizontalBorder { Val = BorderValues.Single, Size = line }, new InsideVerticalBorder { Val = BorderValues.Single, Size = line }),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Type = TableWidthValues.Dxa, Width = 60 },
                    new TableCellRightMargin { Type = TableWidthValues.Dxa, Width = 60 })),
            new TableGrid(widths.Select(w => new GridColumn { Width = Said(w) })));
        result.Append(Row(new PaperRow { Cells = [.. table.Head.Select(h => new PaperCell(h))] }, widths, head: true));
        foreach (var row in table.Rows)
        {
            result.Append(Row(row, widths, head: false));
        }

        return result;
    }

    private static TableRow Row(PaperRow row, List<int> widths, bool head)
    {
        var properties = new TableRowProperties(new CantSplit(), new TableRowHeight { Val = (uint)Twips(row.MinHeight), HeightType = HeightRuleValues.AtLeast });
        if (head)
        {
            properties.Append(new TableHeader());
        }

        var result = new TableRow(properties);
        var column = 0;
        foreach (var cell in row.Cells)
        {
            result.Append(Cell(cell, widths.Skip(column).Take(cell.Span).Sum(), head));
            column += cell.Span;
        }

        return result;
    }

    private static TableCell Cell(PaperCell cell, int width, bool head)
    {
        var properties = new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = Said(width) });
        if (cell.Span > 1)
        {
            properties.Append(new GridSpan { Val = cell.Span });
        }

        if (cell.Merge != CellMerge.None)
        {
            properties.Append(new VerticalMerge { Val = cell.Merge == CellMerge.Starts ? MergedCellValues.Restart : MergedCellValues.Continue });
        }

        if (cell.Vertical)
        {
            properties.Append(new TextDirection { Val = TextDirectionValues.TopToBottomRightToLeftRotated });
        }

        properties.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
        return new TableCell(properties, Paragraph(
            cell.Text, head || cell.Vertical ? HeadFace : BodyFace, head || cell.Vertical ? 22 : 21,
            cell.Centred || head ? JustificationValues.Center : JustificationValues.Left));
    }

    private static SectionProperties Section(PaperMargins margins) => new(
        new PageSize { Width = PageWidth, Height = PageHeight },
        new PageMargin
        {
            Top = Twips(margins.Top), Bottom = Twips(margins.Bottom), Left = (uint)Twips(margins.Left), Right = (uint)Twips(margins.Right),
            Header = 851, Footer = 992, Gutter = 0,
        });

    internal static int Twips(int millimetres) => millimetres * 1440 * 10 / 254;

    internal static string Said(int number) => number.ToString(CultureInfo.InvariantCulture);
}
