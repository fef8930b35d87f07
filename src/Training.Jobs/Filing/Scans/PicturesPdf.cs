using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Training.Jobs.Filing.Scans;

/// <summary>JPEGs as the pages of a PDF, as scanners write it.</summary>
public static class PicturesPdf
{
    /// <param name="pictures">JPEGs in colour or grey.</param>
    /// <param name="dotsAnInch">Says how large the paper is.</param>
    public static byte[] Of(IReadOnlyList<byte[]> pictures, int dotsAnInch = SheetPage.DotsAnInch)
    {
        using var pdf = new MemoryStream();
        var starts = new List<long>();
        Say(pdf, "%PDF-1.4\n");
        Begin("<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
        Begin($"<</Type/Pages/Count {pictures.Count}/Kids[{string.Join(' ', pictures.Select((_, i) => $"{3 + (3 * i)} 0 R"))}]>>\nendobj\n");
        foreach (var (picture, i) in pictures.Select((p, i) => (p, 3 + (3 * i))))
        {
            var (width, height, colours) = Size(picture);
            var box = string.Create(CultureInfo.InvariantCulture, $"{72.0 * width / dotsAnInch:0.##} {72.0 * height / dotsAnInch:0.##}");
            var drawn = $"q {box.Replace(" ", " 0 0 ", StringComparison.Ordinal)} 0 0 cm /P Do Q";
            Begin($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]/Contents {i + 1} 0 R/Resources<</XObject<</P {i + 2} 0 R>>>>>>\nendobj\n");
            Begin($"<</Length {drawn.Length}>>\nstream\n{drawn}\nendstream\nendobj\n");
            Begin($"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/{(colours == 1 ? "DeviceGray" : "DeviceRGB")}/Filter/DCTDecode/Length {picture.Length}>>\nstream\n");
            pdf.Write(picture);
            Say(pdf, "\nendstream\nendobj\n");
        }

        var table = pdf.Position;
        Say(pdf, $"xref\n0 {starts.Count + 1}\n0000000000 65535 f \n{string.Concat(starts.Select(s => $"{s:D10} 00000 n \n"))}trailer\n<</Size {starts.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return pdf.ToArray();

        void Begin(string text)
        {
            starts.Add(pdf.Position);
            Say(pdf, $"{starts.Count} 0 obj\n{text}");
        }
    }

    private static void Say(MemoryStream to, string text) => to.Write(Encoding.ASCII.GetBytes(text));

    /// <summary>As the start of frame says.</summary>
    private static (int Width, int Height, int Colours) Size(byte[] jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            if (jpeg[at + 1] is 0xC0 or 0xC1 or 0xC2)
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 5)), jpeg[at + 9]);
            }
        }

        throw new InvalidDataException("No JPEG.");
    }
}
