using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>The cover of a course: the latest picture counts. A trainer reaches the own courses, the county those of the county.</summary>
public sealed class CoursePapers(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "course";

    public const string Cover = "cover";

    public string Kind => OwnerKind;

    public string ReadVerb => "CoursePapers";

    public string ChangeVerb => "Teaching";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var course = await db.Courses().AsNoTracking().SingleOrDefaultAsync(c => c.Key == key, ct);
        return course is null ? null : new AttachmentHome
        {
            Title = $"《{course.Title}》的封面",
            Page = $"/lessons/{course.Key}/about",
            AuditStream = course.AuditStream(),
            Purposes = [new AttachmentPurpose(Cover, "封面照片")],
        };
    }

    public Task<bool> AdmitsAsync(Guid key, Actor caller, CancellationToken ct = default) => OwnCourses.AdmitsAsync(db, db.Courses().Where(c => c.Key == key), caller, ct);
}

/// <summary>Handouts of a lesson.</summary>
public sealed class LessonPapers(TrainingDbContext db) : IAttachmentOwner
{
    public const string OwnerKind = "lesson";

    public const string Handout = "handout";

    public string Kind => OwnerKind;

    public string ReadVerb => "CoursePapers";

    public string ChangeVerb => "Teaching";

    public async Task<AttachmentHome?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from lesson in db.Lessons().AsNoTracking()
            join course in db.Courses() on lesson.CourseId equals course.Id
            where lesson.Key == key
            select new { lesson.Title, Lesson = lesson.Key, Course = course }).SingleOrDefaultAsync(ct);
        return found is null ? null : new AttachmentHome
        {
            Title = $"《{found.Title}》的讲义",
            Page = $"/lessons/{found.Course.Key}/{found.Lesson}",
            AuditStream = found.Course.AuditStream(),
            Purposes = [new AttachmentPurpose(Handout, "讲义，家里人能下载")],
        };
    }

    public Task<bool> AdmitsAsync(Guid key, Actor caller, CancellationToken ct = default) =>
        OwnCourses.AdmitsAsync(db, db.Courses().Where(c => db.Lessons().Any(l => l.CourseId == c.Id && l.Key == key)), caller, ct);
}
