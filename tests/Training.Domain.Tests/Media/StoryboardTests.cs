using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class StoryboardTests
{
    private static Storyboard Board(int width, int height, double seconds) =>
        Storyboard.For(LadderPlan.For(Samples.Media(Samples.Video(width, height), null), LadderSettings.Default), TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(1280, 720, 40, 2, 160, 90)]
    [InlineData(720, 1280, 600, 6, 90, 160)]
    [InlineData(160, 120, 14400, 144, 120, 90)]
    public void A_hundred_pictures_at_most_in_the_shape_of_the_lesson(int width, int height, double seconds, int every, int w, int h) =>
        Assert.Equal(new Storyboard(every, w, h), Board(width, height, seconds));

    [Fact]
    public void The_index_covers_the_lesson_to_its_end_and_goes_on_over_the_sheets()
    {
        var vtt = Board(1280, 720, 55).Vtt(TimeSpan.FromSeconds(55));
        Assert.Contains("00:00:46.000 --> 00:00:48.000\nstory-1.jpg#xywh=480,360,160,90\n", vtt, StringComparison.Ordinal);
        Assert.Contains("00:00:50.000 --> 00:00:52.000\nstory-2.jpg#xywh=0,0,160,90\n", vtt, StringComparison.Ordinal);
        Assert.EndsWith("00:00:54.000 --> 00:00:55.000\nstory-2.jpg#xywh=320,0,160,90\n", vtt, StringComparison.Ordinal);
    }
}
