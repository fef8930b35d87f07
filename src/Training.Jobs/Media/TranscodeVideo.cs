using System.Diagnostics;
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

    public required MediaFacts Facts { get; init; }

    /// <summary>When the starter was verified: from here on somebody could watch it.</summary>
    public required TimeSpan PlayableAfter { get; init; }
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
/// Makes a playable lesson of an uploaded file in the foreground, as the queue does it in parts: content check, probe, packet scan and
/// loudness; a starter run for the lowest picture and the sound; one run with one decode for everything else; every rendition read back;
/// then the rename that publishes. Refusals of the file are results; a missing tool, a full disk and a failed run are exceptions.
/// </summary>
public sealed class TranscodeVideo(MediaTool tool)
{
    private const double ProbingShare = 0.04;
    private const double StarterShare = 0.3;

    private readonly MediaProbe probe = new(tool);
    private readonly EncodeRenditions encode = new(tool);
    private readonly ComposeLesson compose = new(tool);

    /// <summary>The first step alone: may this file become a lesson, and what is it really.</summary>
    public async Task<Result<MediaFacts>> MeasureAsync(InputFolder input, MediaLimits limits, Action onAlive, CancellationToken cancel)
    {
        var admitted = await probe.AdmitAsync(input, limits, cancel);
        if (!admitted.Ok)
        {
            return admitted.Refusal;
        }

        var channels = LadderPlan.ChannelsOf(admitted.Value);
        var gain = await probe.LevelAsync(input, admitted.Value, channels, limits, onAlive, cancel);
        return new MediaFacts(admitted.Value, gain, channels == 1 ? gain : await probe.LevelAsync(input, admitted.Value, 1, limits, onAlive, cancel));
    }

    public async Task<Result<TranscodedVideo>> RunAsync(TranscodeRequest request, IProgress<TranscodeProgress>? progress, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        progress?.Report(new TranscodeProgress(TranscodeStage.Probing, 0, null, [], 0));
        await OnStageAsync(TranscodeStage.Probing);
        using var input = InputFolder.Make(request.SourceFile, request.WorkFolder);
        var measured = await MeasureAsync(input, request.Limits, () => { }, cancel);
        if (!measured.Ok)
        {
            return measured.Refusal;
        }

        var facts = measured.Value;
        var ladder = LadderPlan.For(facts.Media, request.Ladder);
        var output = Path.GetFullPath(request.OutputFolder);
        using var partial = PartialFolder.Make(output, ladder.AllNames(still: true));
        var starter = await PartAsync(EncodePlan.Starter(facts, ladder), ProbingShare, StarterShare);
        if (!starter.Ok)
        {
            return starter.Refusal;
        }

        var playableAfter = watch.Elapsed;
        var parts = new List<EncodedPart> { starter.Value };
        IReadOnlyList<string> others = [.. ladder.AllNames(starter.Value.Still).Except(ladder.StarterNames)];
        if (others.Count > 0 && !request.Ladder.StarterOnly)
        {
            var main = await PartAsync(EncodePlan.Of(facts, ladder, others), ProbingShare + StarterShare, 1 - ProbingShare - StarterShare);
            if (!main.Ok)
            {
                return main.Refusal;
            }

            parts.Add(main.Value);
        }

        IReadOnlyList<MadeRendition> made = [.. parts.SelectMany(part => part.Renditions).OrderBy(rendition => rendition.Kind).ThenBy(rendition => rendition.Height)];
        await compose.FinishAsync(partial.Path, ladder, made, made.Select(rendition => rendition.Name).ToHashSet(), cancel);
        foreach (var empty in Directory.EnumerateDirectories(partial.Path).Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(empty);
        }

        partial.Publish();
        progress?.Report(new TranscodeProgress(TranscodeStage.Verifying, 1, null, [], 1));
        return new TranscodedVideo
        {
            Folder = output,
            Duration = starter.Value.Duration,
            Renditions = made,
            Poster = ladder.Videos.Count > 0 ? FfmpegCommand.PosterName : null,
            Progressive = FfmpegCommand.ProgressiveName,
            Damaged = parts.Any(part => part.Damaged),
            Facts = facts with { Still = starter.Value.Still },
            PlayableAfter = playableAfter,
        };

        Task<Result<EncodedPart>> PartAsync(EncodePlan plan, double from, double share) => encode.RunAsync(
            facts, plan, input, partial.Path, request.Limits, niceness: 10, OnStageAsync, progress is null ? null : new Share(progress, from, share), cancel);

        Task OnStageAsync(TranscodeStage stage) => request.OnStage?.Invoke(stage) ?? Task.CompletedTask;
    }

    private sealed class Share(IProgress<TranscodeProgress> whole, double from, double share) : IProgress<TranscodeProgress>
    {
        public void Report(TranscodeProgress value) => whole.Report(value with { Fraction = from + (value.Fraction * share) });
    }
}
