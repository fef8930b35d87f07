using System.Buffers.Binary;

namespace Training.Domain.Media;

/// <summary>
/// Reads the segments of a JPEG (ITU-T T.81, annex B) that we wrote ourselves: proof that a copy is whole and that nothing but the picture
/// is in it, which an exit code does not give.
/// </summary>
public static class JpegSegments
{
    private const byte StartOfScan = 0xDA;

    /// <summary>Whole, and without EXIF, XMP, IPTC, colour profile or comment: of the application segments only JFIF's own.</summary>
    public static bool IsBarePicture(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || !file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) || !file.EndsWith((ReadOnlySpan<byte>)[0xFF, 0xD9]))
        {
            return false;
        }

        var at = 2;
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == StartOfScan)
            {
                return true;
            }

            if (marker is 0xFE or (>= 0xE1 and <= 0xEF))
            {
                return false;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return false;
    }
}
