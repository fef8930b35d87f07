using System.Buffers.Binary;
using System.Text;
using Training.Domain.Shared;

namespace Training.Domain.Media;

/// <summary>
/// Tells from the first bytes what a file really is, before any tool sees it. Admits containers that hold their own media and refuses
/// playlists, pages, documents, pictures and text, each with its own sentence. Leaves to the probe whether the inside is sound.
/// </summary>
public static class ContentSniffer
{
    /// <summary>As many leading bytes as a decision needs.</summary>
    public const int HeadLength = 4096;

    private const int TsPacket = 188;

    private static readonly string[] Playlists = ["#EXTM3U", "ffconcat", "[playlist]", "<asx", "<?wpl", "<smil", "<MPD", "v=0"];

    public static Result<ContainerKind> Sniff(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return new EmptyFile();
        }

        if (Container(head) is { } kind)
        {
            return kind;
        }

        if (IsPicture(head))
        {
            return new PictureFile();
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) || head.StartsWith("%PDF"u8) ||
            head.StartsWith("Rar!"u8) || StartsWith(head, 0x37, 0x7A, 0xBC, 0xAF) || StartsWith(head, 0xD0, 0xCF, 0x11, 0xE0) || StartsWith(head, 0x1F, 0x8B))
        {
            return new ArchiveOrDocumentFile();
        }

        if (Text(head) is { } text)
        {
            return TextKind(text);
        }

        return LooksLikeMp3(head) ? ContainerKind.Mp3 : new UnknownFormat();
    }

    private static ContainerKind? Container(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12)
        {
            var box = head.Slice(4, 4);
            if (box.SequenceEqual("ftyp"u8))
            {
                // HEIF and AVIF pictures share the box format; their brand tells them apart.
                var brand = head.Slice(8, 4);
                return IsHeif(brand) || brand.SequenceEqual("avif"u8) ? null : ContainerKind.Mp4;
            }

            if (box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || box.SequenceEqual("wide"u8) || box.SequenceEqual("free"u8) ||
                box.SequenceEqual("skip"u8) || box.SequenceEqual("pnot"u8) || box.SequenceEqual("styp"u8))
            {
                return ContainerKind.Mp4;
            }

            if (head.StartsWith("RIFF"u8))
            {
                var form = head.Slice(8, 4);
                return form.SequenceEqual("AVI "u8) ? ContainerKind.Avi : form.SequenceEqual("WAVE"u8) ? ContainerKind.Wav : null;
            }
        }

        return head switch
        {
            _ when StartsWith(head, 0x1A, 0x45, 0xDF, 0xA3) => ContainerKind.Matroska,
            _ when head.StartsWith("FLV\x01"u8) => ContainerKind.Flv,
            _ when StartsWith(head, 0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11) => ContainerKind.Asf,
            _ when StartsWith(head, 0x00, 0x00, 0x01, 0xBA) || StartsWith(head, 0x00, 0x00, 0x01, 0xB3) => ContainerKind.Mpeg,
            _ when IsTransportStream(head, 0) || IsTransportStream(head, 4) => ContainerKind.MpegTs,
            _ when head.StartsWith("OggS"u8) => ContainerKind.Ogg,
            _ when head.StartsWith("fLaC"u8) => ContainerKind.Flac,
            _ when head.StartsWith("#!AMR"u8) => ContainerKind.Amr,
            _ when head.StartsWith("ID3"u8) => ContainerKind.Mp3,
            _ when IsAdts(head) => ContainerKind.Aac,
            _ => null,
        };
    }

    /// <summary>What a paper or a photo is; null for everything that is neither.</summary>
    public static PaperKind? Paper(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("%PDF-"u8) => PaperKind.Pdf,
        _ when StartsWith(head, 0xFF, 0xD8, 0xFF) => PaperKind.Jpeg,
        _ when StartsWith(head, 0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A) => PaperKind.Png,
        _ when head.StartsWith("RIFF"u8) && head.Length >= 12 && head.Slice(8, 4).SequenceEqual("WEBP"u8) => PaperKind.Webp,
        _ when head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8) && IsHeif(head.Slice(8, 4)) => PaperKind.Heic,
        _ => null,
    };

    private static bool IsHeif(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8) || brand.SequenceEqual("mif1"u8);

    private static bool IsPicture(ReadOnlySpan<byte> head) =>
        Paper(head) is not (null or PaperKind.Pdf) || StartsWith(head, 0x89, (byte)'P', (byte)'N', (byte)'G') || head.StartsWith("GIF8"u8) ||
        (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8)) ||
        head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || (head.StartsWith("BM"u8) && head.Length > 14 && head[6..10].SequenceEqual("\0\0\0\0"u8));

    private static MediaRefusal TextKind(string text)
    {
        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (Playlists.Any(mark => start.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) ||
            (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) && (Has(start, "<MPD") || Has(start, "<smil") || Has(start, "<playlist"))) ||
            Has(start, "#EXT-X-"))
        {
            return new PlaylistFile();
        }

        return start.StartsWith('<') && (Has(start, "<html") || Has(start, "<!doctype html") || Has(start, "<body") || Has(start, "<head"))
            ? new WebPageFile()
            : new TextFile();
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>The head as text if it is text: no zero byte and hardly any control character.</summary>
    private static string? Text(ReadOnlySpan<byte> head)
    {
        if (StartsWith(head, 0xFF, 0xFE) || StartsWith(head, 0xFE, 0xFF))
        {
            return (head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(head[2..]);
        }

        var controls = 0;
        foreach (var value in head)
        {
            if (value == 0)
            {
                return null;
            }

            controls += value < 0x20 && value is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0C or 0x1B) ? 1 : 0;
        }

        return controls * 50 > head.Length ? null : Encoding.UTF8.GetString(head);
    }

    private static bool IsTransportStream(ReadOnlySpan<byte> head, int offset)
    {
        var stride = TsPacket + offset;
        return head.Length > offset + (2 * stride) && head[offset] == 0x47 && head[offset + stride] == 0x47 && head[offset + (2 * stride)] == 0x47;
    }

    private static bool IsAdts(ReadOnlySpan<byte> head)
    {
        if (head.Length < 9 || head[0] != 0xFF || (head[1] & 0xF6) != 0xF0)
        {
            return false;
        }

        var length = ((head[3] & 3) << 11) | (head[4] << 3) | (head[5] >> 5);
        return length >= 7 && head.Length > length + 1 && head[length] == 0xFF && (head[length + 1] & 0xF6) == 0xF0;
    }

    private static bool LooksLikeMp3(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4)
        {
            return false;
        }

        var frame = BinaryPrimitives.ReadUInt32BigEndian(head);
        var layerThree = (frame & 0xFFE60000) is 0xFFE20000;
        return layerThree && ((frame >> 12) & 0xF) is > 0 and < 15 && ((frame >> 10) & 3) != 3;
    }

    private static bool StartsWith(ReadOnlySpan<byte> head, params ReadOnlySpan<byte> mark) => head.StartsWith(mark);
}
