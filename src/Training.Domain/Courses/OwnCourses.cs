using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>Whose course it is, and who is told of it.</summary>
internal static class OwnCourses
{
    /// <summary>A trainer comes near the own courses alone; for everybody else the scope decided already.</summary>
    public static async Task<bool> AdmitsAsync(TrainingDbContext db, IQueryable<Course> course, Actor caller, CancellationToken ct)
    {
        var trainer = await db.Accounts().Where(a => a.Id == caller.AccountId).Select(a => a.TrainerId).SingleOrDefaultAsync(ct);
        return trainer is null || await course.AnyAsync(c => c.TrainerId == trainer, ct);
    }

    /// <summary>Within the caller's scope; of this trainer where one is named.</summary>
    public static Task<Course?> FindAsync(TrainingDbContext db, Guid key, long? trainerId, CancellationToken ct) =>
        db.Courses().SingleOrDefaultAsync(c => c.Key == key && (trainerId == null || c.TrainerId == trainerId), ct);

    /// <summary>A lesson of such a course.</summary>
    public static async Task<(Course Course, Lesson Lesson)?> LessonAsync(TrainingDbContext db, Guid courseKey, Guid lessonKey, long? trainerId, CancellationToken ct)
    {
        var course = await FindAsync(db, courseKey, trainerId, ct);
        var lesson = course is null ? null : await db.Lessons().SingleOrDefaultAsync(l => l.Key == lessonKey && l.CourseId == course.Id, ct);
        return lesson is null ? null : (course!, lesson);
    }

    /// <summary>Open accounts of the trainer.</summary>
    public static Task<List<long>> AccountsOfAsync(TrainingDbContext db, long trainerId, CancellationToken ct) =>
        db.Accounts().Where(a => a.TrainerId == trainerId && a.ClosedOn == null).Select(a => a.Id).ToListAsync(ct);
}
