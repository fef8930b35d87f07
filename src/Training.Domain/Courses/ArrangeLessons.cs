using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Courses;

/// <summary>Which lesson of which course, and whose it is.</summary>
public sealed record OwnLesson(Actor Actor, Guid CourseKey, Guid LessonKey, long TrainerId);

public sealed record LessonNeedsTitle() : Refusal("这一课还没有名字。", "Title");

public sealed record LessonTitleTooLong(int Length) : Refusal($"名字有 {Length} 个字，最多 {Course.TitleMaxLength} 个字。请写短一点。", "Title");

public sealed record LessonWasReviewed() : Refusal("这一课送审过，记录里要留着，不能删。不想给家里人看了，就点“不放进下一版”，再送审。");

public sealed record LessonIsWorkedOn() : Refusal("这一课正在转码。先等它转好，或者请市局停下任务，再删。");

/// <summary>Order, names and removal of the lessons on the desk copy. What was sent to the county stays as it was sent.</summary>
public sealed class ArrangeLessons(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>One place up or down; at the end of the list it stays where it is.</summary>
    public async Task<Result<Done>> MoveAsync(OwnLesson which, bool up, CancellationToken ct = default)
    {
        if (await FindAsync(which, ct) is not var (course, lesson))
        {
            return new NotFound("这一课");
        }

        var order = await db.Lessons().Where(l => l.CourseId == course.Id).OrderBy(l => l.Ordinal).ThenBy(l => l.Id).ToListAsync(ct);
        var at = order.FindIndex(l => l.Id == lesson.Id);
        var to = up ? at - 1 : at + 1;
        if (to < 0 || to >= order.Count)
        {
            return default(Done);
        }

        (order[at], order[to]) = (order[to], order[at]);
        var before = lesson.Ordinal;
        for (var i = 0; i < order.Count; i++)
        {
            order[i].Ordinal = i + 1;
        }

        return await WriteAsync(course, which, nameof(MoveAsync), new { lesson = lesson.Key, Ordinal = before }, new { lesson = lesson.Key, lesson.Ordinal }, ct);
    }

    public async Task<Result<Done>> RenameAsync(OwnLesson which, string? title, CancellationToken ct = default)
    {
        if (await FindAsync(which, ct) is not var (course, lesson))
        {
            return new NotFound("这一课");
        }

        if (string.IsNullOrWhiteSpace(title) || title.Length > Course.TitleMaxLength)
        {
            return string.IsNullOrWhiteSpace(title) ? new LessonNeedsTitle() : new LessonTitleTooLong(title.Length);
        }

        var before = lesson.Title;
        lesson.Title = title;
        return await WriteAsync(course, which, nameof(RenameAsync), new { lesson = lesson.Key, Title = before }, new { lesson = lesson.Key, lesson.Title }, ct);
    }

    /// <summary>Leaves it out of the next version, or takes it in again.</summary>
    public async Task<Result<Done>> LeaveOutAsync(OwnLesson which, bool leaveOut, CancellationToken ct = default)
    {
        if (await FindAsync(which, ct) is not var (course, lesson))
        {
            return new NotFound("这一课");
        }

        var before = lesson.IsLeftOut;
        lesson.IsLeftOut = leaveOut;
        return await WriteAsync(course, which, nameof(LeaveOutAsync), new { lesson = lesson.Key, leftOut = before }, new { lesson = lesson.Key, leftOut = leaveOut }, ct);
    }

    /// <summary>Only what no version holds. The recording stays among the kept files as long as anything else names it.</summary>
    public async Task<Result<Done>> DeleteAsync(OwnLesson which, CancellationToken ct = default)
    {
        if (await FindAsync(which, ct) is not var (course, lesson))
        {
            return new NotFound("这一课");
        }

        if (await db.CourseVersionLessons().AnyAsync(row => row.LessonId == lesson.Id, ct))
        {
            return new LessonWasReviewed();
        }

        if (await db.WorkItems().AnyAsync(item => item.Kind == LessonWork.Kind && item.SubjectId == lesson.Id && item.Status == WorkStatus.Running, ct))
        {
            return new LessonIsWorkedOn();
        }

        db.Lessons().Remove(lesson);
        return await WriteAsync(course, which, nameof(DeleteAsync), new { lesson = lesson.Key, lesson.Title }, null, ct);
    }

    private Task<(Course Course, Lesson Lesson)?> FindAsync(OwnLesson which, CancellationToken ct) =>
        OwnCourses.LessonAsync(db, which.CourseKey, which.LessonKey, which.TrainerId, ct);

    private async Task<Result<Done>> WriteAsync(Course course, OwnLesson which, string process, object before, object? after, CancellationToken ct)
    {
        await AuditTrail.AppendAsync(db, course.AuditStream(), which.Actor, $"{nameof(ArrangeLessons)}.{process}", clock.UtcNow(), before, after, ct: ct);
        return await CourseSaving.SaveAsync(db, ct);
    }
}
