using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;

namespace Training.Jobs.Media;

public sealed record TranscodeRequest
{
    /// <summary>The upload. It is only read, under a neutral name in a folder of its own.</summary>
    public required string SourceFile { get; init; }

    /// <summary>Will hold master.m3u8 and all renditions; made by one rename when everything is verified, never half there.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Where the input's own folder is made; best on the upload's disk, because then nothing is copied.</summary>
    public required string WorkFolder { get; init; }

    public LadderSettings Ladder { get; init; } = LadderSettings.Default;

    public MediaLimits Limits { get; init; } = MediaLimits.Default;

    /// <summary>Awaited when a stage begins; for who writes it down.</summary>
    public Func<TranscodeStage, Task>? OnStage { get; init; }
}

public enum TranscodeStage
{
    Probing,
    Encoding,
    Verifying,
}

/// <param name="Fraction">Of the whole, 0 to 1.</param>
/// <param name="Speed">Times faster than playing, while encoding.</param>
/// <param name="Renditions">What is being encoded; all from one decode, so all are equally far.</param>
/// <param name="Encoded">How far they are, 0 to 1.</param>
public readonly record struct TranscodeProgress(TranscodeStage Stage, double Fraction, double? Speed, IReadOnlyList<string> Renditions, double Encoded);

public sealed record TranscodedVideo
{
    public required string Folder { get; init; }

    /// <summary>As decoded and encoded, not as the file claimed: the time that a learner is credited.</summary>
    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<MadeRendition> Renditions { get; init; }

    /// <summary>Null for a recording without picture.</summary>
    public string? Poster { get; init; }

    public required string Progressive { get; init; }

    /// <summary>Some of the source could not be decoded and was passed over.</summary>
    public required bool Damaged { get; init; }
}

/// <summary>The run failed in a way that is not the file's fault and that may succeed when repeated.</summary>
/// <param name="sentence">For people.</param>
/// <param name="detail">For the log: what the tool said.</param>
public sealed class TranscodeFailedException(string sentence, string? detail = null) : Exception(detail ?? sentence)
{
    public const string Plain = "转码中途出了错，没有做成。会自动再试；一直不行，请把原文件转成 MP4 再传。";

    public string Sentence { get; } = sentence;
}

/// <summary>
/// Makes a playable lesson of an uploaded file: content check, probe, packet scan, one ffmpeg run with one decode for all renditions
/// into a partial folder, verification by reading every rendition back, then the rename that publishes. Refusals of the file are
/// results; a missing tool, a full disk and a failed run are exceptions.
/// </summary>
public sealed class TranscodeVideo(MediaTool tool)
{
    private const double ProbingShare = 0.04;
    private const double VerifyingShare = 0.06;

    private readonly MediaProbe probe = new(tool);

    public async Task<Result<TranscodedVideo>> RunAsync(TranscodeRequest request, IProgress<TranscodeProgress>? progress, CancellationToken cancel)
    {
        IReadOnlyList<string> renditions = [];
        await EnterAsync(TranscodeStage.Probing, 0);
        using var input = InputFolder.Make(request.SourceFile, request.WorkFolder);
        var admitted = await probe.AdmitAsync(input, request.Limits, cancel);
        if (!admitted.Ok)
        {
            return admitted.Refusal;
        }

        var media = admitted.Value;
        var plan = LadderPlan.For(media, request.Ladder);
        renditions = [.. plan.RenditionNames];
        var output = Path.GetFullPath(request.OutputFolder);
        using var partial = PartialFolder.Make(output, plan.RenditionNames);
        RefuseFullDisk(partial.Path, plan, media.Duration);

        await EnterAsync(TranscodeStage.Encoding, ProbingShare);
        var run = await EncodeAsync(media, plan, input, partial.Path, request.Limits, progress, cancel);
        if (run.Log.NoSpace)
        {
            throw new NoRoomException(DiskRoom.Waits);
        }

        if (run.End is ToolEnd.TimedOut or ToolEnd.FellSilent)
        {
            return new TooHeavy();
        }

        await EnterAsync(TranscodeStage.Verifying, 1 - VerifyingShare);
        var reader = new RenditionReader(tool);
        var facts = new List<RenditionFacts>();
        foreach (var name in plan.RenditionNames)
        {
            facts.Add(await reader.ReadAsync(partial.Path, name, request.Limits, cancel));
        }

        var verdict = OutputVerdict.Of(media, new RunFacts(run.ExitCode, run.SaidEnd, run.Log), facts);
        switch (verdict.Fault)
        {
            case Fault.SourceTooDamaged:
                return new TooDamaged();
            case Fault.RunFailed:
                throw new TranscodeFailedException(TranscodeFailedException.Plain, $"{verdict.Reason}; {string.Join(" | ", run.LastErrors.TakeLast(3))}");
        }

        var made = facts.Select(fact => reader.Describe(partial.Path, fact, plan)).ToList();
        await FinishAsync(partial.Path, plan, media.Duration, made, cancel);
        partial.Publish();
        progress?.Report(new TranscodeProgress(TranscodeStage.Verifying, 1, null, renditions, 1));
        return new TranscodedVideo
        {
            Folder = output,
            Duration = TimeSpan.FromSeconds(made.Max(rendition => rendition.Seconds)),
            Renditions = made,
            Poster = plan.Videos.Count > 0 ? FfmpegCommand.PosterName : null,
            Progressive = FfmpegCommand.ProgressiveName,
            Damaged = verdict.Damaged,
        };

        async Task EnterAsync(TranscodeStage stage, double fraction)
        {
            progress?.Report(new TranscodeProgress(stage, fraction, null, renditions, stage == TranscodeStage.Verifying ? 1 : 0));
            if (request.OnStage is not null)
            {
                await request.OnStage(stage);
            }
        }
    }

