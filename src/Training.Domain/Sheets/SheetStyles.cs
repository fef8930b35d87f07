using DocumentFormat.OpenXml.Spreadsheet;

namespace Training.Domain.Sheets;

/// <summary>The few looks of our workbooks, in the official faces: 小标宋 for the title, 黑体 for the head, 仿宋 for the rest. Named, not embedded.</summary>
internal static class SheetStyles
{
    public const uint Plain = 1;
    public const uint Text = 2;
    public const uint QuotedText = 3;
    public const uint Day = 4;
    public const uint Head = 5;
    public const uint Title = 6;
    public const uint Line = 7;

    private const uint TextFormat = 49;
    private const uint DayFormat = 164;

    public static Stylesheet Sheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayFormat, FormatCode = "yyyy\"年\"m\"月\"d\"日\"" }) { Count = 1 },
        new Fonts(Font("宋体", 11), Font("仿宋_GB2312", 11), Font("黑体", 11), Font("方正小标宋简体", 20)) { Count = 4 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFF2EFE7" }) { PatternType = PatternValues.Solid })) { Count = 3 },
        new Borders(new Border(), new Border(
            new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
            new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder())) { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(),
            Format(1, 0, border: 1, HorizontalAlignmentValues.Right),
            Format(1, TextFormat, border: 1, HorizontalAlignmentValues.Left),
            Format(1, TextFormat, border: 1, HorizontalAlignmentValues.Left, quoted: true),
            Format(1, DayFormat, border: 1, HorizontalAlignmentValues.Left),
            Format(2, TextFormat, border: 1, HorizontalAlignmentValues.Center, fill: 2),
            Format(3, TextFormat, border: 0, HorizontalAlignmentValues.Center),
            Format(1, TextFormat, border: 0, HorizontalAlignmentValues.Left)) { Count = 8 });

    private static Font Font(string face, double points) => new(new FontSize { Val = points }, new FontName { Val = face });

    private static CellFormat Format(uint font, uint number, uint border, HorizontalAlignmentValues side, uint fill = 0, bool quoted = false) =>
        new(new Alignment { Horizontal = side, Vertical = VerticalAlignmentValues.Center, WrapText = true })
        {
            FontId = font, FillId = fill, BorderId = border, NumberFormatId = number, FormatId = 0, QuotePrefix = quoted ? true : null,
            ApplyFont = true, ApplyBorder = true, ApplyNumberFormat = true, ApplyAlignment = true, ApplyFill = fill > 0,
        };
}
