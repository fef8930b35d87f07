using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>Makes a lesson playable as soon as can be: the lowest picture, the sound, the plain file, the poster and the pictures for seeking.</summary>
public sealed class StarterWork(
    LessonWork lessons, FolderFileStore files, LessonFolders folders, EncodeRenditions encode, ComposeLesson compose, LadderSettings settings, DiskRoom room) : IWorkHandler
{
    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var lesson = await lessons.BeginAsync(item.SubjectId, ct);
        if (lesson?.Measured is not { } facts)
        {
            return WorkOutcome.Refused("这一课已经不在了，不用再转。");
        }

        if (lesson.AlreadyPublished)
        {
            return WorkOutcome.Succeeded("已经能看");
        }

        try
        {
            return await EncodeAsync(item, lesson, facts, progress, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !DiskRoom.IsFull(failure) && !WorkRules.HasAttemptsLeft(item))
        {
            await lessons.FailAsync(lesson.LessonId, FailureSentence.Of(failure), ct);
            throw;
        }
    }

    private async Task<WorkOutcome> EncodeAsync(WorkItem item, LessonSource lesson, MediaFacts facts, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var ladder = LadderPlan.For(facts.Media, settings);
        var plan = EncodePlan.Starter(facts, ladder);
        room.Demand(plan.MostBytes(facts.Media.Duration));
        using var input = InputFolder.Make(files.PathOf(lesson.Sha256), folders.WorkFolder(lesson.Key, "starter"));
        using var partial = PartialFolder.Make(Path.Combine(folders.Of(lesson.Key), "starter"), plan.Names);
        var made = await encode.RunAsync(
            facts, plan, input, partial.Path, MediaLimits.Default, niceness: 10,
            stage => lessons.EnterAsync(lesson.LessonId, TranscodeReports.StatusOf(stage), ct), new TranscodeReports(progress), ct);
        if (!made.Ok)
        {
            await lessons.RefuseAsync(lesson.LessonId, made.Refusal.Message, ct);
            return WorkOutcome.Refused(made.Refusal.Message);
        }

        var part = made.Value;
        var name = LessonFolders.NewName(lesson.Key);
        await compose.RunAsync(standing: null, part, folders.At(name), ladder, part.Renditions, ct);
        var after = facts with { Still = part.Still };
        var more = !settings.StarterOnly && ladder.AllNames(part.Still).Except(ladder.StarterNames).Any();
        await lessons.PublishAsync(
            lesson.LessonId, new PublishedPart(name, Standing: null, part.Renditions), part.Duration, after, part.Damaged, more ? item.ParentId : null, ct);
        return WorkOutcome.Succeeded($"{Spoken.Duration(part.Duration)}，{TranscodeReports.Said(part.Renditions)}，能看了");
    }
}
