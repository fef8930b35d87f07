using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>A text of captions, whether families may have it, and whose course it belongs to.</summary>
public sealed record ServedCaption(string Text, bool IsPublic, long TrainerId);

/// <summary>Which covers, handouts and captions the published versions name; the scope is stepped past on purpose, as for the lessons themselves.</summary>
public sealed class PublicCourseFiles(TrainingDbContext db)
{
    /// <summary>Attachment of the cover; null: none, or nobody may see the course.</summary>
    public async Task<Guid?> CoverAsync(Guid course, CancellationToken ct = default) => await (
        from version in db.CourseVersions().IgnoreQueryFilters()
        where version.State == CourseVersionState.Published && db.Courses().IgnoreQueryFilters().Any(c => c.Id == version.CourseId && c.Key == course)
        select version.CoverKey).FirstOrDefaultAsync(ct);

    public async Task<bool> HasHandoutAsync(Guid attachment, CancellationToken ct = default)
    {
        var rows = await PlayableLessons.OfFamilies(db)
            .Where(shown => db.Set<Evidence.Attachment>().Any(a => a.Key == attachment && a.OwnerKind == LessonPapers.OwnerKind && a.OwnerKey == shown.Lesson.Key))
            .Select(shown => shown.Row.Content).ToListAsync(ct);
        return rows.Any(content => LessonContent.Read(content).Handouts.Any(h => h.Key == attachment));
    }

    public async Task<ServedCaption?> CaptionAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from caption in db.LessonCaptions().AsNoTracking()
            join lesson in db.Lessons().IgnoreQueryFilters() on caption.LessonId equals lesson.Id
            join course in db.Courses().IgnoreQueryFilters() on lesson.CourseId equals course.Id
            where caption.Key == key
            select new
            {
                caption.Text, course.TrainerId,
                Shown = PlayableLessons.OfFamilies(db).Where(shown => shown.Lesson.Id == lesson.Id).Select(shown => shown.Row.Content).FirstOrDefault(),
            }).SingleOrDefaultAsync(ct);
        return found is null ? null
            : new ServedCaption(found.Text, found.Shown is not null && LessonContent.Read(found.Shown).Captions.Any(c => c.Key == key), found.TrainerId);
    }

    public Task<bool> IsCaptionWithinReachAsync(Guid key, CancellationToken ct = default) =>
        db.LessonCaptions().AnyAsync(c => c.Key == key && db.Lessons().Any(l => l.Id == c.LessonId), ct);
}
