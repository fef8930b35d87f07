using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Topics;
using Training.Domain.Trainers;

namespace Training.Domain.Courses;

/// <param name="CoverKey">Attachment of its own cover; null takes the poster of the first lesson.</param>
public sealed record CourseCard(
    Guid Key, string Title, string TopicCode, string? Summary, string Trainer, int Lessons, long DurationMs, Guid FirstLesson, string FirstFolder, bool HasPicture, Guid? CoverKey);

public sealed record CourseTopic(string Code, string Name, IReadOnlyList<CourseCard> Courses);

public sealed record LessonLine(Guid Key, int Ordinal, string Title, long DurationMs, string Folder, bool HasPicture, LessonContent Content);

public sealed record CourseDetail(
    Guid Key, string Title, string Topic, string? Summary, CourseDifficulty Difficulty, IReadOnlyList<string> Tags, string Trainer, string? TrainerTitle, IReadOnlyList<LessonLine> Lessons);

/// <summary>A course that families could watch once.</summary>
public sealed record WithdrawnCourse(string Title, DateTime WithdrawnUtc);

/// <summary>
/// What anybody may watch: the published version of each course with its playable lessons. Visitors have no access scope, so the scope's
/// filter is stepped past on purpose; a lesson shows only once its renditions were verified and the county passed it.
/// </summary>
public sealed class PublicCourses(TrainingDbContext db)
{
    /// <summary>By the eight course topics, in the notice's order; topics without a course are left out.</summary>
    public async Task<IReadOnlyList<CourseTopic>> ByTopicAsync(CancellationToken ct = default)
    {
        var courses = await (
            from version in Published()
            join course in db.Courses().IgnoreQueryFilters() on version.CourseId equals course.Id
            join trainer in db.Trainers() on course.TrainerId equals trainer.Id
            orderby course.PublishedUtc descending, course.Id descending
            select new { version.Id, course.Key, version.Title, version.TopicCode, version.Summary, version.CoverKey, Trainer = trainer.Name }).ToListAsync(ct);
        var lessons = (await PlayableLessons.OfFamilies(db).OrderBy(shown => shown.Row.Ordinal)
                .Select(shown => new
                {
                    shown.Row.VersionId, shown.Lesson.Key, shown.Lesson.DurationMs, shown.Lesson.PublishedFolder,
                    HasPicture = db.Renditions().Any(rendition => rendition.LessonId == shown.Lesson.Id && rendition.Height > 0),
                }).ToListAsync(ct))
            .ToLookup(lesson => lesson.VersionId);
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
                       playable[0].HasPicture, course.CoverKey)).ToList()
               where cards.Count > 0
               select new CourseTopic(topic.Code, topic.Name, cards),
        ];
    }

    public async Task<CourseDetail?> FindAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from version in Published()
            join course in db.Courses().IgnoreQueryFilters() on version.CourseId equals course.Id
            join trainer in db.Trainers() on course.TrainerId equals trainer.Id
            join topic in db.Topics() on version.TopicCode equals topic.Code
            where course.Key == key
            select new { Version = version, course.Key, Topic = topic.Name, Trainer = trainer.Name, TrainerTitle = trainer.Title })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var lessons = await PlayableLessons.OfFamilies(db).Where(shown => shown.Version.Id == found.Version.Id).OrderBy(shown => shown.Row.Ordinal)
            .Select(shown => new
            {
                shown.Lesson.Key, shown.Row.Ordinal, shown.Row.Title, shown.Lesson.DurationMs, shown.Lesson.PublishedFolder, shown.Row.Content,
                HasPicture = db.Renditions().Any(rendition => rendition.LessonId == shown.Lesson.Id && rendition.Height > 0),
            }).ToListAsync(ct);
        return new CourseDetail(
            found.Key, found.Version.Title, found.Topic, found.Version.Summary, found.Version.Difficulty, CourseTags.Split(found.Version.Tags), found.Trainer, found.TrainerTitle,
            lessons.ConvertAll(l => new LessonLine(l.Key, l.Ordinal, l.Title, l.DurationMs ?? 0, l.PublishedFolder!, l.HasPicture, LessonContent.Read(l.Content))));
    }

    /// <summary>What stands where a course was that families could watch; null where there never was one.</summary>
    public async Task<WithdrawnCourse?> FindWithdrawnAsync(Guid key, CancellationToken ct = default) => await (
        from version in db.CourseVersions().IgnoreQueryFilters().AsNoTracking()
        join course in db.Courses().IgnoreQueryFilters() on version.CourseId equals course.Id
        where course.Key == key && course.Status != CourseStatus.Published && course.WithdrawnUtc != null && version.State == CourseVersionState.Withdrawn
        orderby version.Number descending
        select new WithdrawnCourse(version.Title, course.WithdrawnUtc!.Value)).FirstOrDefaultAsync(ct);

    private IQueryable<CourseVersion> Published() =>
        db.CourseVersions().IgnoreQueryFilters().AsNoTracking().Where(version => version.State == CourseVersionState.Published);
}
