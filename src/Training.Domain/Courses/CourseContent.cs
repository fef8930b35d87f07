using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

public sealed record VersionLesson(long LessonId, Guid Key, int Ordinal, string Title, LessonContent Content);

/// <summary>All that families see of a course, either as the desk copy has it now or as a version kept it.</summary>
public sealed record CourseContent(
    string Title, string TopicCode, string? Summary, CourseDifficulty Difficulty, string? Tags, Guid? CoverKey, IReadOnlyList<VersionLesson> Lessons);

/// <summary>Reads a course's content from the desk copy or from a version. The caller found course or version within the own reach.</summary>
public sealed class CourseContents(TrainingDbContext db)
{
    /// <summary>The desk copy: lessons that play, in their order, with the captions, handouts and sound tracks that are ready.</summary>
    public async Task<CourseContent> OfDeskAsync(Course course, CancellationToken ct = default)
    {
        var lessons = await db.Lessons().AsNoTracking().Playable()
            .Where(lesson => lesson.CourseId == course.Id && !lesson.IsLeftOut)
            .OrderBy(lesson => lesson.Ordinal).ThenBy(lesson => lesson.Id).Select(lesson => new { lesson.Id, lesson.Key, lesson.Title }).ToListAsync(ct);
        var ids = lessons.ConvertAll(lesson => lesson.Id);
        var keys = lessons.ConvertAll(lesson => lesson.Key);
        var chapters = (await db.LessonChapters().AsNoTracking().Where(c => ids.Contains(c.LessonId)).OrderBy(c => c.StartMs).ToListAsync(ct)).ToLookup(c => c.LessonId);
        var captions = (await LatestCaptions(db).AsNoTracking().Where(c => ids.Contains(c.LessonId)).OrderBy(c => c.Id)
            .Select(c => new { c.LessonId, c.Key, c.Language, c.Label }).ToListAsync(ct)).ToLookup(c => c.LessonId);
        var handouts = (await db.Attachments().AsNoTracking()
            .Where(a => a.OwnerKind == LessonPapers.OwnerKind && keys.Contains(a.OwnerKey) && a.RemovedUtc == null && a.Status == AttachmentStatus.Ready)
            .OrderBy(a => a.Id).Select(a => new { a.OwnerKey, a.Key, a.Title }).ToListAsync(ct)).ToLookup(a => a.OwnerKey);
        var tracks = (await db.LessonSoundTracks().AsNoTracking()
            .Where(t => ids.Contains(t.LessonId) && t.RemovedUtc == null && t.Status == LessonStatus.Published && t.PublishedFolder != null)
            .OrderBy(t => t.Id).Select(t => new { t.LessonId, t.Key, t.Label }).ToListAsync(ct)).ToLookup(t => t.LessonId);
        return new CourseContent(
            course.Title, course.TopicCode, course.Summary, course.Difficulty, course.Tags, await CoverAsync(course.Key, ct),
            [
                .. lessons.Select((lesson, index) => new VersionLesson(lesson.Id, lesson.Key, index + 1, lesson.Title, new LessonContent
                {
                    Chapters = [.. chapters[lesson.Id].Select(c => new Chapter(c.StartMs, c.Title))],
                    Captions = [.. captions[lesson.Id].Select(c => new ShownCaption(c.Key, c.Language, c.Label))],
                    Handouts = [.. handouts[lesson.Key].Select(a => new Handout(a.Key, a.Title))],
                    Tracks = [.. tracks[lesson.Id].Select(t => new ShownTrack(t.Key, t.Label))],
                })),
            ]);
    }

    public async Task<CourseContent> OfVersionAsync(CourseVersion version, CancellationToken ct = default)
    {
        var lessons = await (
            from row in db.CourseVersionLessons().AsNoTracking()
            join lesson in db.Lessons().IgnoreQueryFilters() on row.LessonId equals lesson.Id
            where row.VersionId == version.Id
            orderby row.Ordinal
            select new { row.LessonId, lesson.Key, row.Ordinal, row.Title, row.Content }).ToListAsync(ct);
        return new CourseContent(
            version.Title, version.TopicCode, version.Summary, version.Difficulty, version.Tags, version.CoverKey,
            [.. lessons.Select(l => new VersionLesson(l.LessonId, l.Key, l.Ordinal, l.Title, LessonContent.Read(l.Content)))]);
    }

    /// <summary>Of each lesson and language the highest number that was not removed.</summary>
    internal static IQueryable<LessonCaption> LatestCaptions(TrainingDbContext db) => db.LessonCaptions().Where(c => c.RemovedUtc == null
        && !db.LessonCaptions().Any(later => later.LessonId == c.LessonId && later.Language == c.Language && later.Number > c.Number));

    /// <summary>The picture that was put there last.</summary>
    private async Task<Guid?> CoverAsync(Guid course, CancellationToken ct) => await db.Attachments().AsNoTracking()
        .Where(a => a.OwnerKind == CoursePapers.OwnerKind && a.OwnerKey == course && a.Purpose == CoursePapers.Cover && a.RemovedUtc == null && a.Status == AttachmentStatus.Ready)
        .OrderByDescending(a => a.Id).Select(a => (Guid?)a.Key).FirstOrDefaultAsync(ct);
}
