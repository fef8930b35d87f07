using QRCoder;

namespace Training.Domain.Papers;

/// <summary>Stands in the foot of every page, as words and as a QR code, so that no page can be taken for another paper's.</summary>
/// <param name="Words">Read by people: 标准表 7K3M Q2XA.</param>
/// <param name="First">What the QR of the first page says.</param>
/// <param name="Even">Of each even page.</param>
/// <param name="Odd">Of each later odd page.</param>
public sealed record PaperCode(string Words, string First, string Even, string Odd)
{
    /// <summary>Side of the QR on paper: read by a photo of the whole page, and low enough for a foot.</summary>
    public const int Millimetres = 13;

    /// <summary>A QR code as a PNG. A quarter of it may be stamped over.</summary>
    public static byte[] PngOf(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(8);
    }
}
