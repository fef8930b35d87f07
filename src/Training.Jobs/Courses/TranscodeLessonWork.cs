using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>
/// The whole of a lesson's transcoding: looks at the original and hands the encoding over in parts, first what makes it playable. It may be
/// killed and begun again at any point, and begun again on a lesson that plays it hands over only what is missing.
/// </summary>
public sealed class TranscodeLessonWork(LessonWork lessons, FolderFileStore files, LessonFolders folders, TranscodeVideo transcode, LadderSettings settings) : IWorkHandler
{
    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var lesson = await lessons.BeginAsync(item.SubjectId, ct);
        if (lesson is null)
        {
            return WorkOutcome.Refused("这一课已经不在了，不用再转。");
        }

        try
        {
            return await HandOverAsync(item, lesson, progress, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !DiskRoom.IsFull(failure) && !WorkRules.HasAttemptsLeft(item))
        {
            await lessons.FailAsync(lesson.LessonId, FailureSentence.Of(failure), ct);
            throw;
        }
    }

    private async Task<WorkOutcome> HandOverAsync(WorkItem item, LessonSource lesson, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        if (lesson.Measured is not { } facts)
        {
            progress.Report(new WorkProgress(0, StageWords.Of(TranscodeStage.Probing)));
            using var input = InputFolder.Make(files.PathOf(lesson.Sha256), folders.WorkFolder(lesson.Key, "look"));
            var measured = await transcode.MeasureAsync(input, MediaLimits.Default, () => progress.Report(new WorkProgress(50, "量声音大小")), ct);
            if (!measured.Ok)
            {
                await lessons.RefuseAsync(lesson.LessonId, measured.Refusal.Message, ct);
                return WorkOutcome.Refused(measured.Refusal.Message);
            }

            facts = measured.Value;
        }

        var looked = $"原文件 {Spoken.Duration(facts.Media.Duration)}";
        if (!lesson.AlreadyPublished)
        {
            await lessons.MeasuredAsync(lesson.LessonId, facts, item.Id, ct);
            return WorkOutcome.Waits(looked);
        }

        if (MakeRenditionsWork.Missing(lesson, LadderPlan.For(facts.Media, settings)).Count == 0)
        {
            return WorkOutcome.Succeeded("已经转好");
        }

        await lessons.HandOverLadderAsync(lesson.LessonId, facts, item.Id, ct);
        return WorkOutcome.Waits(looked);
    }
}
