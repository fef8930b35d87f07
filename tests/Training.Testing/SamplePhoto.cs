using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Training.Domain.Shared;

namespace Training.Testing;

/// <summary>A small grey picture that every decoder reads, with what a camera would have written beside it.</summary>
public static class SamplePhoto
{
    private const string Grey =
        "/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAYACABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL"
        + "/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJ"
        + "ipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AI6KKKKKKKKKKK//2Q==";

    /// <param name="wall">Local time as cameras write it, without a zone.</param>
    /// <param name="place">Where it was taken.</param>
    /// <param name="number">Makes one file differ from the next.</param>
    /// <param name="offset">Zone of the wall time: +08:00.</param>
    public static byte[] Jpeg(DateTime? wall = null, GeoPoint? place = null, int number = 0, string? offset = null, string camera = "HONOR 90")
    {
        var picture = Convert.FromBase64String(Grey);
        byte[] exif = wall is null && place is null ? [] : Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(wall, place, offset, camera)]);
        return [.. picture[..2], .. exif, .. Segment(0xFE, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))), .. picture[2..]];
    }

    /// <summary>A big-endian block with three directories, the second and third pointed to by the first.</summary>
    public static byte[] Exif(DateTime? wall, GeoPoint? place, string? offset, string camera)
    {
        var shot = new List<(ushort Tag, ushort Type, byte[] Value)>();
        if (wall is { } time)
        {
            shot.Add((0x9003, 2, Letters(time.ToString("yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture))));
        }

        if (offset is not null)
        {
            shot.Add((0x9011, 2, Letters(offset)));
        }

        var spot = place is not { } at ? [] : new List<(ushort, ushort, byte[])>
        {
            (1, 2, Letters(at.Latitude < 0 ? "S" : "N")), (2, 5, Degrees(at.Latitude)), (3, 2, Letters(at.Longitude < 0 ? "W" : "E")), (4, 5, Degrees(at.Longitude)),
        };

        var (shotAt, spotAt) = (200, 500);
        var main = Directory(8, [(0x0110, 2, Letters(camera)), (0x8769, 4, Long(shotAt)), (0x8825, 4, Long(spotAt))]);
        var block = new byte[800];
        "MM\0*\0\0\0\b"u8.CopyTo(block);
        main.CopyTo(block, 8);
        Directory(shotAt, shot).CopyTo(block, shotAt);
        Directory(spotAt, spot).CopyTo(block, spotAt);
        return block;
    }

    private static byte[] Directory(int at, List<(ushort Tag, ushort Type, byte[] Value)> entries)
    {
        var beside = at + 2 + (entries.Count * 12) + 4;
        var (lines, values) = (new List<byte>(), new List<byte>());
        foreach (var (tag, type, value) in entries)
        {
            lines.AddRange([.. Short(tag), .. Short(type), .. Long(type switch { 2 => value.Length, 5 => value.Length / 8, _ => 1 })]);
            lines.AddRange(value.Length <= 4 ? [.. value, .. new byte[4 - value.Length]] : Long(beside + values.Count));
            values.AddRange(value.Length <= 4 ? [] : value);
        }

        return [.. Short((ushort)entries.Count), .. lines, .. Long(0), .. values];
    }

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, .. Short((ushort)(content.Length + 2)), .. content];

    private static byte[] Letters(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] Degrees(double value)
    {
        var whole = Math.Abs(value);
        var minutes = (whole - Math.Floor(whole)) * 60;
        var seconds = (minutes - Math.Floor(minutes)) * 60;
        return [.. Long((int)whole), .. Long(1), .. Long((int)minutes), .. Long(1), .. Long((int)Math.Round(seconds * 1000)), .. Long(1000)];
    }

    private static byte[] Short(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Long(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
