using System.Buffers.Binary;

namespace Training.Domain.Media;

/// <summary>
/// What the head of an MP4 in fragments tells (ISO/IEC 14496-12, 8.16.3): a player needs no more than the head to know the length, to find a
/// second, and to show the first picture.
/// </summary>
/// <param name="HeadBytes">Before the first picture's own bytes.</param>
/// <param name="Seconds">Of the longest stream.</param>
/// <param name="ReachesTheEnd">The fragments of at least one stream fill the file to its last byte; else a player looks for more.</param>
public sealed record FragmentIndex(long HeadBytes, double Seconds, bool ReachesTheEnd)
{
    private const int BoxHead = 8;

    /// <summary>Null of whatever is no such file.</summary>
    public static FragmentIndex? Read(Stream file)
    {
        var (at, seconds, reaches) = (0L, 0.0, false);
        while (Head(file, at) is var (name, size))
        {
            switch (name)
            {
                case 0x73696478 when Entry(file, at, size) is { } sidx: // sidx
                    seconds = Math.Max(seconds, sidx.Seconds);
                    reaches |= at + size + sidx.Bytes == file.Length;
                    break;
                case 0x6D6F6F66 when seconds > 0: // moof
                    return new FragmentIndex(at + size + BoxHead, seconds, reaches);
                case 0x66747970 or 0x6D6F6F76 or 0x66726565: // ftyp, moov, free
                    break;
                default:
                    return null;
            }

            at += size;
        }

        return null;
    }

    private static (uint Name, long Size)? Head(Stream file, long at)
    {
        Span<byte> head = stackalloc byte[BoxHead];
        file.Position = at;
        if (file.ReadAtLeast(head, BoxHead, throwOnEndOfStream: false) < BoxHead)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        return size >= BoxHead && at + size <= file.Length ? (BinaryPrimitives.ReadUInt32BigEndian(head[4..]), size) : null;
    }

    /// <summary>How long a stream is and how far its fragments reach from the end of this box.</summary>
    private static (double Seconds, long Bytes)? Entry(Stream file, long at, long size)
    {
        if (size < 32)
        {
            return null;
        }

        var box = new byte[size];
        file.Position = at;
        file.ReadExactly(box);
        // Version 1 has two numbers of 64 bits where version 0 has them of 32.
        var wide = box[8] == 1;
        var body = wide ? 40 : 32;
        if (size < body)
        {
            return null;
        }

        var scale = Word(16);
        var begins = wide ? BinaryPrimitives.ReadInt64BigEndian(box.AsSpan(20)) : Word(20);
        var bytes = wide ? BinaryPrimitives.ReadInt64BigEndian(box.AsSpan(28)) : Word(24);
        var count = BinaryPrimitives.ReadUInt16BigEndian(box.AsSpan(body - 2));
        if (scale == 0 || size != body + (count * 12L))
        {
            return null;
        }

        var ticks = begins;
        for (var reference = body; reference < size; reference += 12)
        {
            bytes += Word(reference) & 0x7FFF_FFFF;
            ticks += Word(reference + 4);
        }

        return ((double)ticks / scale, bytes);

        long Word(int place) => BinaryPrimitives.ReadUInt32BigEndian(box.AsSpan(place));
    }
}
