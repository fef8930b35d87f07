using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>A lesson that families may watch, as the published version of its course has it.</summary>
public sealed class PublicLesson
{
    public required Lesson Lesson { get; init; }

    public required CourseVersion Version { get; init; }

    public required CourseVersionLesson Row { get; init; }
}

/// <summary>The words of <see cref="CourseRules"/> as queries.</summary>
public static class PlayableLessons
{
    /// <summary><see cref="CourseRules.IsPlayable(LessonStatus, string?)"/>.</summary>
    public static IQueryable<Lesson> Playable(this IQueryable<Lesson> lessons) =>
        lessons.Where(lesson => lesson.Status == LessonStatus.Published && lesson.PublishedFolder != null);

    /// <summary>Lessons of published versions, of every county: visitors have no scope.</summary>
    internal static IQueryable<PublicLesson> OfFamilies(TrainingDbContext db) =>
        from version in db.CourseVersions().IgnoreQueryFilters()
        where version.State == CourseVersionState.Published
        join row in db.CourseVersionLessons() on version.Id equals row.VersionId
        join lesson in db.Lessons().IgnoreQueryFilters().Playable() on row.LessonId equals lesson.Id
        select new PublicLesson { Lesson = lesson, Version = version, Row = row };
}
