using QRCoder;

namespace Training.Web.Hosting;

/// <summary>A QR code as one path of an SVG, drawn into the page: the pages' policy lets no picture in from anywhere else.</summary>
/// <param name="Size">Squares on a side, the quiet edge counted in.</param>
public sealed record QrDrawing(string Path, int Size)
{
    /// <summary>For a screen a little damage is none; a card in a pocket gets the stronger correction.</summary>
    public static QrDrawing Of(string text, bool onPaper = false)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, onPaper ? QRCodeGenerator.ECCLevel.Q : QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new System.Text.StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                }
            }
        }

        return new QrDrawing(path.ToString(), rows.Count);
    }
}
