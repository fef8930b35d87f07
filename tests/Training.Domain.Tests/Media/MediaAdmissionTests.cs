using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class MediaAdmissionTests
{
    private static readonly MediaLimits Limits = MediaLimits.Default;

    private static AdmittedMedia Declared(params ProbedStream[] streams) =>
        MediaAdmission.CheckDeclared(ContainerKind.Mp4, new FfprobeReport(streams, TimeSpan.FromSeconds(10)), Limits).Value!;

    private static Type? Refusal(params ProbedStream[] streams) =>
        MediaAdmission.CheckDeclared(ContainerKind.Mp4, new FfprobeReport(streams, TimeSpan.FromSeconds(10)), Limits).Refusal?.GetType();

    [Fact]
    public void A_bomb_is_refused_by_its_declared_size() => Assert.Equal(typeof(PictureTooLarge), Refusal(Samples.Video(16000, 16000)));

    [Fact]
    public void Four_k_upright_is_within_the_limit() => Assert.Null(Refusal(Samples.Video(2160, 3840)));

    [Fact]
    public void A_ribbon_of_few_pixels_and_great_length_is_refused() => Assert.Equal(typeof(PictureTooLarge), Refusal(Samples.Video(9000, 16)));

    [Fact]
    public void Subtitles_alone_are_nothing_to_play() =>
        Assert.Equal(typeof(NothingToPlay), Refusal(new ProbedStream { Index = 0, Type = StreamType.Other, Codec = "subrip" }));

    [Fact]
    public void A_cover_picture_makes_no_video()
    {
        var media = Declared(Samples.Audio(index: 0), Samples.Video(index: 1) with { Codec = "png", AttachedPicture = true });
        Assert.Null(media.Video);
        Assert.NotNull(media.Audio);
    }

    [Fact]
    public void A_codec_that_is_not_on_the_list_is_refused_by_name()
    {
        var result = MediaAdmission.CheckDeclared(ContainerKind.Mp4, new FfprobeReport([Samples.Video() with { Codec = "bink" }], null), Limits);
        Assert.Equal(new UnsupportedCodec("bink"), result.Refusal);
    }

    [Fact]
    public void Of_two_sounds_the_default_one_is_taken_else_the_first()
    {
        Assert.Equal(2, Declared(Samples.Audio(index: 1), Samples.Audio(index: 2) with { Default = true }).Audio!.Index);
        Assert.Equal(1, Declared(Samples.Audio(index: 1), Samples.Audio(index: 2)).Audio!.Index);
    }

    [Fact]
    public void More_streams_than_the_limit_are_refused() =>
        Assert.Equal(typeof(TooManyStreams), Refusal([.. Enumerable.Range(0, 33).Select(index => Samples.Audio(index: index))]));

    [Fact]
    public void What_claims_nineteen_minutes_and_holds_two_seconds_is_incomplete()
    {
        var scan = Samples.Scan(Limits, 0, Samples.Steps(0, 1.7));
        var result = MediaAdmission.CheckMeasured(Declared(Samples.Video()), TimeSpan.FromSeconds(1132), scan, Limits);
        var refusal = Assert.IsType<IncompleteFile>(result.Refusal);
        Assert.Contains("18 分 52 秒", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("1.7 秒", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guessed_duration_is_no_claim()
    {
        var declared = Declared(Samples.Audio(index: 0)) with { Kind = ContainerKind.Mp3 };
        var scan = Samples.Scan(Limits, 0, Samples.Steps(0, 20));
        Assert.True(MediaAdmission.CheckMeasured(declared, TimeSpan.FromSeconds(90), scan, Limits).Ok);
    }

    [Fact]
    public void Two_pictures_two_hours_apart_are_no_two_hour_lesson()
    {
        var scan = Samples.Scan(Limits, 0, [0, 7200], length: 7200);
        var result = MediaAdmission.CheckMeasured(Declared(Samples.Video()), TimeSpan.FromHours(2), scan, Limits);
        Assert.IsType<LongGap>(result.Refusal);
    }

    [Fact]
    public void A_still_slide_under_speech_is_no_gap()
    {
        var scan = Samples.Scan(Limits, 0, [0, 300]);
        foreach (var time in Samples.Steps(0, 300, 0.5))
        {
            scan.Add(FormattableString.Invariant($"1,{time:0.000},{time:0.000},0.500,900,K_"));
        }

        Assert.True(MediaAdmission.CheckMeasured(Declared(Samples.Video(), Samples.Audio()), TimeSpan.FromSeconds(300), scan, Limits).Ok);
    }

    [Fact]
    public void Five_hours_are_too_long_and_the_scan_says_so_before_its_end()
    {
        var scan = Samples.Scan(Limits, 0, Samples.Steps(0, 5 * 3600, 1), length: 1);
        Assert.True(scan.BeyondLimits);
        Assert.IsType<TooLong>(MediaAdmission.CheckMeasured(Declared(Samples.Video()), null, scan, Limits).Refusal);
    }

    [Fact]
    public void A_thousand_pictures_a_second_are_too_many_and_the_scan_says_so_before_its_end()
    {
        var few = Limits with { Frames = 500 };
        var scan = Samples.Scan(few, 0, Samples.Steps(0, 1, 0.001), length: 0.001);
        Assert.True(scan.BeyondLimits);
        Assert.IsType<TooManyFrames>(MediaAdmission.CheckMeasured(Declared(Samples.Video()), null, scan, few).Refusal);
    }

    [Fact]
    public void Without_a_readable_packet_nothing_is_admitted() =>
        Assert.IsType<Unreadable>(MediaAdmission.CheckMeasured(Declared(Samples.Video()), null, new PacketScan(Limits), Limits).Refusal);

    [Fact]
    public void A_missing_picture_track_leaves_a_sound_lesson()
    {
        var scan = Samples.Scan(Limits, 1, Samples.Steps(0, 10));
        var media = MediaAdmission.CheckMeasured(Declared(Samples.Video(), Samples.Audio()), null, scan, Limits).Value!;
        Assert.Null(media.Video);
        Assert.NotNull(media.Audio);
    }

    [Theory]
    [InlineData(0.067, "0.1 秒")]
    [InlineData(9.94, "9.9 秒")]
    [InlineData(60, "1 分")]
    [InlineData(1132, "18 分 52 秒")]
    [InlineData(7199, "1 小时 59 分 59 秒")]
    [InlineData(14400, "4 小时")]
    public void A_length_is_spoken_as_people_say_it(double seconds, string expected) =>
        Assert.Equal(expected, Spoken.Duration(TimeSpan.FromSeconds(seconds)));
}
