using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class HlsPlaylistTests
{
    private const string Recorded = """
        #EXTM3U
        #EXT-X-VERSION:7
        #EXT-X-TARGETDURATION:4
        #EXT-X-PLAYLIST-TYPE:VOD
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-MAP:URI="init.mp4"
        #EXTINF:4.000000,
        00000.m4s
        #EXTINF:2.000000,
        00001.m4s
        #EXT-X-ENDLIST
        """;

    private static readonly MadeRendition Audio = new() { Name = "audio", Codecs = "mp4a.40.2", Seconds = 6, Bytes = 48_000, PeakBitsPerSecond = 66_000, AverageBitsPerSecond = 64_000 };

    private static readonly MadeRendition Video = new()
    {
        Name = "240p", Width = 426, Height = 240, Codecs = "avc1.4D4015", Seconds = 6, Bytes = 100_000, PeakBitsPerSecond = 150_000, AverageBitsPerSecond = 120_000,
    };

    [Fact]
    public void A_playlist_is_read_back()
    {
        var playlist = HlsPlaylist.Parse(Recorded);
        Assert.Equal(6, playlist.Seconds);
        Assert.Equal("init.mp4", playlist.InitializationName);
        Assert.Equal(["00000.m4s", "00001.m4s"], playlist.Segments.Select(segment => segment.Name));
        Assert.True(playlist.Ended);
        Assert.False(HlsPlaylist.Parse(Recorded.Replace("#EXT-X-ENDLIST", "", StringComparison.Ordinal)).Ended);
    }

    [Fact]
    public void The_master_names_every_picture_with_its_sound_and_the_sound_alone()
    {
        var master = MasterPlaylist.Write([Video, Audio], 25);
        Assert.Contains("#EXT-X-STREAM-INF:BANDWIDTH=216000,AVERAGE-BANDWIDTH=184000,RESOLUTION=426x240,FRAME-RATE=25.000,CODECS=\"avc1.4D4015,mp4a.40.2\",AUDIO=\"audio\"\n240p/index.m3u8\n", master, StringComparison.Ordinal);
        Assert.Contains("CODECS=\"mp4a.40.2\",AUDIO=\"audio\"\naudio/index.m3u8\n", master, StringComparison.Ordinal);
        Assert.Contains("TYPE=AUDIO", master, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_lesson_names_no_sound() => Assert.DoesNotContain("AUDIO", MasterPlaylist.Write([Video], 25), StringComparison.Ordinal);

    [Fact]
    public void A_recording_without_picture_is_one_stream() =>
        Assert.Equal("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-STREAM-INF:BANDWIDTH=66000,AVERAGE-BANDWIDTH=64000,CODECS=\"mp4a.40.2\"\naudio/index.m3u8\n", MasterPlaylist.Write([Audio], 0));

    [Fact]
    public void Slides_go_with_the_small_sound_and_steps_with_the_full_one()
    {
        var voice = Audio with { Name = "voice", PeakBitsPerSecond = 33_000, AverageBitsPerSecond = 32_000 };
        var slides = Video with { Name = "slides", PeakBitsPerSecond = 27_000, AverageBitsPerSecond = 20_000 };
        var master = MasterPlaylist.Write([voice, slides, Audio, Video], 25);
        Assert.Contains("AVERAGE-BANDWIDTH=52000,RESOLUTION=426x240,FRAME-RATE=0.500,CODECS=\"avc1.4D4015,mp4a.40.2\",AUDIO=\"voice\"\nslides/index.m3u8\n", master, StringComparison.Ordinal);
        Assert.Contains("AUDIO=\"audio\"\n240p/index.m3u8\n", master, StringComparison.Ordinal);
        Assert.Equal(2, master.Split("TYPE=AUDIO").Length - 1);
    }

    [Fact]
    public void A_sound_in_dialect_stands_in_every_group_beside_the_lessons_own()
    {
        var master = MasterPlaylist.With(MasterPlaylist.Write([Video, Audio], 25), [new AlternativeSound("濮阳\"话", "/media/1/2/track/index.m3u8")]);
        Assert.Contains("URI=\"audio/index.m3u8\"\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"濮阳 话\",LANGUAGE=\"zh\",DEFAULT=NO,AUTOSELECT=NO,URI=\"/media/1/2/track/index.m3u8\"\n", master, StringComparison.Ordinal);
    }

    [Fact]
    public void The_codec_comes_from_the_initialization_segment() =>
        Assert.Equal("avc1.4D401F", MasterPlaylist.AvcCodec([0, 0, 0, 0x30, .. "avcC"u8, 1, 0x4D, 0x40, 0x1F, 0xFF]));
}
