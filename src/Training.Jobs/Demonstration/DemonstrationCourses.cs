using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Domain.Work;

namespace Training.Jobs.Demonstration;

/// <summary>
/// The courses of the demonstration, by the way that a trainer's go: created, the clip uploaded, transcoded by the queue. Once its lesson plays
/// each goes as far as its definition says, under the dates of the fixed year.
/// </summary>
public sealed class DemonstrationCourses(TrainingDbContext db, CreateCourse create, AddLesson add, DemonstrationCourseLife life, WatchBook watch, TimeProvider clock)
{
    private readonly Definitions definitions = new();

    /// <summary>Creates what is missing and queues its clip; how many. Clips that the installation does not have are left out.</summary>
    public async Task<int> EnqueueAsync(CancellationToken ct = default)
    {
        var trainer = await db.Accounts().Where(a => a.NormalizedUserName == "TRAINER").Select(a => new { a.Id, a.TrainerId }).FirstOrDefaultAsync(ct);
        if (trainer?.TrainerId is null || !await SeedDemonstration.IsDemonstrationAsync(db, ct))
        {
            return 0;
        }

        var queued = 0;
        foreach (var definition in definitions.Courses)
        {
            var clip = definition.Clip is null ? null : Path.Combine(AppContext.BaseDirectory, "media-samples", definition.Clip);
            if ((clip is not null && !File.Exists(clip)) || await db.Courses().AnyAsync(c => c.RegionCode == definition.County && c.Title == definition.Title, ct))
            {
                continue;
            }

            var course = Value(await create.RunAsync(
                new CreateCourseInput
                {
                    Actor = new Actor(trainer.Id),
                    TrainerId = await TeacherAsync(definition.County, trainer.TrainerId.Value, ct),
                    CountyCode = definition.County,
                    Title = definition.Title,
                    TopicCode = definition.Topic,
                    Summary = definition.Summary,
                },
                ct));
            if (clip is null)
            {
                continue;
            }

            await using var content = File.OpenRead(clip);
            Value(await add.RunAsync(
                new AddLessonInput { Actor = new Actor(trainer.Id), CourseKey = course, Title = definition.Title, SourceName = definition.Clip!, Content = content }, ct));
            queued++;
        }

        return queued;
    }

    /// <summary>The next work item of the demonstration's clips that is to be done: what makes a lesson playable before everything else.</summary>
    public Task<WorkItem?> NextAsync(CancellationToken ct = default)
    {
        var now = clock.UtcNow();
        return db.WorkItems().AsNoTracking()
            .Where(w => (w.Kind == LessonWork.Kind || w.Kind == LessonWork.StarterKind || w.Kind == LessonWork.LadderKind) && w.Status == WorkStatus.Queued && w.NotBeforeUtc <= now)
            .OrderBy(w => w.Kind == LessonWork.LadderKind).ThenBy(w => w.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>Shows the courses whose lesson plays; how many. A course that somebody withdrew stays withdrawn.</summary>
    public async Task<int> PublishPlayableAsync(CancellationToken ct = default)
    {
        // The transcoding wrote to the same histories from a context of its own.
        db.ChangeTracker.Clear();
        var titles = definitions.Courses.Select(c => c.Title).ToList();
        var drafts = await db.Courses().Where(c => c.Status == CourseStatus.Draft && titles.Contains(c.Title)).ToListAsync(ct);
        var shown = 0;
        foreach (var course in drafts)
        {
            var definition = definitions.Courses.FirstOrDefault(d => d.County == course.RegionCode && d.Title == course.Title && d.State != CourseStatus.Draft);
            var plays = await db.Lessons().AnyAsync(l => l.CourseId == course.Id && l.Status == LessonStatus.Published && l.PublishedFolder != null, ct);
            if (definition is null || !plays)
            {
                continue;
            }

            await life.LeadAsync(course, definition, ct);
            shown++;
        }

        if (shown > 0)
        {
            await LeaveOffAsync(ct);
        }

        return shown;
    }

    /// <summary>The printed family has watched a part of two lessons.</summary>
    private async Task LeaveOffAsync(CancellationToken ct)
    {
        if (await db.Accounts().Where(a => a.NormalizedUserName == "FAMILY").Select(a => a.PersonId).FirstOrDefaultAsync(ct) is not { } resident)
        {
            return;
        }

        var lessons = await db.Lessons().IgnoreQueryFilters().Where(l => l.Status == LessonStatus.Published && l.PublishedFolder != null)
            .OrderByDescending(l => l.DurationMs).Take(2).Select(l => new { l.Key, l.DurationMs }).ToListAsync(ct);
        foreach (var (lesson, share) in lessons.Zip((double[])[0.4, 0.7]))
        {
            await watch.LeaveAsync(resident, new LeftAt(lesson.Key, (lesson.DurationMs ?? 0) / 1000.0 * share), ct);
        }
    }

    private async Task<long> TeacherAsync(long county, long preferred, CancellationToken ct)
    {
        var serving = await db.TrainerCounties().Where(c => c.RegionCode == county && c.UntilDate == null)
            .Join(db.Trainers().Where(t => t.Status == TrainerStatus.InPool), c => c.TrainerId, t => t.Id, (_, t) => t.Id).OrderBy(id => id).ToListAsync(ct);
        return serving.Contains(preferred) ? preferred : serving[0];
    }

    internal static T Value<T>(Result<T> result) =>
        result.Ok ? result.Value : throw new InvalidOperationException($"The demonstration's courses are refused: {result.Refusal.Message}");
}
