using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Courses;

/// <summary>Where a lesson's files lie, whether everybody may have them, and whose course it is.</summary>
public sealed record LessonMediaPlace(string Folder, bool IsPublic, long TrainerId);

/// <summary>A sound in dialect that plays.</summary>
public sealed record PlayableSound(string Label, string Folder);

/// <summary>Finds the folder of a lesson that plays for whoever asks; the site decides by <see cref="LessonMediaPlace.IsPublic"/>.</summary>
public sealed class LessonMedia(TrainingDbContext db)
{
    public async Task<LessonMediaPlace?> FindAsync(Guid lesson, CancellationToken ct = default) => await (
        from row in db.Lessons().IgnoreQueryFilters().AsNoTracking().Playable()
        join course in db.Courses().IgnoreQueryFilters() on row.CourseId equals course.Id
        where row.Key == lesson
        select new LessonMediaPlace(
            row.PublishedFolder!, PlayableLessons.OfFamilies(db).Any(shown => shown.Lesson.Id == row.Id), course.TrainerId)).SingleOrDefaultAsync(ct);

    /// <summary>Of the sound tracks asked for, those of this lesson that play, in the order of their making.</summary>
    public async Task<IReadOnlyList<PlayableSound>> TracksAsync(Guid lesson, IReadOnlyCollection<Guid> keys, CancellationToken ct = default) => await (
        from track in db.LessonSoundTracks().IgnoreQueryFilters().AsNoTracking()
        join row in db.Lessons().IgnoreQueryFilters() on track.LessonId equals row.Id
        where row.Key == lesson && keys.Contains(track.Key) && track.Status == LessonStatus.Published && track.PublishedFolder != null && track.RemovedUtc == null
        orderby track.Id
        select new PlayableSound(track.Label, track.PublishedFolder!)).ToListAsync(ct);

    /// <summary>Whether the asker's own scope reaches the lesson: a county reviews what nobody else sees yet.</summary>
    public Task<bool> IsWithinReachAsync(Guid lesson, CancellationToken ct = default) => db.Lessons().AnyAsync(row => row.Key == lesson, ct);
}
