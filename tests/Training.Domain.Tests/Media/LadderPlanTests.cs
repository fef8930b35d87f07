using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class LadderPlanTests
{
    private static string Sizes(ProbedStream video) => string.Join(' ',
        LadderPlan.For(Samples.Media(video, null), LadderSettings.Default).Videos.Select(rendition => $"{rendition.Name}:{rendition.Width}x{rendition.Height}"));

    [Fact]
    public void Full_ladder_of_a_large_source() =>
        Assert.Equal("240p:426x240 360p:640x360 480p:854x480 720p:1280x720", Sizes(Samples.Video(1920, 1080)));

    [Fact]
    public void Nothing_is_made_larger_than_the_source() => Assert.Equal("240p:426x240 320p:568x320", Sizes(Samples.Video(568, 320)));

    [Fact]
    public void A_tiny_source_keeps_its_size() => Assert.Equal("144p:176x144", Sizes(Samples.Video(176, 144)));

    [Fact]
    public void Odd_sizes_become_even() => Assert.Equal("120p:160x120", Sizes(Samples.Video(161, 121)));

    [Fact]
    public void A_step_hardly_larger_than_the_one_below_is_left_out() => Assert.Equal("240p:320x240", Sizes(Samples.Video(352, 264)));

    [Fact]
    public void A_turned_picture_stands_upright() =>
        Assert.Equal("240p:240x426 360p:360x640 480p:480x854 720p:720x1280", Sizes(Samples.Video(1920, 1080) with { Rotation = 90 }));

    [Fact]
    public void Half_a_turn_keeps_the_shape() => Assert.StartsWith("240p:426x240", Sizes(Samples.Video() with { Rotation = 180 }), StringComparison.Ordinal);

    [Fact]
    public void Non_square_pixels_become_square() => Assert.Equal("240p:418x240 288p:500x288", Sizes(Samples.Video(352, 288) with { PixelAspect = 64.0 / 45 }));

    [Theory]
    [InlineData(25, 1, 25, 1, 25, "25")]
    [InlineData(30000, 1001, 30000, 1001, 29.97, "30000/1001")]
    [InlineData(60, 1, 60, 1, 60, "60/2")]
    [InlineData(50, 1, 50, 1, 50, "50/2")]
    [InlineData(8797, 1000, 8797, 1000, 8.8, "8797/1000")]
    [InlineData(600, 1, 24600, 1469, 16.7, "20")]
    [InlineData(60, 1, 1000, 1, 30, "30")]
    [InlineData(50, 3, 0, 0, 24.3, "24")]
    [InlineData(1, 1, 1, 1, 1, "5")]
    [InlineData(60, 1, 1500, 43, 90, "30")]
    public void The_rate_is_the_sources_own_where_sane_else_a_usual_one(int declared, int declaredDenominator, int average, int averageDenominator, double counted, string expected)
    {
        var video = Samples.Video() with { DeclaredRate = new FrameRate(declared, declaredDenominator), AverageRate = new FrameRate(average, averageDenominator) };
        Assert.Equal(expected, LadderPlan.For(Samples.Media(video, null, framesPerSecond: counted), LadderSettings.Default).FrameRate.ToString());
    }

    [Fact]
    public void Silence_gets_no_sound_rendition_and_sound_alone_gets_only_that()
    {
        Assert.DoesNotContain(LadderPlan.AudioName, LadderPlan.For(Samples.Media(Samples.Video(), null), LadderSettings.Default).AllNames(true));
        Assert.Equal([LadderPlan.AudioName, LadderPlan.VoiceName], LadderPlan.For(Samples.Media(null, Samples.Audio()), LadderSettings.Default).AllNames(true));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 2)]
    public void Many_channels_come_down_to_two(int channels, int expected) =>
        Assert.Equal(expected, LadderPlan.For(Samples.Media(null, Samples.Audio(channels)), LadderSettings.Default).AudioChannels);

    /// <summary>An hour in kilobits a second: what each run writes, the two plain files of the lowest picture and the sound with whichever makes one of these anew.</summary>
    [Theory]
    [InlineData("240p audio voice", 150 + 64 + (2 * 32) + (2 * (150 + 64)))]
    [InlineData("360p 480p 720p", 350 + 800 + 1800)]
    [InlineData("240p", 150 + (2 * (150 + 64)))]
    [InlineData("audio", 64 + (2 * (150 + 64)))]
    [InlineData("voice", 2 * 32)]
    public void A_run_asks_for_the_room_of_all_that_it_writes_plain_files_included(string names, int kilobits)
    {
        var media = Samples.Media(Samples.Video(1920, 1080), Samples.Audio());
        var plan = EncodePlan.Of(new MediaFacts(media, null, null), LadderPlan.For(media, LadderSettings.Default), names.Split(' '));
        Assert.Equal(kilobits * 125.0 * 3600 * 1.1, plan.MostBytes(TimeSpan.FromHours(1)), 1.0);
    }

    [Fact]
    public void All_that_is_made_of_an_hour_is_what_its_runs_ask_for()
    {
        var media = Samples.Media(Samples.Video(1920, 1080), Samples.Audio());
        var ladder = LadderPlan.For(media, LadderSettings.Default);
        var all = EncodePlan.Of(new MediaFacts(media, null, null), ladder, [.. ladder.AllNames(still: true)]);
        Assert.Equal(LadderSettings.Default.MostBytes(TimeSpan.FromHours(1)), all.MostBytes(TimeSpan.FromHours(1)));
    }
}
