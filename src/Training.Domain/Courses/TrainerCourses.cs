using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Work;

namespace Training.Domain.Courses;

/// <summary>One rendition that is ready: its files are under <see cref="LessonState.Folder"/>/<see cref="Name"/>.</summary>
public sealed record ReadyRendition(string Name, int Width, int Height, int BitsPerSecond, long Bytes);

/// <summary>How far a lesson is, for its owner.</summary>
/// <param name="SourceSha256">Of the original as it is kept; whoever sent it can compare.</param>
/// <param name="Status">As people see it: a lesson whose work was given up is failed even where nobody could write so.</param>
/// <param name="Percent">0 to 100 while it is worked on.</param>
/// <param name="Step">The step that runs, in words.</param>
/// <param name="Sentence">What is wrong and what to do, or null.</param>
/// <param name="Folder">Below media/; master.m3u8, play.mp4, low.mp4 and poster.jpg (with a picture) lie in it. Null while nothing plays.</param>
public sealed record LessonState(
    Guid Key, int Ordinal, string Title, string SourceName, long SourceBytes, string SourceSha256, LessonStatus Status, int Percent, string? Step,
    IReadOnlyList<WorkStage> Stages, string? Sentence, long? DurationMs, string? Folder, IReadOnlyList<ReadyRendition> Renditions)
{
    public bool IsSettled => Status is LessonStatus.Published or LessonStatus.Refused or LessonStatus.Failed;

    public bool HasPicture => Renditions.Any(rendition => rendition.Height > 0);
}

public sealed record OwnCourse(
    Guid Key, string Title, string TopicCode, string? Summary, CourseStatus Status, DateTime? PublishedUtc, IReadOnlyList<LessonState> Lessons)
{
    public bool HasPlayable => Lessons.Any(lesson => CourseRules.IsPlayable(lesson.Status, lesson.Folder));
}

/// <summary>A trainer's courses with the state of every lesson, and the state of one lesson for a page that waits for it.</summary>
public sealed class TrainerCourses(TrainingDbContext db)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<OwnCourse>> OfAsync(long trainerId, CancellationToken ct = default)
    {
        var courses = await db.Courses().AsNoTracking().Where(course => course.TrainerId == trainerId).OrderByDescending(course => course.Id).ToListAsync(ct);
        var states = await StatesAsync(db.Lessons().Where(lesson => db.Courses().Any(course => course.Id == lesson.CourseId && course.TrainerId == trainerId)), ct);
        return
        [
            .. courses.Select(course => new OwnCourse(
                course.Key, course.Title, course.TopicCode, course.Summary, course.Status, course.PublishedUtc,
                [.. states.Where(state => state.CourseId == course.Id).Select(state => state.State).OrderBy(state => state.Ordinal)])),
        ];
    }

    /// <param name="lesson">Its key.</param>
    /// <param name="trainerId">Only a lesson of this trainer; null for staff, whose scope decides.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<LessonState?> LessonAsync(Guid lesson, long? trainerId, CancellationToken ct = default)
    {
        var states = await StatesAsync(
            db.Lessons().Where(row => row.Key == lesson && (trainerId == null || db.Courses().Any(course => course.Id == row.CourseId && course.TrainerId == trainerId))), ct);
        return states.Select(state => state.State).SingleOrDefault();
    }

    private async Task<List<(long CourseId, LessonState State)>> StatesAsync(IQueryable<Lesson> which, CancellationToken ct)
    {
        var rows = await (
            from lesson in which.AsNoTracking()
            join file in db.StoredFiles() on lesson.StoredFileId equals file.Id
            select new { Lesson = lesson, file.Bytes, file.Sha256 }).ToListAsync(ct);
        var ids = rows.Select(row => row.Lesson.Id).ToList();
        var items = (await db.WorkItems().AsNoTracking().Where(item => item.Kind == LessonWork.Kind && ids.Contains(item.SubjectId)).OrderBy(item => item.Id).ToListAsync(ct))
            .ToLookup(item => item.SubjectId);
        var wholes = items.SelectMany(of => of).Select(item => item.Id).ToList();
        var parts = (await db.WorkItems().AsNoTracking().Where(item => item.ParentId != null && wholes.Contains(item.ParentId.Value)).OrderBy(item => item.Id).ToListAsync(ct))
            .ToLookup(item => item.ParentId!.Value);
        var renditions = (await db.Renditions().AsNoTracking().Where(rendition => ids.Contains(rendition.LessonId)).OrderBy(rendition => rendition.Kind == RenditionKind.Stills).ThenBy(rendition => rendition.Height).ThenByDescending(rendition => rendition.Bitrate).ToListAsync(ct))
            .ToLookup(rendition => rendition.LessonId);
        return [.. rows.Select(row => (
            row.Lesson.CourseId,
            State(row.Lesson, new KeptFile(row.Sha256, row.Bytes), items[row.Lesson.Id].LastOrDefault() is { } item ? [item, .. parts[item.Id]] : [], renditions[row.Lesson.Id])))];
    }

    /// <param name="lesson">The row.</param>
    /// <param name="original">As it is kept.</param>
    /// <param name="work">The newest work on it: the whole, then its parts.</param>
    /// <param name="renditions">Those that stand.</param>
    private static LessonState State(Lesson lesson, KeptFile original, IReadOnlyList<WorkItem> work, IEnumerable<Rendition> renditions)
    {
        var item = work.Count > 0 ? work[0] : null;
        var running = work.FirstOrDefault(part => part.Status == WorkStatus.Running);
        var plays = lesson.Status == LessonStatus.Published;
        var given = item?.Status is WorkStatus.Failed or WorkStatus.Cancelled && lesson.Status is not (LessonStatus.Published or LessonStatus.Refused);
        return new LessonState(
            lesson.Key, lesson.Ordinal, lesson.Title, lesson.SourceName, original.Bytes, original.Sha256,
            given ? LessonStatus.Failed : lesson.Status,
            plays ? 100 : running?.Progress ?? 0,
            running?.Step,
            WorkStage.Read(running?.Stages),
            lesson.Refusal ?? (!plays ? item?.Error : item?.Status is WorkStatus.Failed or WorkStatus.Refused ? "已经能看。更清楚的几档没有做成，市局会再试。" : null),
            lesson.DurationMs,
            CourseRules.IsPlayable(lesson.Status, lesson.PublishedFolder) ? lesson.PublishedFolder : null,
            [.. renditions.Select(rendition => new ReadyRendition(rendition.Name, rendition.Width, rendition.Height, rendition.Bitrate, rendition.Bytes))]);
    }
}
