using System.Globalization;
using Training.Domain.Media;
using Training.Jobs.Media;

namespace Training.Benchmarks;

/// <summary>
/// A lesson made as the queue makes it (a look at the file, starter run, main run, each read back, pictures, plain file) against one ffmpeg
/// command written by hand that encodes the same renditions from one decode and does nothing else: the main run against its own renditions,
/// starter and main together against all of them. CPU is that of the tools, as the kernel counted it for ended children.
/// </summary>
internal static class TranscodeSuite
{
    private const int Rounds = 3;

    /// <summary>Film is drawn with the grain of a telephone's camera; without it a drawn picture costs an encoder next to nothing.</summary>
    private const string Grain = ",noise=alls=5:allf=t";

    private static readonly (string Name, Func<MediaTool, string, Task<string>> Make)[] Sources =
    [
        ("slides 480p", (tool, folder) => RepeatAsync(tool, folder, "turn-over.mp4")),
        ("upright slides 480p", (tool, folder) => RepeatAsync(tool, folder, "pressure-portrait.mp4")),
        ("film 720p", (tool, folder) => DrawAsync(tool, folder, "1280x720", 120)),
        ("film 1080p", (tool, folder) => DrawAsync(tool, folder, "1920x1080", 120)),
    ];

    /// <param name="only">Takes the sources with this in their name.</param>
    public static async Task RunAsync(string? only)
    {
        var tool = new MediaTool();
        foreach (var (name, make) in Sources.Where(source => only is null || source.Name.Contains(only, StringComparison.Ordinal)))
        {
            using var folder = new TemporaryFolder();
            await RunAsync(tool, name, await make(tool, folder.Path), folder.Path);
        }
    }

    /// <summary>CPU of the tools in the parts of one lesson, milliseconds.</summary>
    private sealed record Parts(double Look, double Starter, double StarterRead, double Main, double MainReadAndRest, double Own)
    {
        public double Runs => Starter + Main;

        public double All => Look + Starter + StarterRead + Main + MainReadAndRest + Own;
    }

    private static async Task RunAsync(MediaTool tool, string name, string source, string folder)
    {
        TranscodedVideo? made = null;
        var rounds = new List<(Parts Product, double BareMain, double BareAll, double PlayableAfter)>();
        var (main, all) = (new Bare(tool, source), new Bare(tool, source));
        for (var round = 0; round < Rounds; round++)
        {
            var output = Path.Combine(folder, $"product-{round}");
            (made, var parts) = await ProductAsync(tool, source, output, folder);
            var lowest = made.Renditions.Where(r => r.Kind == RenditionKind.Video).MinBy(r => r.Height);
            var others = made.Renditions.Where(r => !r.HasSound && r != lowest).ToList();
            var bareMain = await main.RunAsync(Path.Combine(folder, $"main-{round}"), others);
            var bareAll = await all.RunAsync(Path.Combine(folder, $"bare-{round}"), made.Renditions);
            rounds.Add((parts, bareMain, bareAll, made.PlayableAfter.TotalSeconds));
            Directory.Delete(output, recursive: true);
        }

        Measure.Print(new
        {
            suite = "transcode", name, seconds = Measure.Rounded(made!.Duration.TotalSeconds), renditions = made.Renditions.Select(r => r.Name),
            main_cpu_s = Seconds(r => r.Product.Main), bare_main_cpu_s = Seconds(r => r.BareMain), main_ratio = Median(r => r.Product.Main / r.BareMain),
            runs_cpu_s = Seconds(r => r.Product.Runs), bare_cpu_s = Seconds(r => r.BareAll), runs_ratio = Median(r => r.Product.Runs / r.BareAll),
            all_cpu_s = Seconds(r => r.Product.All), all_ratio = Median(r => r.Product.All / r.BareAll),
            look_s = Seconds(r => r.Product.Look), starter_s = Seconds(r => r.Product.Starter), read_back_s = Seconds(r => r.Product.StarterRead + r.Product.MainReadAndRest), own_s = Seconds(r => r.Product.Own),
            playable_after_s = Median(r => r.PlayableAfter),
        });

        double Median(Func<(Parts Product, double BareMain, double BareAll, double PlayableAfter), double> of) => Measure.Rounded(rounds.Select(of).Order().ElementAt(rounds.Count / 2));

        double Seconds(Func<(Parts Product, double BareMain, double BareAll, double PlayableAfter), double> of) => Median(r => of(r) / 1000);
    }

    private static async Task<(TranscodedVideo Made, Parts Parts)> ProductAsync(MediaTool tool, string source, string output, string work)
    {
        var stages = new List<double>();
        var own = Environment.CpuUsage.TotalTime;
        var result = await new TranscodeVideo(tool).RunAsync(
            new TranscodeRequest
            {
                SourceFile = source, OutputFolder = output, WorkFolder = work,
                OnStage = _ =>
                {
                    // Looking; then encoding and reading back, twice.
                    stages.Add(ChildrenCpuMs());
                    return Task.CompletedTask;
                },
            },
            progress: null, CancellationToken.None);
        stages.Add(ChildrenCpuMs());
        return (
            result.Ok ? result.Value : throw new InvalidOperationException(result.Refusal.Message),
            new Parts(
                stages[1] - stages[0], stages[2] - stages[1], stages[3] - stages[2], stages[4] - stages[3], stages[5] - stages[4], (Environment.CpuUsage.TotalTime - own).TotalMilliseconds));
    }

    /// <summary>Each size from the next larger one, or each from the source: whichever costs less, found in the first round.</summary>
    private sealed class Bare(MediaTool tool, string source)
    {
        private bool? chained;

