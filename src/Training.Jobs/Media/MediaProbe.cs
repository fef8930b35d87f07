using Training.Domain.Media;
using Training.Domain.Shared;

namespace Training.Jobs.Media;

/// <summary>Looks at an upload in three steps, each bounded and each only if the one before let it pass: content, claims, packets.</summary>
public sealed class MediaProbe(MediaTool tool)
{
    private bool? canMapTones;

    public async Task<Result<AdmittedMedia>> AdmitAsync(InputFolder input, MediaLimits limits, CancellationToken cancel)
    {
        if (input.Length > limits.FileBytes)
        {
            return new FileTooLarge(input.Length, limits.FileBytes);
        }

        var sniffed = ContentSniffer.Sniff(await input.HeadAsync(cancel));
        if (!sniffed.Ok)
        {
            return sniffed.Refusal;
        }

        var kind = sniffed.Value;
        var json = new System.Text.StringBuilder();
        var log = new FfmpegLog();
        var run = await tool.RunAsync(
            new ToolCall { Program = "ffprobe", Arguments = FfmpegCommand.Probe(kind, limits), WorkingFolder = input.Path, MemoryBytes = 1L << 30 },
            line =>
            {
                json.Append(line).Append('\n');
                return json.Length < 4_000_000;
            },
            log.Add,
            cancel);
        if (log.PictureTooLarge)
        {
            return new PictureTooLarge(null, null);
        }

        if (run.End != ToolEnd.Exited)
        {
            return new TooHeavy();
        }

        if (log.ForeignCodec is { } codec && run.ExitCode != 0)
        {
            return new UnsupportedCodec(codec);
        }

        if (run.ExitCode != 0 || FfprobeReport.Parse(json.ToString()) is not { } report)
        {
            return new Unreadable();
        }

        var declared = MediaAdmission.CheckDeclared(kind, report, limits);
        return declared.Ok ? await MeasureAsync(input, declared.Value, report.Duration, limits, cancel) : declared;
    }

    /// <summary>
    /// What brings the sound to its level. Where a limiter must help, what comes out is measured and the gain corrected, a few times at most:
    /// each correction is smaller than the one before.
    /// </summary>
    public async Task<LoudnessGain?> LevelAsync(InputFolder input, AdmittedMedia media, int channels, MediaLimits limits, Action onAlive, CancellationToken cancel)
    {
        if (media.Audio is null || await MeasureAsync(null) is not { } source || Loudness.First(source) is not { } gain)
        {
            return null;
        }

        for (var round = 0; round < 6 && gain.Limited && await MeasureAsync(gain) is { } result && Loudness.Corrected(gain, result) is { } better; round++)
        {
            gain = better;
        }

        return gain;

        async Task<LoudnessReading?> MeasureAsync(LoudnessGain? with)
        {
            var log = new LoudnessLog();
            var run = await tool.RunAsync(
                new ToolCall
                {
                    Program = "ffmpeg",
                    Arguments = FfmpegCommand.MeasureSound(media, with, channels, limits),
                    WorkingFolder = input.Path,
                    MemoryBytes = 2L << 30,
                    Timeout = TimeSpan.FromMinutes(5) + media.Duration,
                    Silence = TimeSpan.FromMinutes(3),
                },
                _ =>
                {
                    onAlive();
                    return true;
                },
                log.Add, cancel);
            // A sound that cannot be read through is judged by the encoding, which counts what it lost.
            return run is { End: ToolEnd.Exited } ? log.Reading : null;
        }
    }

    /// <summary>Whether this ffmpeg was built with what brings a high dynamic range down properly.</summary>
    public async Task<bool> CanMapTonesAsync(string folder, CancellationToken cancel)
    {
        if (canMapTones is null)
        {
            var found = new HashSet<string>();
            await tool.RunAsync(new ToolCall { Program = "ffmpeg", Arguments = ["-hide_banner", "-v", "error", "-filters"], WorkingFolder = folder },
                line =>
                {
                    found.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(1));
                    return true;
                },
                null,
                cancel);
            canMapTones = found.Contains("zscale") && found.Contains("tonemap");
        }

        return canMapTones.Value;
    }

    private async Task<Result<AdmittedMedia>> MeasureAsync(InputFolder input, AdmittedMedia declared, TimeSpan? claimed, MediaLimits limits, CancellationToken cancel)
    {
        var scan = new PacketScan(limits);
        var run = await tool.RunAsync(
            new ToolCall
            {
                Program = "ffprobe",
                Arguments = FfmpegCommand.ScanPackets(declared.Kind, limits),
                WorkingFolder = input.Path,
                MemoryBytes = 1L << 30,
                Timeout = TimeSpan.FromMinutes(15),
            },
            line =>
            {
                scan.Add(line);
                return !scan.BeyondLimits;
            },
            null,
            cancel);
        return run.End is ToolEnd.TimedOut ? new TooHeavy() : MediaAdmission.CheckMeasured(declared, claimed, scan, limits);
    }
}
