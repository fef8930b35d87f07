using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Training.Domain.Papers;

/// <summary>
/// The foot of a page in Excel: its number, and the code as words and picture. Excel keeps pictures of head and foot in a drawing of the old
/// kind (VML), whose shapes are named by the place where they stand.
/// </summary>
internal static class ExcelFoot
{
    private const string Numbers = "第 &P 页，共 &N 页";

    /// <summary>Closes what comes after the page setup, in the order that the format fixes.</summary>
    public static void Write(OpenXmlWriter writer, WorksheetPart part, Paper paper)
    {
        if (paper.Code is not { } code)
        {
            writer.WriteElement(new HeaderFooter(new OddFooter($"&C{paper.Foot?.Replace("&", "&&", StringComparison.Ordinal)}　{Numbers}")));
            return;
        }

        var words = $"&L{code.Words.Replace("&", "&&", StringComparison.Ordinal)}　{Numbers}&R&G";
        writer.WriteElement(new HeaderFooter(new OddFooter(words), new EvenFooter(words), new FirstFooter(words)) { DifferentFirst = true, DifferentOddEven = true });
        var drawing = part.AddNewPart<VmlDrawingPart>();
        var shapes = new StringBuilder();
        foreach (var (place, said, number) in ((string, string, int)[])[("RF", code.Odd, 1), ("RFEVEN", code.Even, 2), ("RFFIRST", code.First, 3)])
        {
            var picture = drawing.AddImagePart(ImagePartType.Png);
            using (var stream = new MemoryStream(PaperCode.PngOf(said)))
            {
                picture.FeedData(stream);
            }

            var points = PaperCode.Millimetres * 72 / 25.4;
            shapes.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                <v:shape id="{place}" o:spid="_x0000_s{1024 + number}" type="#_x0000_t75" style="position:absolute;margin-left:0;margin-top:0;width:{points:0.##}pt;height:{points:0.##}pt;z-index:{number}"><v:imagedata o:relid="{drawing.GetIdOfPart(picture)}" o:title="code"/><o:lock v:ext="edit" rotation="t"/></v:shape>
                """);
        }

        using (var stream = new MemoryStream(Encoding.UTF8.GetBytes($"""
            <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
            <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
            <v:shapetype id="_x0000_t75" coordsize="21600,21600" o:spt="75" o:preferrelative="t" path="m@4@5l@4@11@9@11@9@5xe" filled="f" stroked="f"><v:stroke joinstyle="miter"/><v:path o:extrusionok="f" gradientshapeok="t" o:connecttype="rect"/><o:lock v:ext="edit" aspectratio="t"/></v:shapetype>
            {shapes}
            </xml>
            """)))
        {
            drawing.FeedData(stream);
        }

        writer.WriteElement(new LegacyDrawingHeaderFooter { Id = part.GetIdOfPart(drawing) });
    }
}