        public async Task<double> RunAsync(string folder, IReadOnlyList<MadeRendition> wanted)
        {
            if (chained is { } known)
            {
                return await BareAsync(tool, source, folder, wanted, known);
            }

            var (chain, fan) = (await BareAsync(tool, source, folder, wanted, chained: true), await BareAsync(tool, source, folder, wanted, chained: false));
            chained = chain < fan;
            return Math.Min(chain, fan);
        }
    }

    private static async Task<double> BareAsync(MediaTool tool, string source, string folder, IReadOnlyList<MadeRendition> wanted, bool chained)
    {
        var settings = LadderSettings.Default;
        var videos = wanted.Where(r => !r.HasSound).OrderByDescending(r => r.Height).ThenBy(r => r.Kind).ToList();
        var arguments = new List<string> { "-nostdin", "-v", "error", "-threads", "4", "-i", source, "-filter_complex", chained ? Chain(videos) : Fan(videos) };
        for (var n = 0; n < videos.Count; n++)
        {
            var slides = videos[n].Kind == RenditionKind.Stills;
            var rate = slides ? settings.StillsKilobitsPerSecond : settings.Rungs.First(rung => rung.ShortSide >= Math.Min(videos[n].Width!.Value, videos[n].Height!.Value) - 1).KilobitsPerSecond;
            var keyframe = slides ? "6" : "100";
            arguments.AddRange(
            [
                "-map", $"[v{n}]", "-c:v", "libx264", "-preset", settings.Preset, "-profile:v", "main", "-crf", "23", "-maxrate", $"{rate}k", "-bufsize", $"{(slides ? 12 : 2) * rate}k",
                "-g", keyframe, "-keyint_min", keyframe, "-sc_threshold", "0", "-bf", "0",
            ]);
            AddHls(arguments, Path.Combine(folder, videos[n].Name), slides ? "12" : "4");
        }

        foreach (var sound in wanted.Where(r => r.HasSound))
        {
            arguments.AddRange(["-map", "0:a", .. sound.Kind == RenditionKind.Voice ? (string[])["-ac", "1", "-ar", "24000", "-b:a", "32k"] : ["-b:a", "64k"], "-c:a", "aac"]);
            AddHls(arguments, Path.Combine(folder, sound.Name), "4");
        }

        var before = ChildrenCpuMs();
        await MustAsync(tool, Path.GetDirectoryName(source)!, arguments);
        var cost = ChildrenCpuMs() - before;
        Directory.Delete(folder, recursive: true);
        return cost;
    }

    private static string Fan(List<MadeRendition> videos) =>
        $"[0:v]fps=25,format=yuv420p,split={videos.Count}" + string.Concat(videos.Select((_, n) => $"[s{n}]")) + ";"
        + string.Join(';', videos.Select((v, n) => $"[s{n}]{(v.Kind == RenditionKind.Stills ? "fps=1/2," : "")}scale={v.Width}:{v.Height}[v{n}]"));

    private static string Chain(List<MadeRendition> videos)
    {
        var parts = new List<string>();
        var from = "[0:v]fps=25,format=yuv420p,";
        for (var n = 0; n < videos.Count; n++)
        {
            var last = n == videos.Count - 1;
            // Slides have the size of the largest film, which stands before them.
            parts.Add(videos[n].Kind == RenditionKind.Stills
                ? $"{from}{(last ? $"fps=1/2[v{n}]" : $"split=2[q{n}][r{n}];[q{n}]fps=1/2[v{n}]")}"
                : $"{from}scale={videos[n].Width}:{videos[n].Height}{(last ? $"[v{n}]" : $",split=2[v{n}][r{n}]")}");
            from = $"[r{n}]";
        }

        return string.Join(';', parts);
    }

    private static async Task<string> DrawAsync(MediaTool tool, string folder, string size, int seconds)
    {
        var drawn = Path.Combine(folder, $"film-{size}.mp4");
        await MustAsync(tool, folder,
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate=25:duration={seconds}{Grain}", "-f", "lavfi", "-i", $"sine=frequency=300:duration={seconds}",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "aac", drawn,
        ]);
        return drawn;
    }

    /// <summary>A clip that ships with the product, four times: two and a half minutes.</summary>
    private static async Task<string> RepeatAsync(MediaTool tool, string folder, string sample)
    {
        var repeated = Path.Combine(folder, sample);
        await MustAsync(tool, folder, ["-nostdin", "-v", "error", "-stream_loop", "3", "-i", Path.Combine(Samples(), sample), "-c", "copy", repeated]);
        return repeated;
    }

    private static async Task MustAsync(MediaTool tool, string folder, IReadOnlyList<string> arguments)
    {
        var run = await tool.RunAsync(
            new ToolCall { Program = "ffmpeg", Arguments = arguments, WorkingFolder = folder, Timeout = TimeSpan.FromMinutes(20) },
            onOutput: null, onError: null, CancellationToken.None);
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Join("; ", run.LastErrors));
        }
    }

    private static void AddHls(List<string> arguments, string folder, string seconds)
    {
        Directory.CreateDirectory(folder);
        arguments.AddRange(
        [
            "-f", "hls", "-hls_time", seconds, "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_flags", "independent_segments",
            "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", Path.Combine(folder, "%05d.m4s"), Path.Combine(folder, "index.m3u8"),
        ]);
    }

    /// <summary>cutime and cstime of /proc/self/stat, in ticks of a hundredth of a second.</summary>
    private static double ChildrenCpuMs()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return 10.0 * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture));
    }

    private static string Samples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Training.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks run from inside the checkout.");
        }

        return Path.Combine(folder.FullName, "media-samples");
    }
}
