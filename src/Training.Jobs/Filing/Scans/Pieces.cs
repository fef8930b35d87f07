using System.Buffers.Binary;
using System.IO.Compression;

namespace Training.Jobs.Filing.Scans;

/// <summary>Cuts pieces out of pages for people to look at, as PNG.</summary>
public static class Pieces
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What lies at a place of the page, as printed.</summary>
    public static byte[] OfSheet(SheetPage page, Box box)
    {
        var at = box.Within(page.Picture.Width, page.Picture.Height);
        return Png(at.Width, at.Height, (x, y) =>
        {
            var light = (byte)(255 * (1 - page.Picture[at.Left + x, at.Top + y]));
            return (light, light, light);
        });
    }

    /// <summary>The same place of the paper, laid straight, in its own colours.</summary>
    /// <param name="scan">The PPM.</param>
    public static byte[] OfPaper(ColourPicture scan, Projection onto, SheetPage page, Box box)
    {
        var at = box.Within(page.Picture.Width, page.Picture.Height);
        return Png(at.Width, at.Height, (x, y) => onto.Of(at.Left + x, at.Top + y) is var (u, v) ? scan.At(u, v) : default);
    }

    private static byte[] Png(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> light)
    {
        var raw = new byte[height * ((3 * width) + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * ((3 * width) + 1)) + 1 + (3 * x);
                (raw[i], raw[i + 1], raw[i + 2]) = light(x, y);
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        using var png = new MemoryStream();
        png.Write(Signature);
        Chunk(png, "IHDR"u8, head);
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> name, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(name);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. name, .. content]));
        png.Write(number);
    }

    private static uint Crc(byte[] of)
    {
        var crc = uint.MaxValue;
        foreach (var one in of)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
