using System.Globalization;
using System.Text;

namespace Training.Jobs.Demonstration;

/// <summary>
/// A PDF of one page with lines of Chinese, for papers of the demonstration: the standard font STSong-Light with the standard encoding
/// UniGB-UCS2-H (PDF 1.4, 5.6.4), so that nothing is embedded. Same lines, same bytes.
/// </summary>
internal static class PlainPdf
{
    public static byte[] Of(string title, IReadOnlyList<string> lines)
    {
        var content = new StringBuilder("BT\n").Append(Line(title, 26, 90, 720)).Append(Line("演示用的样本，不是真的证件", 11, 90, 690));
        for (var i = 0; i < lines.Count; i++)
        {
            content.Append(Line(lines[i], 14, 90, 640 - (i * 30)));
        }

        content.Append("ET\n");
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            $"<</Length {content.Length}>>\nstream\n{content}endstream",
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 7 0 R>>",
            "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            file.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    private static string Line(string text, int size, int x, int y) =>
        string.Create(CultureInfo.InvariantCulture, $"/F {size} Tf 1 0 0 1 {x} {y} Tm <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}> Tj\n");
}
