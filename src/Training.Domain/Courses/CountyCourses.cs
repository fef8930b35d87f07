using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Courses;

public sealed record CountyCourse(
    Guid Key, string Title, string Topic, string Trainer, long RegionCode, CourseStatus Status, DateTime? PublishedUtc, DateTime? WithdrawnUtc, int Lessons, Guid? Waiting, DateTime? WaitingSinceUtc);

/// <param name="Statuses">How many of each state there are, whatever was asked.</param>
public sealed record CountyCoursePage(IReadOnlyList<CountyCourse> Courses, int Total, IReadOnlyDictionary<CourseStatus, int> Statuses);

/// <summary>The courses within the reader's reach, for the staff of county and city.</summary>
public sealed class CountyCourses(TrainingDbContext db)
{
    public const int PageSize = 30;

    /// <param name="status">Only these; null: all.</param>
    /// <param name="words">Within title or trainer's name, as typed.</param>
    /// <param name="page">From 1.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<CountyCoursePage> ListAsync(CourseStatus? status, string? words, int page, CancellationToken ct = default)
    {
        var counts = (await db.Courses().GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)).ToDictionary(g => g.Key, g => g.Count);
        var rows = Rows(db.Courses().AsNoTracking().Where(c => status == null || c.Status == status), words);
        var total = await rows.CountAsync(ct);
        return new CountyCoursePage(await rows.Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct), total, counts);
    }

    public Task<CountyCourse?> FindAsync(Guid key, CancellationToken ct = default) =>
        Rows(db.Courses().AsNoTracking().Where(c => c.Key == key), null).SingleOrDefaultAsync(ct);

    private IQueryable<CountyCourse> Rows(IQueryable<Course> courses, string? words) =>
        from course in courses
        join trainer in db.Trainers() on course.TrainerId equals trainer.Id
        join topic in db.Topics() on course.TopicCode equals topic.Code
        where words == null || course.Title.Contains(words) || trainer.Name.Contains(words)
        orderby course.Id descending
        let waiting = db.CourseVersions().FirstOrDefault(v => v.CourseId == course.Id && v.State == CourseVersionState.InReview)
        select new CountyCourse(
            course.Key, course.Title, topic.Name, trainer.Name, course.RegionCode, course.Status, course.PublishedUtc, course.WithdrawnUtc,
            db.Lessons().Count(l => l.CourseId == course.Id), waiting == null ? null : waiting.Key, waiting == null ? null : waiting.SubmittedUtc);
}
