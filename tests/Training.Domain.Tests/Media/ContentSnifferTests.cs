using System.Text;
using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class ContentSnifferTests
{
    public static TheoryData<string, ContainerKind> Containers() => new()
    {
        { "\0\0\0\u0018ftypmp42\0\0\0\0", ContainerKind.Mp4 },
        { "\0\0\0\bwide\0\0\0\0mdat", ContainerKind.Mp4 },
        { "\u001aE\u00df\u00a3\u0001\0\0\0", ContainerKind.Matroska },
        { "RIFF\0\0\0\0AVI LIST", ContainerKind.Avi },
        { "RIFF\0\0\0\0WAVEfmt ", ContainerKind.Wav },
        { "FLV\u0001\u0005\0\0\0\t", ContainerKind.Flv },
        { "\u0030\u0026\u00b2\u0075\u008e\u0066\u00cf\u0011", ContainerKind.Asf },
        { "\0\0\u0001\u00ba!\0", ContainerKind.Mpeg },
        { "OggS\0\u0002", ContainerKind.Ogg },
        { "fLaC\0\0\0\"", ContainerKind.Flac },
        { "#!AMR\n<", ContainerKind.Amr },
        { "ID3\u0003\0\0", ContainerKind.Mp3 },
        { "\u00ff\u00fb\u0090\u0064\0\0", ContainerKind.Mp3 },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_is_known_by_its_first_bytes(string head, ContainerKind expected) =>
        Assert.Equal(expected, ContentSniffer.Sniff(Encoding.Latin1.GetBytes(head)).Value);

    [Fact]
    public void A_transport_stream_is_known_by_its_sync_bytes()
    {
        var head = new byte[1000];
        head[0] = head[188] = head[376] = 0x47;
        Assert.Equal(ContainerKind.MpegTs, ContentSniffer.Sniff(head).Value);
    }

    [Theory]
    [InlineData("", typeof(EmptyFile))]
    [InlineData("#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:18999/a.ts\n", typeof(PlaylistFile))]
    [InlineData("\n\t #extm3u\n", typeof(PlaylistFile))]
    [InlineData("ffconcat version 1.0\nfile sibling-private.mp4\n", typeof(PlaylistFile))]
    [InlineData("<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">", typeof(PlaylistFile))]
    [InlineData("[playlist]\nFile1=/etc/passwd\n", typeof(PlaylistFile))]
    [InlineData("v=0\no=- 0 0 IN IP4 127.0.0.1\n", typeof(PlaylistFile))]
    [InlineData("一课\n#EXT-X-KEY:METHOD=AES-128,URI=\"file:///etc/passwd\"\n", typeof(PlaylistFile))]
    [InlineData("<!DOCTYPE html><html><body>找不到</body></html>", typeof(WebPageFile))]
    [InlineData("PK\u0003\u0004\u0014\0", typeof(ArchiveOrDocumentFile))]
    [InlineData("%PDF-1.7\n", typeof(ArchiveOrDocumentFile))]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\nhello\n", typeof(TextFile))]
    [InlineData("GIF89a\u0001\0", typeof(PictureFile))]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", typeof(PictureFile))]
    [InlineData("RIFF\0\0\0\0WEBPVP8 ", typeof(PictureFile))]
    [InlineData("\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007", typeof(UnknownFormat))]
    public void What_is_no_recording_is_refused_by_what_it_is(string head, Type refusal)
    {
        var bytes = head.Any(c => c > 0xFF) ? Encoding.UTF8.GetBytes(head) : Encoding.Latin1.GetBytes(head);
        var result = ContentSniffer.Sniff(bytes);
        Assert.False(result.Ok);
        Assert.IsType(refusal, result.Refusal);
    }

    [Theory]
    [InlineData(0xFF, 0xD8, 0xFF)]
    [InlineData(0x89, 0x50, 0x4E)]
    public void A_photo_is_a_picture_whatever_its_name(byte first, byte second, byte third) =>
        Assert.IsType<PictureFile>(ContentSniffer.Sniff([first, second, third, 0x47, 0, 0, 0, 0]).Refusal);

    [Fact]
    public void Every_kind_forces_a_demuxer_of_its_own_and_none_reads_playlists()
    {
        var demuxers = Enum.GetValues<ContainerKind>().Select(kind => kind.Demuxer()).ToList();
        Assert.Equal(demuxers.Count, demuxers.Distinct().Count());
        Assert.DoesNotContain(demuxers, name => name is "hls" or "concat" or "dash" or "sdp" or "image2" or "tee");
    }
}
