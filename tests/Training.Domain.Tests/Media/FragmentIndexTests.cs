using System.Buffers.Binary;
using System.Text;
using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class FragmentIndexTests
{
    private const int Scale = 1000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_head_tells_the_length_and_where_the_first_picture_begins(bool wide)
    {
        var index = Read(Box("ftyp", new byte[16]), Box("moov", new byte[900]), Sidx(wide, begins: 0, first: 0, (100, 8_000), (60, 4_500)), Box("moof", new byte[32]), Box("mdat", new byte[52]), new byte[60]);

        Assert.Equal(new FragmentIndex((wide ? 64 : 56) + 24 + 908 + 40 + 8, 12.5, true), index);
    }

    [Fact]
    public void The_longest_of_two_streams_counts_and_one_of_them_may_end_early()
    {
        var index = Read(Sidx(false, 40, 44, (100, 8_000), (60, 4_500)), Sidx(false, 0, 0, (100, 7_000)), Box("moof", new byte[32]), Box("mdat", new byte[52]), new byte[60]);

        Assert.Equal((12.54, true), (index!.Seconds, index.ReachesTheEnd));
    }

    [Fact]
    public void What_was_cut_off_does_not_reach_the_end()
    {
        Assert.False(Read(Sidx(false, 0, 0, (100, 8_000), (60, 4_500)), Box("moof", new byte[32]), Box("mdat", new byte[52]))!.ReachesTheEnd);
    }

    [Fact]
    public void An_ordinary_file_and_a_broken_one_have_none()
    {
        Assert.Null(Read(Box("ftyp", new byte[16]), Box("moov", new byte[900]), Box("mdat", new byte[52])));
        Assert.Null(Read(Box("ftyp", new byte[16]), Box("moov", new byte[900]), Box("moof", new byte[32])));
        Assert.Null(Read(Box("sidx", new byte[24]), Box("moof", new byte[32])));
        Assert.Null(Read(Box("sidx", new byte[4]), Box("moof", new byte[32])));
        Assert.Null(Read(new byte[7]));
        Assert.Null(Read(new byte[64]));
    }

    private static FragmentIndex? Read(params byte[][] parts) => FragmentIndex.Read(new MemoryStream([.. parts.SelectMany(part => part)]));

    private static byte[] Box(string name, byte[] body) => [.. Word(8 + body.Length), .. Encoding.ASCII.GetBytes(name), .. body];

    private static byte[] Sidx(bool wide, long begins, long first, params (int Bytes, int Ticks)[] references) => Box(
        "sidx",
        [
            wide ? (byte)1 : (byte)0, 0, 0, 0, .. Word(1), .. Word(Scale), .. wide ? [.. Wide(begins), .. Wide(first)] : (byte[])[.. Word(begins), .. Word(first)],
            0, 0, 0, (byte)references.Length, .. references.SelectMany(reference => (byte[])[.. Word(reference.Bytes), .. Word(reference.Ticks), .. Word(0x9000_0000)]),
        ]);

    private static byte[] Word(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return bytes;
    }

    private static byte[] Wide(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
