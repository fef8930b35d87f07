using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Persistence;

namespace Training.Web.Features.Courses;

/// <param name="Title">What stands in the upload form, when a lesson is sent again.</param>
/// <param name="LeftOut">Lessons that stay out of the next version.</param>
/// <param name="Sent">Lessons that some version holds: they are never deleted.</param>
public sealed record CoursePage(
    OwnCourse Course, string Topic, IReadOnlyList<VersionLine> Versions, IReadOnlySet<Guid> LeftOut, IReadOnlySet<Guid> Sent, DateTime NowUtc, string? Title = null)
{
    public VersionLine? Waiting => Versions.FirstOrDefault(v => v.State == CourseVersionState.InReview);

    /// <summary>The last decision was a return, and nothing was sent since.</summary>
    public VersionLine? Returned => Versions is [{ State: CourseVersionState.Returned } last, ..] ? last : null;

    /// <summary>The reason of a return about one place of the course; about a lesson, its key is the place.</summary>
    public string? RemarkOn(string place) => Returned is { } last && last.Place == place ? last.Reason : null;
}

/// <summary>Puts together a trainer's page of one course.</summary>
public sealed class CoursePages(TrainerCourses courses, ReadCourseVersions versions, TrainingDbContext db, TimeProvider clock)
{
    public async Task<CoursePage?> FindAsync(Guid key, long trainer, string? title, CancellationToken ct = default)
    {
        if ((await courses.OfAsync(trainer, ct)).SingleOrDefault(own => own.Key == key) is not { } course)
        {
            return null;
        }

        var lessons = await db.Lessons().AsNoTracking().Where(l => db.Courses().Any(c => c.Id == l.CourseId && c.Key == key))
            .Select(l => new { l.Key, l.IsLeftOut, Sent = db.CourseVersionLessons().Any(v => v.LessonId == l.Id) }).ToListAsync(ct);
        return new CoursePage(
            course, await TopicAsync(course.TopicCode, ct), await versions.OfCourseAsync(key, ct), lessons.Where(l => l.IsLeftOut).Select(l => l.Key).ToHashSet(),
            lessons.Where(l => l.Sent).Select(l => l.Key).ToHashSet(), clock.GetUtcNow().UtcDateTime, title);
    }

    public Task<string> TopicAsync(string code, CancellationToken ct = default) =>
        Domain.Topics.TopicsTables.Topics(db).Where(topic => topic.Code == code).Select(topic => topic.Name).SingleAsync(ct);
}

public static class CoursePagesModule
{
    public static IServiceCollection AddCoursePages(this IServiceCollection services) => services.AddScoped<CoursePages>().AddScoped<LessonPages>();
}
