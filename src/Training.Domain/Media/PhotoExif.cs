using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.Media;

/// <summary>What a camera wrote beside the picture. A wall time without a zone is read as Shanghai's.</summary>
public sealed record PhotoNotes(DateTime? TakenUtc, GeoPoint? Place, string? Camera)
{
    public static readonly PhotoNotes None = new(null, null, null);
}

/// <summary>
/// Reads time, place and camera from the first bytes of a photo (EXIF 2.32, CIPA DC-008). The file is hostile: every offset is checked, and
/// what makes no sense is left out. Finds the block by its mark, so JPEG, HEIC and WebP are read alike.
/// </summary>
public static class PhotoExif
{
    /// <summary>As many leading bytes as are looked through.</summary>
    public const int HeadLength = 1 << 20;

    private const int MostEntries = 200;
    private const int MostLetters = 64;

    private static ReadOnlySpan<byte> Mark => "Exif\0\0"u8;

    public static PhotoNotes Read(ReadOnlySpan<byte> head)
    {
        for (var at = head.IndexOf(Mark); at >= 0;)
        {
            var block = head[(at + Mark.Length)..];
            if (block.StartsWith("II*\0"u8) || block.StartsWith("MM\0*"u8))
            {
                return new Block(block).Notes();
            }

            var next = block.IndexOf(Mark);
            at = next < 0 ? -1 : at + Mark.Length + next;
        }

        return PhotoNotes.None;
    }

    private static DateTime? Time(string? text, string? offset)
    {
        if (!DateTime.TryParseExact(text, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year < 1990)
        {
            return null;
        }

        var east = TimeSpan.TryParseExact(offset?.TrimStart('+', '-'), @"hh\:mm", CultureInfo.InvariantCulture, out var span) && span <= TimeSpan.FromHours(14)
            ? offset![0] == '-' ? -span : span
            : ShanghaiTime.Zone.GetUtcOffset(wall);
        return DateTime.SpecifyKind(wall - east, DateTimeKind.Utc);
    }

    private readonly ref struct Block(ReadOnlySpan<byte> tiff)
    {
        private readonly ReadOnlySpan<byte> tiff = tiff;
        private readonly bool little = tiff[0] == 'I';

        public PhotoNotes Notes()
        {
            var main = Directory(Number(4, 4));
            var shot = Directory(Value(main, 0x8769));
            var place = Directory(Value(main, 0x8825));
            var time = Text(shot, 0x9003) is { } taken ? Time(taken, Text(shot, 0x9011)) : Time(Text(shot, 0x9004), Text(shot, 0x9012));
            var camera = $"{Text(main, 0x010F)} {Text(main, 0x0110)}".Trim();
            return new PhotoNotes(
                time,
                GeoPoint.Of(Degrees(place, 2, Text(place, 1) == "S"), Degrees(place, 4, Text(place, 3) == "W")),
                camera.Length == 0 ? null : camera);
        }

        /// <summary>The entries of a directory, 12 bytes each; empty when it does not lie within the block.</summary>
        private ReadOnlySpan<byte> Directory(long? offset)
        {
            if (offset is not > 0 || Number((int)Math.Min(offset.Value, int.MaxValue - 4), 2) is not { } count || count > MostEntries)
            {
                return [];
            }

            var (from, length) = ((int)offset.Value + 2, (int)count * 12);
            return from + length <= tiff.Length ? tiff.Slice(from, length) : [];
        }

        private ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> directory, int tag)
        {
            for (var at = 0; at + 12 <= directory.Length; at += 12)
            {
                var entry = directory.Slice(at, 12);
                if (Of(entry, 2) == tag)
                {
                    return entry;
                }
            }

            return [];
        }

        private long? Value(ReadOnlySpan<byte> directory, int tag) => Entry(directory, tag) is { Length: > 0 } entry ? Of(entry[8..], 4) : null;

        private string? Text(ReadOnlySpan<byte> directory, int tag)
        {
            if (Entry(directory, tag) is not { Length: > 0 } entry || Of(entry[2..], 2) != 2)
            {
                return null;
            }

            var count = (int)Math.Min(Of(entry[4..], 4), MostLetters);
            var from = Of(entry[8..], 4);
            var letters = count <= 4 ? entry.Slice(8, count) : from + count <= tiff.Length ? tiff.Slice((int)from, count) : [];
            var end = letters.IndexOf((byte)0);
            var text = string.Concat(Encoding.ASCII.GetString(end < 0 ? letters : letters[..end]).Where(c => !char.IsControl(c))).Trim();
            return text.Length == 0 ? null : text;
        }

        /// <summary>Degrees, minutes and seconds, each a fraction.</summary>
        private double? Degrees(ReadOnlySpan<byte> directory, int tag, bool isNegative)
        {
            if (Entry(directory, tag) is not { Length: > 0 } entry || Of(entry[2..], 2) != 5 || Of(entry[4..], 4) != 3)
            {
                return null;
            }

            var from = Of(entry[8..], 4);
            if (from + 24 > tiff.Length)
            {
                return null;
            }

            var sum = 0d;
            for (var part = 0; part < 3; part++)
            {
                var fraction = tiff.Slice((int)from + (part * 8), 8);
                var under = Of(fraction[4..], 4);
                if (under == 0)
                {
                    return null;
                }

                sum += Of(fraction, 4) / (double)under / Math.Pow(60, part);
            }

            return isNegative ? -sum : sum;
        }

        private long? Number(int at, int bytes) => at >= 0 && at + bytes <= tiff.Length ? Of(tiff[at..], bytes) : null;

        private long Of(ReadOnlySpan<byte> from, int bytes) => (bytes, little) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(from),
            (2, false) => BinaryPrimitives.ReadUInt16BigEndian(from),
            (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(from),
            (_, false) => BinaryPrimitives.ReadUInt32BigEndian(from),
        };
    }
}
