using System.Globalization;
using System.Text;

namespace Training.Jobs.Filing.Scans;

/// <summary>A PGM or PPM file with one byte a value, as poppler and libvips write it.</summary>
public sealed class ColourPicture
{
    private readonly byte[] bytes;
    private readonly int from;
    private readonly int step;

    private ColourPicture(byte[] bytes, int from, int step, int width, int height)
    {
        (this.bytes, this.from, this.step, Width, Height) = (bytes, from, step, width, height);
    }

    public int Width { get; }

    public int Height { get; }

    public static async Task<ColourPicture> ReadAsync(string file, CancellationToken ct = default)
    {
        var bytes = await File.ReadAllBytesAsync(file, ct);
        var at = 2;
        var (width, height, most) = (Number(bytes, ref at), Number(bytes, ref at), Number(bytes, ref at));
        var step = bytes[1] == (byte)'6' ? 3 : bytes[1] == (byte)'5' ? 1 : throw new InvalidDataException("Neither PGM nor PPM.");
        return most == 255 && bytes.Length - at - 1 >= (long)width * height * step
            ? new(bytes, at + 1, step, width, height) : throw new InvalidDataException("A picture that ends too early.");
    }

    public (byte Red, byte Green, byte Blue) At(float x, float y)
    {
        var (column, row) = ((int)MathF.Round(x), (int)MathF.Round(y));
        if (column < 0 || row < 0 || column >= Width || row >= Height)
        {
            return (255, 255, 255);
        }

        var i = from + (((row * Width) + column) * step);
        return step == 1 ? (bytes[i], bytes[i], bytes[i]) : (bytes[i], bytes[i + 1], bytes[i + 2]);
    }

    /// <summary>Dark and light of the red alone, in which red seals are as light as paper.</summary>
    public Darkness Ink()
    {
        var light = new float[Width * Height];
        for (var i = 0; i < light.Length; i++)
        {
            light[i] = bytes[from + (i * step)];
        }

        return Darkness.OfLight(Width, Height, light);
    }

    private static int Number(byte[] bytes, ref int at)
    {
        // libvips signs its files with a comment.
        while (bytes[at] <= ' ' || bytes[at] == '#')
        {
            at = bytes[at] == '#' ? Array.IndexOf(bytes, (byte)'\n', at) : at + 1;
        }

        var start = at;
        while (bytes[at] > ' ')
        {
            at++;
        }

        return int.Parse(Encoding.ASCII.GetString(bytes, start, at - start), CultureInfo.InvariantCulture);
    }
}
