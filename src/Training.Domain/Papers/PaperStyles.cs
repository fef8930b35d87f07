using DocumentFormat.OpenXml.Spreadsheet;

namespace Training.Domain.Papers;

/// <summary>The looks of a paper in Excel, in the official faces; named, not embedded.</summary>
internal static class PaperStyles
{
    public const uint Title = 1;
    public const uint Line = 2;
    public const uint Head = 3;
    public const uint Centre = 4;
    public const uint Left = 5;

    /// <summary>Written from top to bottom.</summary>
    public const uint Upright = 6;

    /// <summary>Excel's mark for letters below each other that stay upright.</summary>
    private const uint Stacked = 255;

    public static Stylesheet Sheet() => new(
        new Fonts(Font("宋体", 11), Font("方正小标宋简体", 20), Font("仿宋_GB2312", 14), Font("黑体", 11), Font("仿宋_GB2312", 10.5)) { Count = 5 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
        new Borders(new Border(), new Border(
            new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
            new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder())) { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(),
            Format(1, 0, HorizontalAlignmentValues.Center), Format(2, 0, HorizontalAlignmentValues.Left), Format(3, 1, HorizontalAlignmentValues.Center),
            Format(4, 1, HorizontalAlignmentValues.Center), Format(4, 1, HorizontalAlignmentValues.Left), Format(3, 1, HorizontalAlignmentValues.Center, Stacked)) { Count = 7 });

    private static Font Font(string face, double points) => new(new FontSize { Val = points }, new FontName { Val = face });

    /// <remarks>Letters below each other are one line: told to break it, LibreOffice sets them at the left of their cell, centred or not.</remarks>
    private static CellFormat Format(uint font, uint border, HorizontalAlignmentValues side, uint turn = 0) =>
        new(new Alignment { Horizontal = side, Vertical = VerticalAlignmentValues.Center, WrapText = turn == 0 ? true : null, TextRotation = turn == 0 ? null : turn })
        {
            FontId = font, BorderId = border, FormatId = 0, ApplyFont = true, ApplyBorder = true, ApplyAlignment = true,
        };
}
