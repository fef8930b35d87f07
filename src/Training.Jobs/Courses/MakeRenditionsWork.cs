using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Media;
using Training.Jobs.Work;

namespace Training.Jobs.Courses;

/// <summary>
/// Makes further renditions of a lesson that plays, from one decode: all that are missing, or the one that broke. Who watches goes on with the
/// old folder; the pointer moves to the new one when it stands whole.
/// </summary>
public sealed class MakeRenditionsWork(
    LessonWork lessons, FolderFileStore files, LessonFolders folders, EncodeRenditions encode, ComposeLesson compose, LadderSettings settings, DiskRoom room,
    TimeProvider clock) : IWorkHandler
{
    /// <summary>Behind the starters of other lessons, for which somebody waits.</summary>
    private const int Niceness = 15;

    public static IReadOnlyList<string> Missing(LessonSource lesson, LadderPlan ladder) =>
        [.. (ladder.Settings.StarterOnly ? ladder.StarterNames : ladder.AllNames(lesson.Measured?.Still ?? false)).Except(lesson.Renditions.Select(made => made.Name))];

    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        string? only = null;
        var lessonId = item.SubjectId;
        if (item.Kind == LessonWork.RungKind)
        {
            if (await lessons.RenditionAsync(item.SubjectId, ct) is not { } rendition)
            {
                return WorkOutcome.Refused("这一档已经不在了，不用再转。");
            }

            (lessonId, only) = rendition;
        }

        var lesson = await lessons.BeginAsync(lessonId, ct);
        if (lesson is not { Measured: { } facts, PublishedFolder: not null })
        {
            return WorkOutcome.Refused("这一课还没有能看的一档，先重转整课。");
        }

        var ladder = LadderPlan.For(facts.Media, settings);
        var names = only is null ? Missing(lesson, ladder) : [only];
        return names.Count == 0 ? WorkOutcome.Succeeded("已经转好") : await EncodeAsync(item, lesson, facts, ladder, names, progress, ct);
    }

    private async Task<WorkOutcome> EncodeAsync(
        WorkItem item, LessonSource lesson, MediaFacts facts, LadderPlan ladder, IReadOnlyList<string> names, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var run = item.Kind == LessonWork.RungKind ? $"rung-{item.SubjectId}" : "ladder";
        var plan = EncodePlan.Of(facts, ladder, names);
        room.Demand(plan.MostBytes(facts.Media.Duration));
        using var input = InputFolder.Make(files.PathOf(lesson.Sha256), folders.WorkFolder(lesson.Key, run));
        using var partial = PartialFolder.Make(Path.Combine(folders.Of(lesson.Key), run), plan.Names);
        var made = await encode.RunAsync(facts, plan, input, partial.Path, MediaLimits.Default, Niceness, onStage: null, new TranscodeReports(progress), ct);
        if (!made.Ok)
        {
            return WorkOutcome.Refused(made.Refusal.Message);
        }

        await PublishAsync(lesson, made.Value, ladder, ct);
        return WorkOutcome.Succeeded(TranscodeReports.Said(made.Value.Renditions));
    }

    /// <summary>Another part of the same lesson may be published in between: then this one is put together again with what stands now.</summary>
    private async Task PublishAsync(LessonSource lesson, EncodedPart part, LadderPlan ladder, CancellationToken ct)
    {
        while (true)
        {
            var standing = lesson.PublishedFolder!;
            var replaced = part.Renditions.Select(made => made.Name).ToHashSet();
            IReadOnlyList<MadeRendition> all = [.. lesson.Renditions.Where(made => !replaced.Contains(made.Name)), .. part.Renditions];
            var name = LessonFolders.NewName(lesson.Key);
            await compose.RunAsync(folders.At(standing), part, folders.At(name), ladder, all, ct);
            if (await lessons.AddAsync(lesson.LessonId, new PublishedPart(name, standing, part.Renditions), ct))
            {
                folders.Supersede(standing, clock.UtcNow());
                return;
            }

            Directory.Delete(folders.At(name), recursive: true);
            lesson = await lessons.BeginAsync(lesson.LessonId, ct) is { PublishedFolder: not null } again
                ? again
                : throw new InvalidOperationException($"Lesson {lesson.LessonId} was withdrawn while renditions of it were made.");
        }
    }
}
