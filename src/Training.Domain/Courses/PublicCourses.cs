using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Courses;

public sealed record CourseCard(Guid Key, string Title, string TopicCode, string? Summary, string Trainer, int Lessons, long DurationMs, Guid FirstLesson, string FirstFolder, bool HasPicture);

public sealed record CourseTopic(string Code, string Name, IReadOnlyList<CourseCard> Courses);

public sealed record LessonLine(Guid Key, int Ordinal, string Title, long DurationMs, string Folder, bool HasPicture);

public sealed record CourseDetail(Guid Key, string Title, string Topic, string? Summary, string Trainer, string? TrainerTitle, IReadOnlyList<LessonLine> Lessons);

/// <summary>
/// What anybody may watch: published courses with their playable lessons. Visitors have no access scope, so the scope's filter is
/// stepped past on purpose; a lesson shows only once its renditions were verified.
/// </summary>
public sealed class PublicCourses(TrainingDbContext db)
{
    /// <summary>By the eight course topics, in the notice's order; topics without a course are left out.</summary>
    public async Task<IReadOnlyList<CourseTopic>> ByTopicAsync(CancellationToken ct = default)
    {
        var courses = await (
            from course in Published()
            join trainer in db.Trainers() on course.TrainerId equals trainer.Id
            orderby course.PublishedUtc descending, course.Id descending
            select new { course.Id, course.Key, course.Title, course.TopicCode, course.Summary, Trainer = trainer.Name }).ToListAsync(ct);
        var lessons = (await Playable().OrderBy(lesson => lesson.Ordinal).ThenBy(lesson => lesson.Id)
                .Select(lesson => new
                {
                    lesson.CourseId, lesson.Key, lesson.DurationMs, lesson.PublishedFolder,
                    HasPicture = db.Renditions().Any(rendition => rendition.LessonId == lesson.Id && rendition.Height > 0),
                }).ToListAsync(ct))
            .ToLookup(lesson => lesson.CourseId);
        var topics = await db.Topics().AsNoTracking().Where(topic => topic.Vocabulary == TopicVocabulary.Course)
            .OrderBy(topic => topic.Ordinal).ToListAsync(ct);
        return
        [
            .. from topic in topics
               let cards = (
                   from course in courses
                   where course.TopicCode == topic.Code && lessons[course.Id].Any()
                   let playable = lessons[course.Id].ToList()
                   select new CourseCard(
                       course.Key, course.Title, course.TopicCode, course.Summary, course.Trainer, playable.Count,
                       playable.Sum(lesson => lesson.DurationMs ?? 0), playable[0].Key, playable[0].PublishedFolder!,
                       playable[0].HasPicture)).ToList()
               where cards.Count > 0
               select new CourseTopic(topic.Code, topic.Name, cards),
        ];
    }

    public async Task<CourseDetail?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from course in Published()
            join trainer in db.Trainers() on course.TrainerId equals trainer.Id
            join topic in db.Topics() on course.TopicCode equals topic.Code
            where course.Key == key
            select new { course.Id, course.Key, course.Title, course.Summary, Topic = topic.Name, Trainer = trainer.Name, TrainerTitle = trainer.Title })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var lessons = await Playable().Where(lesson => lesson.CourseId == found.Id).OrderBy(lesson => lesson.Ordinal).ThenBy(lesson => lesson.Id)
            .Select(lesson => new LessonLine(
                lesson.Key, lesson.Ordinal, lesson.Title, lesson.DurationMs ?? 0, lesson.PublishedFolder!,
                db.Renditions().Any(rendition => rendition.LessonId == lesson.Id && rendition.Height > 0)))
            .ToListAsync(ct);
        return new CourseDetail(found.Key, found.Title, found.Topic, found.Summary, found.Trainer, found.TrainerTitle, lessons);
    }

    private IQueryable<Course> Published() =>
        db.Courses().IgnoreQueryFilters().AsNoTracking().Where(course => course.Status == CourseStatus.Published);

    private IQueryable<Lesson> Playable() =>
        db.Lessons().IgnoreQueryFilters().AsNoTracking().Where(lesson => lesson.Status == LessonStatus.Published && lesson.PublishedFolder != null);
}
