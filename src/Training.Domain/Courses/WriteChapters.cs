using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>Puts the steps of a lesson in the place of those before, all or none.</summary>
public sealed class WriteChapters(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(OwnLesson which, string? typed, CancellationToken ct = default)
    {
        if (await OwnCourses.LessonAsync(db, which.CourseKey, which.LessonKey, which.TrainerId, ct) is not var (course, lesson))
        {
            return new NotFound("这一课");
        }

        var read = ChapterRules.Parse(typed, lesson.DurationMs);
        if (!read.Ok)
        {
            return read.Refusal;
        }

        var before = await db.LessonChapters().Where(c => c.LessonId == lesson.Id).ToListAsync(ct);
        await using var transaction = await OwnTransaction.BeginAsync(db, ct);
        await db.LessonChapters().Where(c => c.LessonId == lesson.Id).ExecuteDeleteAsync(ct);
        foreach (var old in before)
        {
            db.Entry(old).State = EntityState.Detached;
        }

        db.LessonChapters().AddRange(read.Value.Select(c => new LessonChapter { LessonId = lesson.Id, StartMs = c.StartMs, Title = c.Title }));
        await AuditTrail.AppendAsync(db, course.AuditStream(), which.Actor, nameof(WriteChapters), clock.UtcNow(),
            new { lesson = lesson.Key, chapters = before.Count }, new { lesson = lesson.Key, chapters = read.Value.Count }, ct: ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return default(Done);
    }
}
