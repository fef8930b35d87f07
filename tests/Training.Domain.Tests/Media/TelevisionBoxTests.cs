using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

/// <summary>The list of boxes that a village's film must play on. Whether a film that was really made does is held where kits are made.</summary>
public sealed class TelevisionBoxTests
{
    private static readonly FilmFacts Plain = new()
    {
        Streams = 2, PictureCodec = "h264", Profile = "Main", Level = 31, PixelFormat = "yuv420p", Width = 1280, Height = 720, Progressive = true, SquarePixels = true,
        FramesPerSecond = 30, KilobitsPerSecond = 1900, SoundCodec = "aac", SoundProfile = "LC", SampleRate = 44100, Channels = 2,
    };

    [Fact]
    public void The_list_names_its_sources_and_all_play_a_plain_film()
    {
        Assert.InRange(TelevisionBox.All.Count, 3, 100);
        Assert.All(TelevisionBox.All, box => Assert.Contains("https://", box.Source, StringComparison.Ordinal));
        Assert.Empty(TelevisionBox.All.SelectMany(box => box.Against(Plain)));
    }

    public static TheoryData<string, FilmFacts> Unfit => new()
    {
        { "HEVC", Plain with { PictureCodec = "hevc", Profile = "Main" } },
        { "ten bits", Plain with { PixelFormat = "yuv420p10le", Profile = "High 10" } },
        { "4:4:4", Plain with { Profile = "High 4:4:4 Predictive", PixelFormat = "yuv444p" } },
        { "too high a level", Plain with { Level = 51 } },
        { "too large", Plain with { Width = 2560, Height = 1440 } },
        { "upright", Plain with { Width = 720, Height = 1280 } },
        { "too fast", Plain with { FramesPerSecond = 120 } },
        { "interlaced", Plain with { Progressive = false } },
        { "pixels that are not square", Plain with { SquarePixels = false } },
        { "too many bits", Plain with { KilobitsPerSecond = 60_000 } },
        { "sound that is no AAC-LC", Plain with { SoundProfile = "HE-AACv2" } },
        { "an odd rate", Plain with { SampleRate = 96000 } },
        { "eight channels", Plain with { Channels = 8 } },
        { "subtitles inside", Plain with { Streams = 3 } },
        { "a picture that begins late", Plain with { Shift = 0.5 } },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_one_of_them_may_not_play_is_named(string what, FilmFacts film) =>
        Assert.All(TelevisionBox.All, box => Assert.True(box.Against(film).Count > 0, $"{what}: {box.Name}"));

    [Fact]
    public void Facts_are_read_from_the_report()
    {
        const string report = """
            {"streams":[{"codec_name":"h264","profile":"Main","codec_type":"video","width":1280,"height":720,"sample_aspect_ratio":"1:1","pix_fmt":"yuv420p","level":40,"field_order":"progressive","avg_frame_rate":"30000/1001","start_time":"0.000000"},
             {"codec_name":"aac","profile":"LC","codec_type":"audio","sample_rate":"44100","channels":1,"avg_frame_rate":"0/0","start_time":"-0.023220"}],"format":{"bit_rate":"812345"}}
            """;
        var facts = FilmFacts.Parse(report)!;
        Assert.Equal(("Main", 40, 1280, 720, 44100, 1, 812), (facts.Profile, facts.Level, facts.Width, facts.Height, facts.SampleRate, facts.Channels, facts.KilobitsPerSecond));
        Assert.Equal(29.97, facts.FramesPerSecond, 0.01);
        Assert.Equal(0.02322, facts.Shift, 0.0001);
        Assert.Empty(TelevisionBox.All.SelectMany(box => box.Against(facts)));
        Assert.Null(FilmFacts.Parse("{}"));
        Assert.Null(FilmFacts.Parse("no report"));
    }
}
