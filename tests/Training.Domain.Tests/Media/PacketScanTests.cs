using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

public sealed class PacketScanTests
{
    [Fact]
    public void Decoding_time_stands_in_where_a_container_has_no_presentation_time()
    {
        var scan = new PacketScan(MediaLimits.Default);
        scan.Add("0,N/A,0.000000,0.040000,900,K_");
        scan.Add("0,N/A,0.040000,0.040000,900,__");
        Assert.Equal(new ScannedTrack(2, 0, 0.08), scan.Of(0));
    }

    [Fact]
    public void What_an_edit_list_cuts_out_does_not_count()
    {
        var scan = new PacketScan(MediaLimits.Default);
        scan.Add("0,-0.633333,-0.650000,0.016667,900,KD");
        scan.Add("0,0.000000,-0.033333,0.016667,900,__");
        Assert.Equal(1, scan.Of(0)!.Packets);
        Assert.Equal(0, scan.Of(0)!.Start);
    }

    [Theory]
    [InlineData("")]
    [InlineData("frame,1")]
    [InlineData("0,N/A,N/A,N/A,N/A,__")]
    [InlineData("0,nan,inf,N/A,900,__")]
    [InlineData("x,1,1,1,900,K_")]
    public void A_line_without_a_time_measures_nothing(string line)
    {
        var scan = new PacketScan(MediaLimits.Default);
        scan.Add(line);
        Assert.Null(scan.Of(0));
    }

    [Fact]
    public void Slides_are_told_from_film_by_what_the_pictures_between_need()
    {
        var (slides, film) = (new PacketScan(MediaLimits.Default), new PacketScan(MediaLimits.Default));
        foreach (var n in Enumerable.Range(0, 100))
        {
            var flags = n % 50 == 0 ? "K_" : "__";
            slides.Add($"0,{n}.0,{n}.0,1.0,{(n % 50 == 0 ? 6000 : 16)},{flags}");
            film.Add($"0,{n}.0,{n}.0,1.0,{(n % 50 == 0 ? 6000 : 190)},{flags}");
        }

        Assert.Equal(1, slides.Of(0)!.StillShare);
        Assert.Equal(0, film.Of(0)!.StillShare);
    }

    [Fact]
    public void The_order_of_packets_does_not_matter_for_gaps()
    {
        var scan = new PacketScan(MediaLimits.Default);
        foreach (var second in Enumerable.Range(0, 100).Reverse())
        {
            scan.Add($"0,{second}.0,{second}.0,1.0,900,K_");
        }

        Assert.Equal(TimeSpan.Zero, scan.LongestGap([0]));
    }
}
