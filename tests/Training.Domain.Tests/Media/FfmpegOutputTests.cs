using Training.Domain.Media;

namespace Training.Domain.Tests.Media;

/// <summary>Parsers against what ffmpeg 5.1.9 and ffprobe 5.1.9 really printed.</summary>
public sealed class FfmpegOutputTests
{
    private const string Iphone = """
        {"programs":[],"streams":[
          {"index":0,"codec_name":"aac","codec_type":"audio","sample_rate":"44100","channels":1,"r_frame_rate":"0/0","avg_frame_rate":"0/0","disposition":{"default":1,"attached_pic":0}},
          {"index":1,"codec_name":"h264","codec_type":"video","width":568,"height":320,"color_transfer":"bt709","field_order":"progressive","r_frame_rate":"30000/1001","avg_frame_rate":"37200/1241","disposition":{"default":1,"attached_pic":0},"side_data_list":[{"rotation":-90}]}],
         "format":{"duration":"2.068333"}}
        """;

    private const string DolbyVision = """
        {"programs":[],"streams":[
          {"index":0,"codec_name":"hevc","codec_type":"video","width":1920,"height":1080,"color_transfer":"arib-std-b67","r_frame_rate":"24/1","avg_frame_rate":"24/1","disposition":{"default":1,"attached_pic":0},"side_data_list":[{},{"rotation":-90}]},
          {"index":1,"codec_type":"data","r_frame_rate":"0/0","avg_frame_rate":"0/0","disposition":{"default":1,"attached_pic":0}}],
         "format":{"duration":"1.666667"}}
        """;

    [Fact]
    public void A_portrait_phone_clip_is_read()
    {
        var report = FfprobeReport.Parse(Iphone)!;
        Assert.Equal(TimeSpan.FromSeconds(2.068333), report.Duration);
        var video = report.Streams[1];
        Assert.Equal((568, 320, 90, 1.0), (video.Width, video.Height, video.Rotation, video.PixelAspect));
        Assert.Equal(new FrameRate(30000, 1001), video.DeclaredRate);
        Assert.True(video.Default);
        Assert.Equal(1, report.Streams[0].Channels);
    }

    [Fact]
    public void High_dynamic_range_and_data_tracks_are_told_apart()
    {
        var report = FfprobeReport.Parse(DolbyVision)!;
        Assert.Equal("arib-std-b67", report.Streams[0].HighDynamicRange);
        Assert.Equal(90, report.Streams[0].Rotation);
        Assert.Equal(StreamType.Other, report.Streams[1].Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\n\n}\n")]
    [InlineData("{\"streams\":[]}")]
    [InlineData("{\"streams\":[{\"index\":0,")]
    public void What_is_no_report_is_none(string text) => Assert.Null(FfprobeReport.Parse(text));

    [Fact]
    public void A_missing_duration_is_unknown_and_not_zero() =>
        Assert.Null(FfprobeReport.Parse("""{"streams":[{"index":0,"codec_type":"audio"}],"format":{}}""")!.Duration);

    [Fact]
    public void Progress_is_read_by_blocks()
    {
        var parser = new FfmpegProgressParser();
        var blocks = new List<FfmpegProgress>();
        foreach (var line in (string[])
        [
            "frame=1", "fps=0.00", "out_time_us=N/A", "out_time_ms=N/A", "out_time=N/A", "speed=N/A", "progress=continue",
            "frame=300", "stream_0_0_q=-1.0", "bitrate=N/A", "total_size=N/A", "out_time_us=10007800", "out_time_ms=10007800",
            "out_time=00:00:10.007800", "dup_frames=0", "speed=21.5x", "progress=end", "garbage", "",
        ])
        {
            if (parser.Add(line) is { } block)
            {
                blocks.Add(block);
            }
        }

        Assert.Equal([new FfmpegProgress(null, 1, null, false), new FfmpegProgress(TimeSpan.FromMicroseconds(10007800), 300, 21.5, true)], blocks);
    }

    [Fact]
    public void The_log_tells_what_was_decoded_and_how_many_errors_there_were()
    {
        var log = new FfmpegLog();
        log.Add("[h264 @ 0x55] [error] corrupted macroblock 19 0 (total_coeff=16)");
        log.Add("[verbose]   Input stream #0:0 (video): 270 packets read (16173 bytes); 269 frames decoded; ");
        log.Add("[verbose]   Input stream #0:1 (audio): 470 packets read (2854 bytes); 469 frames decoded (480256 samples); ");
        Assert.Equal(1, log.Errors);
        Assert.Equal((270, 269), log.Decoded(0));
        Assert.Equal((470, 469), log.Decoded(1));
        Assert.Null(log.Decoded(2));
    }

    [Fact]
    public void The_log_tells_why_a_probe_was_stopped()
    {
        var log = new FfmpegLog();
        log.Add("[h264 @ 0x55d1] [IMGUTILS @ 0x7ffc] Picture size 16000x16000 exceeds specified max pixel count 9437184, see the documentation");
        log.Add("[libdav1d @ 0x5602] Codec (libdav1d) not on whitelist 'h264'");
        Assert.True(log is { PictureTooLarge: true, ForeignCodec: "libdav1d" });
    }
}
