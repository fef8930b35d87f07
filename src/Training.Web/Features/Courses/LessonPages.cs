using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Persistence;

namespace Training.Web.Features.Courses;

/// <param name="Title">What stands in the field of the name: as kept, or as it was typed and refused.</param>
/// <param name="Chapters">What stands in the field of the steps.</param>
/// <param name="Captions">The latest of each language.</param>
/// <param name="Tracks">Those that were not removed.</param>
/// <param name="Remark">Why the county sent the course back, where that is about this lesson.</param>
public sealed record LessonPage(
    CoursePage Page, LessonState State, string Title, string Chapters, IReadOnlyList<LessonCaption> Captions, IReadOnlyList<string> Drafts,
    IReadOnlyList<LessonSoundTrack> Tracks, string? Remark)
{
    public OwnCourse Course => Page.Course;

    public bool IsLeftOut => Page.LeftOut.Contains(State.Key);

    public bool MayDelete => !Page.Sent.Contains(State.Key);

    public string Address => $"/lessons/{Course.Key}/{State.Key}";
}

/// <summary>Puts together a trainer's page of one lesson.</summary>
public sealed class LessonPages(CoursePages courses, TrainingDbContext db)
{
    /// <param name="which">The lesson and whose it is.</param>
    /// <param name="title">What was typed and refused; null: as kept.</param>
    /// <param name="chapters">Likewise.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<LessonPage?> FindAsync(OwnLesson which, string? title, string? chapters, CancellationToken ct = default)
    {
        if (await courses.FindAsync(which.CourseKey, which.TrainerId, null, ct) is not { } page
            || page.Course.Lessons.SingleOrDefault(l => l.Key == which.LessonKey) is not { } state)
        {
            return null;
        }

        var id = await db.Lessons().Where(l => l.Key == state.Key).Select(l => l.Id).SingleAsync(ct);
        chapters ??= ChapterRules.Write((await db.LessonChapters().AsNoTracking().Where(c => c.LessonId == id).OrderBy(c => c.StartMs).ToListAsync(ct)).Select(c => new Chapter(c.StartMs, c.Title)));
        var captions = await db.LessonCaptions().AsNoTracking().Where(c => c.LessonId == id && c.RemovedUtc == null).OrderByDescending(c => c.Number).ToListAsync(ct);
        return new LessonPage(
            page, state, title ?? state.Title, chapters, [.. captions.DistinctBy(c => c.Language)],
            await db.CaptionDrafts().Where(d => d.LessonId == id).Select(d => d.Language).ToListAsync(ct),
            await db.LessonSoundTracks().AsNoTracking().Where(t => t.LessonId == id && t.RemovedUtc == null).OrderBy(t => t.Id).ToListAsync(ct),
            page.RemarkOn(state.Key.ToString()));
    }
}
