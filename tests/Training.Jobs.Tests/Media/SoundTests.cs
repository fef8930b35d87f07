using Training.Domain.Media;
using Training.Jobs.Media;

namespace Training.Jobs.Tests.Media;

/// <summary>How loud, how long and how small the sound of a lesson is.</summary>
public sealed class SoundTests
{
    /// <summary>Speech of the project's own clip, made as quiet, as loud or as spiky as telephones deliver it.</summary>
    [Theory]
    [InlineData("volume=-22dB")]
    [InlineData("volume=9dB")]
    [InlineData("volume=-20dB,aeval='val(0)+0.9*lt(mod(t,3),0.004)':c=same")]
    public async Task Every_lesson_is_as_loud_as_the_next(string changed)
    {
        using var bench = new Bench();
        var path = Path.Combine(bench.Uploads, "speech.m4a");
        var run = await Bench.Tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = ["-nostdin", "-v", "error", "-t", "20", "-i", Path.Combine(Recordings.Root, "media-samples", "turn-over.mp4"), "-vn", "-af", changed, "-c:a", "aac", "-b:a", "128k", path],
                WorkingFolder = bench.Uploads,
            },
            null, null, CancellationToken.None);
        Assert.Equal(0, run.ExitCode);
        var lesson = (await bench.TranscodeAsync(path)).Value!;
        Assert.Equal(2, lesson.Renditions.Count);
        Assert.All(lesson.Renditions, sound => Assert.InRange(sound.Loudness!.Value, -17, -15));
    }

    [Fact]
    public async Task Three_quarters_of_an_hour_of_the_small_sound_stay_below_twelve_megabytes()
    {
        using var bench = new Bench();
        var lesson = (await bench.TranscodeAsync(Path.Combine(Recordings.Root, "media-samples", "turn-over.mp4"))).Value!;
        var file = new FileInfo(Path.Combine(lesson.Folder, FfmpegCommand.TakeHomeName));
        Assert.InRange(file.Length / lesson.Duration.TotalSeconds * 2700, 5_000_000, 12_000_000);

        // The first file of the page: picture and sound within 250 kbit/s, and it begins before it has come whole.
        var low = await File.ReadAllBytesAsync(Path.Combine(lesson.Folder, FfmpegCommand.ProgressiveName));
        Assert.InRange(low.Length * 8 / lesson.Duration.TotalSeconds, 40_000, 250_000);
        Assert.True(low.AsSpan().IndexOf("moov"u8) < low.AsSpan().IndexOf("mdat"u8));
        Assert.True(lesson.PlayableAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_sound_in_dialect_gets_the_lessons_length_and_loudness()
    {
        using var bench = new Bench();
        var clip = bench.Upload(await File.ReadAllBytesAsync(Path.Combine(Recordings.Root, "media-samples", "choking.mp4")), "方言.m4a");
        using var input = InputFolder.Make(clip, bench.Work);
        var facts = (await new TranscodeVideo(Bench.Tool).MeasureAsync(input, MediaLimits.Default, () => { }, CancellationToken.None)).Value!;
        var folder = Directory.CreateDirectory(Path.Combine(bench.Work, "made", LadderPlan.SoundTrackName)).Parent!.FullName;
        foreach (var length in (double[])[20.0, facts.Media.Duration.TotalSeconds + 2])
        {
            var made = await new EncodeSound(Bench.Tool).RunAsync(facts, input, folder, TimeSpan.FromSeconds(length), () => { }, CancellationToken.None);
            Assert.InRange(made.Seconds, length - 0.1, length + 0.1);
            Assert.InRange(made.Loudness!.Value, -17.2, -14.8);
            Assert.True(made.Kind == RenditionKind.SoundTrack && made.Bytes > 0);
        }
    }

    [Fact]
    public async Task The_poster_is_no_black_picture_and_seeking_has_its_pictures()
    {
        using var bench = new Bench();
        var path = Path.Combine(bench.Uploads, "dark.mp4");
        var run = await Bench.Tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments =
                [
                    "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=10:duration=12,fade=in:st=6:d=2:color=black", "-c:v", "libx264", "-preset", "ultrafast", path,
                ],
                WorkingFolder = bench.Uploads,
            },
            null, null, CancellationToken.None);
        Assert.Equal(0, run.ExitCode);
        var lesson = (await bench.TranscodeAsync(path)).Value!;
        Assert.True(await BrightnessAsync(lesson.Folder, FfmpegCommand.PosterName) > 60);
        Assert.True(await BrightnessAsync(lesson.Folder, FfmpegCommand.GlimpseName) > 60);
        Assert.InRange(new FileInfo(Path.Combine(lesson.Folder, FfmpegCommand.GlimpseName)).Length, 100, 3_000);
        Assert.Equal(6, (await File.ReadAllTextAsync(Path.Combine(lesson.Folder, Storyboard.VttName))).Split("xywh").Length - 1);
        Assert.Contains((await Bench.ProbeAsync(Path.Combine(lesson.Folder, Storyboard.SheetName(1)))), line => line.EndsWith("width=800", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(lesson.Folder, "candidate-*"));
    }

    /// <summary>Mean luma, 16 to 235.</summary>
    private static async Task<double> BrightnessAsync(string folder, string picture)
    {
        double luma = 0;
        await Bench.Tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = ["-nostdin", "-v", "error", "-i", picture, "-vf", "signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-", "-f", "null", "-"],
                WorkingFolder = folder,
            },
            line =>
            {
                luma = line.Contains("YAVG=", StringComparison.Ordinal) ? double.Parse(line.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture) : luma;
                return true;
            },
            null, CancellationToken.None);
        return luma;
    }
}