    private sealed record EncodeRun(ToolEnd End, int ExitCode, bool SaidEnd, FfmpegLog Log, IReadOnlyList<string> LastErrors);

    private async Task<EncodeRun> EncodeAsync(AdmittedMedia media, LadderPlan plan, InputFolder input, string folder, MediaLimits limits,
        IProgress<TranscodeProgress>? progress, CancellationToken cancel)
    {
        var toneMapping = plan.HighDynamicRange is not null && await probe.CanMapTonesAsync(input.Path, cancel);
        IReadOnlyList<string> renditions = [.. plan.RenditionNames];
        var parser = new FfmpegProgressParser();
        var log = new FfmpegLog();
        var saidEnd = false;
        var run = await tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = FfmpegCommand.Ladder(media, plan, limits, folder, toneMapping),
                WorkingFolder = input.Path,
                MemoryBytes = 6L << 30,
                Timeout = TimeSpan.FromMinutes(5) + (media.Duration * 20),
                Silence = TimeSpan.FromMinutes(3),
            },
            line =>
            {
                if (parser.Add(line) is { } block)
                {
                    saidEnd |= block.Ended;
                    var share = block.OutTime is { } time ? Math.Clamp(time / media.Duration, 0, 1) : 0;
                    progress?.Report(new TranscodeProgress(TranscodeStage.Encoding, ProbingShare + (share * (1 - ProbingShare - VerifyingShare)), block.Speed, renditions, share));
                }

                return true;
            },
            log.Add,
            cancel);
        return new EncodeRun(run.End, run.ExitCode, saidEnd, log, run.LastErrors);
    }

    /// <summary>The plain file for browsers without scripts, the poster, and last of all the master playlist.</summary>
    private async Task FinishAsync(string folder, LadderPlan plan, TimeSpan duration, IReadOnlyList<MadeRendition> made, CancellationToken cancel)
    {
        await MustSucceedAsync(FfmpegCommand.Progressive(plan), folder, FfmpegCommand.ProgressiveName, cancel);
        if (plan.Videos.Count > 0)
        {
            await MustSucceedAsync(FfmpegCommand.Poster(plan, duration), folder, FfmpegCommand.PosterName, cancel);
        }

        var master = MasterPlaylist.Write([.. made.Where(rendition => rendition.Width is not null)], made.FirstOrDefault(rendition => rendition.Width is null),
            plan.FrameRate.PerSecond);
        await File.WriteAllTextAsync(Path.Combine(folder, MasterPlaylist.FileName), master, cancel);
    }

    private async Task MustSucceedAsync(IReadOnlyList<string> arguments, string folder, string result, CancellationToken cancel)
    {
        var run = await tool.RunAsync(
            new ToolCall { Program = "ffmpeg", Arguments = arguments, WorkingFolder = folder, Timeout = TimeSpan.FromMinutes(10) }, null, null, cancel);
        if (run.End != ToolEnd.Exited || run.ExitCode != 0 || new FileInfo(Path.Combine(folder, result)) is { Exists: false } or { Length: 0 })
        {
            throw new TranscodeFailedException(TranscodeFailedException.Plain, $"{result}: exit code {run.ExitCode}; {string.Join(" | ", run.LastErrors.TakeLast(3))}");
        }
    }

    /// <summary>Better said before the work than after an hour of it.</summary>
    private static void RefuseFullDisk(string folder, LadderPlan plan, TimeSpan duration)
    {
        var kilobits = plan.Videos.Sum(video => video.KilobitsPerSecond) + (2 * plan.Settings.AudioKilobitsPerSecond) + plan.Videos.Select(video => video.KilobitsPerSecond).FirstOrDefault();
        var needed = (long)(kilobits * 125.0 * duration.TotalSeconds * 1.1);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < needed)
        {
            throw new NoRoomException($"磁盘只剩 {DiskRoom.Said(free)}，这个视频要 {DiskRoom.Said(needed)}。{DiskRoom.Waits}");
        }
    }
}
