using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Training.Jobs.Tests.Filing.Pictures;

/// <summary>A page in sixteen shades of grey, and how it is stored: a PNG of four bits a point, a few ten kilobytes a page.</summary>
internal sealed record GreyPicture(int Width, int Height, byte[] Shades)
{
    private const byte White = 15;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public byte At(int x, int y) => x < 0 || y < 0 || x >= Width || y >= Height ? White : Shades[(y * Width) + x];

    /// <summary>As poppler draws it without <c>-png</c> and <c>-jpeg</c>: a short head, then a byte a point.</summary>
    public static GreyPicture OfPgm(byte[] file)
    {
        var (at, words) = (0, new List<string>());
        while (words.Count < 4)
        {
            var end = Array.FindIndex(file, at, b => b is (byte)' ' or (byte)'\n');
            words.Add(Encoding.ASCII.GetString(file, at, end - at));
            at = end + 1;
        }

        Assert.Equal("P5", words[0]);
        var (width, height) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        return new(width, height, [.. file.Skip(at).Take(width * height).Select(b => (byte)(b >> 4))]);
    }

    /// <summary>Reads what <see cref="Png"/> writes, and nothing else.</summary>
    public static GreyPicture OfPng(byte[] file)
    {
        Assert.True(file.AsSpan().StartsWith(Signature), "Not a PNG.");
        var (width, height, packed) = (0, 0, new MemoryStream());
        for (var at = Signature.Length; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var content = file.AsSpan(at + 8, length);
            switch (Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR":
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                    break;
                case "IDAT":
                    packed.Write(content);
                    break;
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        var (shades, row) = (new byte[width * height], new byte[1 + ((width + 1) / 2)]);
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(row);
            for (var x = 0; x < width; x++)
            {
                shades[(y * width) + x] = (byte)(x % 2 == 0 ? row[1 + (x / 2)] >> 4 : row[1 + (x / 2)] & 15);
            }
        }

        return new(width, height, shades);
    }

    public byte[] Png()
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        head[8] = 4;
        using var packed = new MemoryStream();
        using (var rows = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                rows.WriteByte(0);
                for (var x = 0; x < Width; x += 2)
                {
                    rows.WriteByte((byte)((At(x, y) << 4) | At(x + 1, y)));
                }
            }
        }

        using var file = new MemoryStream();
        file.Write(Signature);
        Chunk(file, "IHDR", head);
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string name, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    /// <summary>CRC-32 as PNG asks for it (ISO 3309).</summary>
    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var one in content)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
