using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>
/// Makes a lesson playable. It may be killed and begun again at any point: every attempt encodes into a folder of its own below
/// media/LESSON, the pointer in the database is written last, and what no pointer names is swept away by the next attempt.
/// </summary>
public sealed class TranscodeLessonWork(LessonWork lessons, FolderFileStore files, DataFolder folder, TranscodeVideo transcode, LadderSettings ladder) : IWorkHandler
{
    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var lesson = await lessons.BeginAsync(item.SubjectId, ct);
        if (lesson is null)
        {
            return WorkOutcome.Refused("这一课已经不在了，不用再转。");
        }

        if (lesson.AlreadyPublished)
        {
            return WorkOutcome.Succeeded("已经转好");
        }

        try
        {
            return await TranscodeAsync(lesson, progress, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !WorkRules.HasAttemptsLeft(item))
        {
            await lessons.FailAsync(lesson.LessonId, FailureSentence.Of(failure), ct);
            throw;
        }
    }

    private async Task<WorkOutcome> TranscodeAsync(LessonSource lesson, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var own = Path.Combine(folder.Media, lesson.Key.ToString("N"));
        Sweep(own, keep: lesson.PublishedFolder);
        var work = Path.Combine(folder.Temporary, $"lesson-{lesson.Key:N}");
        Sweep(work, keep: null);
        var name = Guid.CreateVersion7().ToString("N");
        var outcome = await transcode.RunAsync(
            new TranscodeRequest
            {
                SourceFile = files.PathOf(lesson.Sha256),
                OutputFolder = Path.Combine(own, name),
                WorkFolder = work,
                Ladder = ladder,
                OnStage = stage => lessons.EnterAsync(lesson.LessonId, StatusOf(stage), ct),
            },
            new Reports(progress),
            ct);
        if (!outcome.Ok)
        {
            await lessons.RefuseAsync(lesson.LessonId, outcome.Refusal.Message, ct);
            return WorkOutcome.Refused(outcome.Refusal.Message);
        }

        var made = outcome.Value;
        await lessons.PublishAsync(lesson.LessonId, $"{lesson.Key:N}/{name}", made.Duration, made.Renditions, made.Damaged, ct);
        return WorkOutcome.Succeeded($"{Spoken.Duration(made.Duration)}，{string.Join('、', made.Renditions.Select(rendition => rendition.Name))}");
    }

    /// <summary>What earlier attempts left: half-encoded folders, and whole ones whose pointer was never written.</summary>
    private static void Sweep(string own, string? keep)
    {
        if (!Directory.Exists(own))
        {
            return;
        }

        foreach (var left in Directory.EnumerateDirectories(own))
        {
            if (keep is null || Path.GetFileName(left) != Path.GetFileName(keep))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    private static LessonStatus StatusOf(TranscodeStage stage) => stage switch
    {
        TranscodeStage.Probing => LessonStatus.Probing,
        TranscodeStage.Encoding => LessonStatus.Encoding,
        TranscodeStage.Verifying => LessonStatus.Verifying,
    };

    private sealed class Reports(IProgress<WorkProgress> progress) : IProgress<TranscodeProgress>
    {
        public void Report(TranscodeProgress value) => progress.Report(new WorkProgress(
            (int)(value.Fraction * 100), StageWords.Of(value.Stage),
            [.. value.Renditions.Select(name => new WorkStage(StageWords.OfRendition(name), (int)(value.Encoded * 100)))]));
    }
}
