using System.Globalization;
using Training.Domain.Media;
using Training.Jobs.Media;

namespace Training.Benchmarks;

/// <summary>
/// A lesson made as the queue makes it (probing, loudness, starter run, main run, verification, pictures, plain file) against one ffmpeg
/// command written by hand that encodes the same renditions from one decode and does nothing else: the main run against its own renditions,
/// everything together against all of them. CPU is that of the tools, as the kernel counted it for ended children.
/// </summary>
internal static class TranscodeSuite
{
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        foreach (var sample in (string[])["turn-over.mp4", "pressure-portrait.mp4"])
        {
            await RunAsync(Path.Combine(Samples(), sample));
        }

        // A moving picture that needs all four sizes; slides cost so little that what stands around the encoding weighs more.
        using var folder = new TemporaryFolder();
        var drawn = Path.Combine(folder.Path, "moving-720p.mp4");
        await MustAsync(new MediaTool(), folder.Path,
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=60", "-f", "lavfi", "-i", "sine=frequency=300:duration=60",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-c:a", "aac", drawn,
        ]);
        await RunAsync(drawn);
    }

    private static async Task RunAsync(string source)
    {
        using var folder = new TemporaryFolder();
        var tool = new MediaTool();
        TranscodedVideo? made = null;
        var (all, bareAll, bareMain) = (new List<Cost>(), new List<Cost>(), new List<Cost>());
        var (main, playable) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var encodings = new List<double>();
            all.Add(await ToolsAsync(async () =>
            {
                var result = await new TranscodeVideo(tool).RunAsync(
                    new TranscodeRequest
                    {
                        SourceFile = source, OutputFolder = Path.Combine(folder.Path, $"product-{round}"), WorkFolder = folder.Path,
                        OnStage = stage =>
                        {
                            // Twice, once a run: what the tools have cost when encoding begins and when it has ended.
                            if (stage is TranscodeStage.Encoding or TranscodeStage.Verifying)
                            {
                                encodings.Add(ChildrenCpuMs());
                            }

                            return Task.CompletedTask;
                        },
                    },
                    progress: null, CancellationToken.None);
                made = result.Ok ? result.Value : throw new InvalidOperationException(result.Refusal.Message);
            }));
            main.Add(encodings[3] - encodings[2]);
            playable.Add(made!.PlayableAfter.TotalSeconds);
            var others = made.Renditions.Where(r => r.Kind is RenditionKind.Stills || (r.Kind is RenditionKind.Video && r.Height != made.Renditions.Where(v => v.Kind == RenditionKind.Video).Min(v => v.Height))).ToList();
            bareMain.Add(await ToolsAsync(() => BareAsync(tool, source, Path.Combine(folder.Path, $"main-{round}"), others)));
            bareAll.Add(await ToolsAsync(() => BareAsync(tool, source, Path.Combine(folder.Path, $"bare-{round}"), made.Renditions)));
        }

        var (product, bare, lowerMain) = (Least(all), Least(bareAll), Least(bareMain));
        Measure.Print(new
        {
            suite = "transcode", name = Path.GetFileName(source), seconds = Measure.Rounded(made!.Duration.TotalSeconds), renditions = made.Renditions.Select(r => r.Name),
            main_cpu_s = Measure.Rounded(main.Min() / 1000), lower_main_cpu_s = Measure.Rounded(lowerMain.CpuMs / 1000), main_ratio = Measure.Rounded(main.Min() / lowerMain.CpuMs),
            cpu_s = Measure.Rounded(product.CpuMs / 1000), lower_cpu_s = Measure.Rounded(bare.CpuMs / 1000), ratio = Measure.Rounded(product.CpuMs / bare.CpuMs),
            playable_after_s = Measure.Rounded(playable.Min()), wall_s = Measure.Rounded(product.WallMs / 1000),
        });
    }

    /// <summary>One decode, each size from the source, the sound as it is.</summary>
    private static async Task BareAsync(MediaTool tool, string source, string folder, IReadOnlyList<MadeRendition> wanted)
    {
        var settings = LadderSettings.Default;
        var videos = wanted.Where(r => r.Height is not null).ToList();
        var arguments = new List<string>
        {
            "-nostdin", "-v", "error", "-threads", "4", "-i", source, "-filter_complex",
            $"[0:v]fps=25,format=yuv420p,split={videos.Count}" + string.Concat(videos.Select((_, n) => $"[s{n}]")) + ";"
                + string.Join(';', videos.Select((v, n) => $"[s{n}]{(v.Kind == RenditionKind.Stills ? "fps=1/2," : "")}scale={v.Width}:{v.Height}[v{n}]")),
        };
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

        await MustAsync(tool, Path.GetDirectoryName(source)!, arguments);
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

    private static async Task<Cost> ToolsAsync(Func<Task> what)
    {
        var before = ChildrenCpuMs();
        var cost = await Measure.OnceAsync(what);
        return cost with { CpuMs = ChildrenCpuMs() - before + cost.CpuMs };
    }

    /// <summary>cutime and cstime of /proc/self/stat, in ticks of a hundredth of a second.</summary>
    private static double ChildrenCpuMs()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return 10.0 * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture));
    }

    /// <summary>The least of few rounds: other load only ever adds.</summary>
    private static Cost Least(List<Cost> costs) => costs.MinBy(c => c.CpuMs);

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
