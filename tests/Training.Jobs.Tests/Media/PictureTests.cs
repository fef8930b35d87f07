using System.Globalization;
using Training.Domain.Media;

namespace Training.Jobs.Tests.Media;

/// <summary>Shape, range and sync of what comes out. The files are those of the collection; without it the list is empty of them.</summary>
public sealed class PictureTests
{
    public static TheoryData<string, int, int> Shapes()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var (name, width, height) in new[]
        {
            ("手机竖拍_翻身拍背.MOV", 240, 426), ("hevc_hlg_dovi_rot90_silent.mov", 240, 426), ("android_rot180.mp4", 426, 240), ("gps_iphonex_in_china.mov", 240, 426),
            ("hdv_1080i50_interlaced_silent.mov", 426, 240), ("vp9_odd_161x121.webm", 160, 120), ("old_phone_mpeg4_amrnb.3gp", 176, 144), ("vcd_mpeg_ps_sar64x45.mpg", 418, 240),
        })
        {
            if (Recordings.Collected(name) is { } path)
            {
                data.Add(path, width, height);
            }
        }

        // The project's own upright clip, so that there is always one.
        data.Add(Path.Combine(Recordings.Root, "media-samples", "pressure-portrait.mp4"), 240, 428);
        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_picture_stands_upright_in_its_own_shape(string path, int width, int height)
    {
        using var bench = new Bench();
        var lesson = (await bench.TranscodeAsync(path)).Value!;
        Assert.Equal((width, height), (lesson.Renditions[0].Width, lesson.Renditions[0].Height));
    }

    [Fact]
    public async Task The_full_ladder_has_equal_cuts_and_one_start_in_all_renditions()
    {
        using var bench = new Bench();
        var lesson = (await bench.TranscodeAsync(await bench.DrawAsync(10), LadderSettings.Default with { Preset = "superfast" })).Value!;
        Assert.Equal(["240p", "360p", "480p", "720p", "audio", "voice"], lesson.Renditions.Select(rendition => rendition.Name));
        Assert.InRange(lesson.Duration.TotalSeconds, 9.9, 10.1);

        var cuts = new HashSet<string>();
        foreach (var rendition in lesson.Renditions)
        {
            var folder = Path.Combine(lesson.Folder, rendition.Name);
            if (rendition.Width is not null)
            {
                var playlist = HlsPlaylist.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "index.m3u8")));
                cuts.Add(string.Join(' ', playlist.Segments.Select(segment => segment.Seconds.ToString("0.00", CultureInfo.InvariantCulture))));
            }

            var start = (await Bench.ProbeAsync(Path.Combine(folder, "index.m3u8"))).First(line => line.Contains("stream.0.start_time", StringComparison.Ordinal));
            Assert.InRange(double.Parse(start.Split('"')[1], CultureInfo.InvariantCulture), 0, 0.03);
        }

        Assert.Equal("4.00 4.00 2.00", Assert.Single(cuts));
    }
}
