using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Training.Domain.Papers;

/// <summary>The foot of a page in Word: words with the page's number, and the code where the paper has one.</summary>
internal static class WordFoot
{
    private const int HalfPoints = 18;

    /// <summary>Twentieths of a point, 6 mm: the code is high, and signatures belong on the page of the figures.</summary>
    private const uint FromEdge = 340;

    /// <summary>The words, then the page's number as Word counts it.</summary>
    public static Paragraph Words(string words, int halfPoints = 21, bool centred = true)
    {
        var paragraph = WordPaper.Paragraph($"{words}　第 ", WordPaper.BodyFace, halfPoints, centred ? JustificationValues.Center : JustificationValues.Left);
        paragraph.Append(Field("PAGE", halfPoints), new Run(Look(halfPoints), new Text(" 页") { Space = SpaceProcessingModeValues.Preserve }));
        return paragraph;
    }

    /// <summary>Three feet, since the codes of a first, an even and an odd page are told apart.</summary>
    public static void Add(MainDocumentPart main, SectionProperties section, PaperCode code)
    {
        section.Append(new TitlePage());
        section.GetFirstChild<PageMargin>()!.Footer = FromEdge;
        main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(new EvenAndOddHeaders());
        foreach (var (type, said, id) in ((HeaderFooterValues, string, uint)[])[(HeaderFooterValues.Default, code.Odd, 103), (HeaderFooterValues.Even, code.Even, 102), (HeaderFooterValues.First, code.First, 101)])
        {
            var part = main.AddNewPart<FooterPart>();
            part.Footer = new Footer(Table(part, code, said, id), Nothing());
            section.PrependChild(new FooterReference { Type = type, Id = main.GetIdOfPart(part) });
        }
    }

    private static Table Table(FooterPart part, PaperCode code, string said, uint id)
    {
        var words = Words(code.Words, HalfPoints, centred: false);
        words.Append(new Run(Look(HalfPoints), new Text("，共 ") { Space = SpaceProcessingModeValues.Preserve }), Field("NUMPAGES", HalfPoints), new Run(Look(HalfPoints), new Text(" 页") { Space = SpaceProcessingModeValues.Preserve }));
        return new Table(
            new TableProperties(new TableWidth { Type = TableWidthUnitValues.Pct, Width = "5000" }, new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(new GridColumn { Width = "8000" }, new GridColumn { Width = "1200" }),
            new TableRow(Cell("8000", words), Cell("1200", WordPicture.Of(part, id, new PaperPicture(PaperCode.PngOf(said), PaperCode.Millimetres, "这一页的二维码")))));
    }

    /// <summary>A foot must not end with a table.</summary>
    private static Paragraph Nothing() => new(new ParagraphProperties(
        new SpacingBetweenLines { Before = "0", After = "0", Line = "20", LineRule = LineSpacingRuleValues.Exact }));

    private static TableCell Cell(string width, Paragraph content) => new(
        new TableCellProperties(new TableCellWidth { Type = TableWidthUnitValues.Dxa, Width = width }, new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Bottom }), content);

    private static SimpleField Field(string name, int halfPoints) => new(new Run(Look(halfPoints), new Text("1"))) { Instruction = name };

    private static RunProperties Look(int halfPoints) =>
        new(WordPaper.Fonts(WordPaper.BodyFace), new FontSize { Val = WordPaper.Said(halfPoints) }, new FontSizeComplexScript { Val = WordPaper.Said(halfPoints) });
}
