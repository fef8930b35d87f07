using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;

namespace Training.Jobs.Media;

/// <summary>Renditions that were made and verified, still in the folder of the run.</summary>
public sealed record EncodedPart(string Folder, IReadOnlyList<MadeRendition> Renditions, bool Damaged)
{
    /// <summary>As decoded and encoded, not as the file claimed: the time that a learner is credited. Slides end on a whole picture and do not count.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Renditions.Where(rendition => rendition.Kind != RenditionKind.Stills).Max(rendition => rendition.Seconds));

    /// <summary>
    /// Nearly every picture of the lowest step says that nothing moved: slides, or a camera at a board. Then slides alone carry the lesson.
    /// </summary>
    public bool Still => Renditions.Where(rendition => rendition.Kind == RenditionKind.Video).OrderBy(rendition => rendition.Height).FirstOrDefault() is { StillShare: >= 0.9 };
}

/// <summary>One run of ffmpeg into a folder, and the proof of what it wrote: every rendition is read back as a player reads it.</summary>
public sealed class EncodeRenditions(MediaTool tool)
{
    private const double VerifyingShare = 0.08;

    private readonly MediaProbe probe = new(tool);

    /// <param name="facts">Of the original.</param>
    /// <param name="plan">What to make.</param>
    /// <param name="input">The original, alone.</param>
    /// <param name="folder">Where to; the folders of the renditions are there.</param>
    /// <param name="limits">Of the reader.</param>
    /// <param name="niceness">See <see cref="ToolCall.Niceness"/>.</param>
    /// <param name="onStage">Awaited when encoding and verifying begin.</param>
    /// <param name="progress">0 to 1 of this run.</param>
    /// <param name="cancel">Ends the tool.</param>
    public async Task<Result<EncodedPart>> RunAsync(
        MediaFacts facts, EncodePlan plan, InputFolder input, string folder, MediaLimits limits, int niceness,
        Func<TranscodeStage, Task>? onStage, IProgress<TranscodeProgress>? progress, CancellationToken cancel)
    {
        IReadOnlyList<string> names = [.. plan.Names];
        RefuseFullDisk(folder, plan, facts.Media.Duration);
        await EnterAsync(TranscodeStage.Encoding, 0);
        var run = await EncodeAsync(facts.Media, plan, input, folder, limits, niceness, progress, names, cancel);
        if (run.End is ToolEnd.TimedOut or ToolEnd.FellSilent)
        {
            return new TooHeavy();
        }

        await EnterAsync(TranscodeStage.Verifying, 1 - VerifyingShare);
        var reader = new RenditionReader(tool);
        var read = new List<RenditionFacts>();
        foreach (var name in names)
        {
            read.Add(await reader.ReadAsync(folder, name, limits, cancel));
        }

        var verdict = OutputVerdict.Of(facts.Media, new RunFacts(run.ExitCode, run.SaidEnd, run.Log), read);
        switch (verdict.Fault)
        {
            case Fault.SourceTooDamaged:
                return new TooDamaged();
            case Fault.RunFailed:
                throw new TranscodeFailedException(TranscodeFailedException.Plain, $"{verdict.Reason}; {string.Join(" | ", run.LastErrors.TakeLast(3))}");
        }

        var part = new EncodedPart(folder, [.. read.Select(facts => RenditionReader.Describe(folder, facts, VideoOf(plan, facts.Name)))], verdict.Damaged);
        if (plan.Storyboard is { } board)
        {
            LessonPictures.Finish(folder, board, part.Duration);
        }

        return part;

        async Task EnterAsync(TranscodeStage stage, double fraction)
        {
            progress?.Report(new TranscodeProgress(stage, fraction, null, names, stage == TranscodeStage.Verifying ? 1 : 0));
            if (onStage is not null)
            {
                await onStage(stage);
            }
        }
    }

    private static VideoRendition? VideoOf(EncodePlan plan, string name) => plan.Stills is { } stills && stills.Name == name ? stills : plan.Videos.FirstOrDefault(video => video.Name == name);

    private sealed record EncodeRun(ToolEnd End, int ExitCode, bool SaidEnd, FfmpegLog Log, IReadOnlyList<string> LastErrors);

    private async Task<EncodeRun> EncodeAsync(
        AdmittedMedia media, EncodePlan plan, InputFolder input, string folder, MediaLimits limits, int niceness,
        IProgress<TranscodeProgress>? progress, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var toneMapping = plan.Ladder.HighDynamicRange is not null && await probe.CanMapTonesAsync(input.Path, cancel);
        var parser = new FfmpegProgressParser();
        var log = new FfmpegLog();
        var saidEnd = false;
        var run = await tool.RunAsync(
            new ToolCall
            {
                Program = "ffmpeg",
                Arguments = FfmpegCommand.Encode(media, plan, limits, folder, toneMapping),
                WorkingFolder = input.Path,
                MemoryBytes = 6L << 30,
                Timeout = TimeSpan.FromMinutes(5) + (media.Duration * 20),
                Silence = TimeSpan.FromMinutes(3),
                Niceness = niceness,
            },
            line =>
            {
                if (parser.Add(line) is { } block)
                {
                    saidEnd |= block.Ended;
                    var share = block.OutTime is { } time ? Math.Clamp(time / media.Duration, 0, 1) : 0;
                    progress?.Report(new TranscodeProgress(TranscodeStage.Encoding, share * (1 - VerifyingShare), block.Speed, names, share));
                }

                return true;
            },
            log.Add,
            cancel);
        run.DemandRoom();
        return new EncodeRun(run.End, run.ExitCode, saidEnd, log, run.LastErrors);
    }

    /// <summary>Better said before the work than after an hour of it; the queue asks before this, and keeps some of the disk free besides.</summary>
    private static void RefuseFullDisk(string folder, EncodePlan plan, TimeSpan duration)
    {
        var needed = plan.MostBytes(duration);
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < needed)
        {
            throw new NoRoomException($"磁盘只剩 {DiskRoom.Said(free)}，这个视频要 {DiskRoom.Said(needed)}。{DiskRoom.Waits}");
        }
    }
}
