using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class FfmpegCommandTests
{
    private static List<string> Ladder(AdmittedMedia media, bool toneMapping = true)
    {
        var ladder = LadderPlan.For(media, LadderSettings.Default);
        return Encode(media, EncodePlan.Of(new MediaFacts(media, null, null), ladder, [.. ladder.AllNames(still: false)]), toneMapping);
    }

    private static List<string> Encode(AdmittedMedia media, EncodePlan plan, bool toneMapping = true) =>
        [.. FfmpegCommand.Encode(media, plan, MediaLimits.Default, "/out", toneMapping)];

    private static string After(List<string> arguments, string option) => arguments[arguments.IndexOf(option) + 1];

    [Fact]
    public void One_input_and_one_output_a_rendition()
    {
        var arguments = Ladder(Samples.Media(Samples.Video(), Samples.Audio()));
        Assert.Single(arguments, "-i");
        Assert.Single(arguments, "-filter_complex");
        Assert.Equal(
            ["/out/240p/index.m3u8", "/out/360p/index.m3u8", "/out/480p/index.m3u8", "/out/720p/index.m3u8", "/out/audio/index.m3u8", "/out/voice/index.m3u8"],
            arguments.Where(argument => argument.EndsWith("index.m3u8", StringComparison.Ordinal)));
        Assert.Equal(6, arguments.Count(argument => argument == "-map_metadata"));
    }

    [Fact]
    public void Every_reader_of_an_upload_is_confined()
    {
        foreach (var arguments in new List<string>[]
        {
            [.. FfmpegCommand.Probe(ContainerKind.Matroska, MediaLimits.Default)],
            [.. FfmpegCommand.ScanPackets(ContainerKind.Matroska, MediaLimits.Default)],
            Ladder(Samples.Media(Samples.Video(), Samples.Audio()) with { Kind = ContainerKind.Matroska }),
        })
        {
            Assert.Equal("file", After(arguments, "-protocol_whitelist"));
            Assert.Equal("matroska", After(arguments, "-f"));
            Assert.Equal("9437184", After(arguments, "-max_pixels"));
            Assert.Equal("input.bin", After(arguments, "-i"));
            Assert.Contains("-codec_whitelist", arguments);
            Assert.True(arguments.IndexOf("-f") < arguments.IndexOf("-i"));
        }
    }

    [Fact]
    public void Probing_asks_for_no_tags() => Assert.DoesNotContain("tags", string.Join(' ', FfmpegCommand.Probe(ContainerKind.Mp4, MediaLimits.Default)), StringComparison.Ordinal);

    [Fact]
    public void Filters_of_an_interlaced_source_begin_with_deinterlacing() =>
        Assert.StartsWith("[0:0]bwdif=mode=send_frame:deint=interlaced,fps=fps=25:start_time=0,scale=1280:720",
            After(Ladder(Samples.Media(Samples.Video() with { Interlaced = true }, null)), "-filter_complex"), StringComparison.Ordinal);

    [Theory]
    [InlineData("yuv420p", null, false, "[0:0]fps=fps=25:start_time=0,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,setsar=1,split=2[v3][s3];[s3]scale=854:480,setsar=1,split=2[v2][s2];[s2]scale=640:360,setsar=1,split=2[v1][s1];[s1]scale=426:240,setsar=1[v0]")]
    [InlineData("yuv444p", null, false, "[0:0]fps=fps=25:start_time=0,scale=1280:720:out_range=tv,format=yuv420p,setparams=range=tv:colorspace=bt709")]
    [InlineData("yuv420p", "bt470bg", true, "[0:0]fps=fps=25:start_time=0,scale=1280:720:out_range=tv,format=yuv420p,setparams=range=tv:colorspace=bt470bg")]
    [InlineData("yuv420p", "bt2020nc", false, "[0:0]fps=fps=25:start_time=0,scale=1280:720:out_range=tv:out_color_matrix=bt709,format=yuv420p,setparams=range=tv:colorspace=bt709")]
    public void Pixels_are_passed_over_only_where_they_must_change(string format, string? matrix, bool fullRange, string expected) =>
        Assert.StartsWith(
            expected, After(Ladder(Samples.Media(Samples.Video() with { PixelFormat = format, ColorMatrix = matrix, FullRange = fullRange }, null)), "-filter_complex"), StringComparison.Ordinal);

    [Fact]
    public void High_dynamic_range_is_mapped_where_ffmpeg_can_and_else_only_converted()
    {
        var media = Samples.Media(Samples.Video() with { HighDynamicRange = "arib-std-b67" }, null);
        Assert.Contains("tonemap", After(Ladder(media), "-filter_complex"), StringComparison.Ordinal);
        var plain = After(Ladder(media, toneMapping: false), "-filter_complex");
        Assert.DoesNotContain("zscale", plain, StringComparison.Ordinal);
        Assert.Contains("format=yuv420p", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_frames_never_come_early_so_that_segments_keep_their_length()
    {
        var media = Samples.Media(Samples.Video() with { DeclaredRate = new FrameRate(8797, 1000), AverageRate = new FrameRate(8797, 1000) }, null, framesPerSecond: 8.797);
        Assert.Equal("36", After(Ladder(media), "-g"));
    }

    [Fact]
    public void A_starter_makes_the_lowest_picture_the_sound_and_the_pictures_beside_them_from_one_decode()
    {
        var media = Samples.Media(Samples.Video(), Samples.Audio(), seconds: 80);
        var facts = new MediaFacts(media, new LoudnessGain(4.5, Limited: true), new LoudnessGain(6, Limited: false));
        var arguments = Encode(media, EncodePlan.Starter(facts, LadderPlan.For(media, LadderSettings.Default)));
        Assert.Equal(["/out/240p/index.m3u8", "/out/audio/index.m3u8", "/out/voice/index.m3u8"], arguments.Where(argument => argument.EndsWith("index.m3u8", StringComparison.Ordinal)));
        Assert.Equal(["/out/candidate-%d.jpg", "/out/story-%d.jpg"], arguments.Where(argument => argument.EndsWith(".jpg", StringComparison.Ordinal)));
        Assert.Single(arguments, "-i");
        Assert.Equal(
            "[0:0]fps=fps=25:start_time=0,split=2[picked][whole];" +
            "[picked]select='not(mod(n\\,250))',scale=640:360:out_range=tv:flags=area,format=yuv420p,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,setsar=1[poster];" +
            "[whole]scale=426:240:out_range=tv:flags=area,format=yuv420p,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,setsar=1,split=2[thumbs][v0];" +
            "[thumbs]select='not(mod(n\\,50))',scale=160:90,setsar=1,tile=5x5[story];" +
            "[0:1]asplit=2[full][small];" +
            "[full]aresample=44100:async=1:first_pts=0,aformat=sample_rates=44100:channel_layouts=stereo,volume=4.5dB,alimiter=limit=0.841:attack=5:release=50:level=disabled[a];" +
            "[small]aresample=44100:async=1:first_pts=0,aformat=sample_rates=44100:channel_layouts=mono,volume=6dB,aresample=24000,aformat=sample_rates=24000[voice]",
            After(arguments, "-filter_complex"));
    }

    [Fact]
    public void Far_down_from_a_large_source_pixels_are_averaged_and_what_nobody_sees_is_not_smoothed()
    {
        var media = Samples.Media(Samples.Video(1920, 1080), Samples.Audio());
        var ladder = LadderPlan.For(media, LadderSettings.Default);
        var facts = new MediaFacts(media, null, null);
        var starter = Encode(media, EncodePlan.Starter(facts, ladder));
        Assert.Equal("noref", After(starter, "-skip_loop_filter"));
        Assert.True(starter.IndexOf("-skip_loop_filter") < starter.IndexOf("-i"));
        var main = Encode(media, EncodePlan.Of(facts, ladder, ["720p", "480p", "360p"]));
        Assert.DoesNotContain("-skip_loop_filter", main);
        Assert.DoesNotContain("area", After(main, "-filter_complex"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_made_without_what_stands()
    {
        var media = Samples.Media(Samples.Video(), Samples.Audio());
        var ladder = LadderPlan.For(media, LadderSettings.Default);
        var arguments = Encode(media, EncodePlan.Of(new MediaFacts(media, null, null), ladder, ["480p", LadderPlan.StillsName]));
        Assert.Equal(["/out/480p/index.m3u8", "/out/slides/index.m3u8"], arguments.Where(argument => argument.EndsWith("index.m3u8", StringComparison.Ordinal)));
        Assert.EndsWith(
            "setsar=1,split=2[still][film];[still]fps=1/2:start_time=0[slides];[film]scale=854:480,setsar=1[v0]", After(arguments, "-filter_complex"), StringComparison.Ordinal);
        Assert.DoesNotContain("aac", arguments);
    }

    [Fact]
    public void The_plain_file_copies_the_lowest_picture_and_the_sound()
    {
        var plan = LadderPlan.For(Samples.Media(Samples.Video(), Samples.Audio()), LadderSettings.Default);
        var arguments = FfmpegCommand.Progressive(plan).ToList();
        Assert.Equal(["240p/index.m3u8", "audio/index.m3u8"], arguments.Where(argument => argument.EndsWith("m3u8", StringComparison.Ordinal)));
        Assert.Equal("copy", After(arguments, "-c"));
        Assert.Equal("+faststart", After(arguments, "-movflags"));
    }

    [Theory]
    [InlineData(40, "3900000")]
    [InlineData(1200, "3900000")]
    [InlineData(14_400, "39900000")]
    public void The_page_plays_the_same_in_fragments_that_grow_with_the_length(double seconds, string micro)
    {
        var arguments = FfmpegCommand.Played(LadderPlan.For(Samples.Media(Samples.Video(), Samples.Audio()), LadderSettings.Default), seconds).ToList();
        Assert.Equal(["240p/index.m3u8", "audio/index.m3u8"], arguments.Where(argument => argument.EndsWith("m3u8", StringComparison.Ordinal)));
        Assert.Equal("+delay_moov+default_base_moof+global_sidx+skip_trailer+frag_keyframe", After(arguments, "-movflags"));
        Assert.Equal(micro, After(arguments, "-min_frag_duration"));
        Assert.Equal("play.mp4", arguments[^1]);
        // Of a sound alone every packet could begin a fragment.
        var sound = FfmpegCommand.Played(LadderPlan.For(Samples.Media(null, Samples.Audio()), LadderSettings.Default), seconds).ToList();
        Assert.Equal(micro, After(sound, "-frag_duration"));
        Assert.DoesNotContain("-min_frag_duration", sound);
    }
}
