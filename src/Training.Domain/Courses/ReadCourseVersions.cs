using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Trainers;

namespace Training.Domain.Courses;

/// <param name="Submitter">Name of the account; empty where a job did it.</param>
public sealed record VersionLine(
    Guid Key, int Number, CourseVersionState State, DateTime SubmittedUtc, string Submitter, string? Note, DateTime? DecidedUtc, string Decider, string? Reason, string? Place,
    IReadOnlyList<string> Changes);

/// <param name="IsFirst">Families have never seen the course, or no longer do.</param>
public sealed record WaitingVersion(Guid Key, string Title, string TopicCode, int Number, string Trainer, long RegionCode, DateTime SubmittedUtc, int Lessons, bool IsFirst);

/// <param name="Folder">Where its files lie now; null: no longer there.</param>
/// <param name="Captions">Text of each shown caption, by key.</param>
public sealed record VersionLessonPage(
    VersionLesson Lesson, string? Folder, long DurationMs, bool HasPicture, IReadOnlyDictionary<Guid, LessonCaption> Captions, IReadOnlyDictionary<Guid, LessonSoundTrack> Tracks);

public sealed record VersionPage(
    Guid CourseKey, CourseStatus CourseStatus, CourseVersion Version, string Trainer, CourseContent Content, VersionLine Line, IReadOnlyList<VersionLessonPage> Lessons);

/// <summary>Versions of courses within the caller's reach: those that wait, those of one course, and one as it was sent.</summary>
public sealed class ReadCourseVersions(TrainingDbContext db, CourseContents contents)
{
    /// <summary>The longest waiting first.</summary>
    public async Task<IReadOnlyList<WaitingVersion>> WaitingAsync(CancellationToken ct = default) => await (
        from version in db.CourseVersions().AsNoTracking()
        join course in db.Courses() on version.CourseId equals course.Id
        join trainer in db.Trainers() on course.TrainerId equals trainer.Id
        where version.State == CourseVersionState.InReview
        orderby version.SubmittedUtc, version.Id
        select new WaitingVersion(
            version.Key, version.Title, version.TopicCode, version.Number, trainer.Name, version.RegionCode, version.SubmittedUtc,
            db.CourseVersionLessons().Count(l => l.VersionId == version.Id), course.Status != CourseStatus.Published)).ToListAsync(ct);

    /// <summary>Newest first, each with what changed against the one before that families saw.</summary>
    /// <param name="course">Its key; the caller found it within the own reach.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<IReadOnlyList<VersionLine>> OfCourseAsync(Guid course, CancellationToken ct = default)
    {
        var versions = await db.CourseVersions().AsNoTracking().Where(v => db.Courses().Any(c => c.Id == v.CourseId && c.Key == course)).OrderBy(v => v.Number).ToListAsync(ct);
        var names = await NamesAsync(versions, ct);
        List<VersionLine> lines = [];
        CourseContent? shown = null;
        foreach (var version in versions)
        {
            var content = await contents.OfVersionAsync(version, ct);
            lines.Add(LineOf(version, names, shown is null ? [] : CourseChanges.Between(shown, content)));
            shown = WasShown(version) ? content : shown;
        }

        lines.Reverse();
        return lines;
    }

    /// <param name="key">Of the version.</param>
    /// <param name="trainerId">Only of this trainer's courses; null for staff, whose scope decides.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<VersionPage?> FindAsync(Guid key, long? trainerId, CancellationToken ct = default)
    {
        var found = await (
            from version in db.CourseVersions().AsNoTracking()
            join course in db.Courses() on version.CourseId equals course.Id
            join trainer in db.Trainers() on course.TrainerId equals trainer.Id
            where version.Key == key && (trainerId == null || course.TrainerId == trainerId)
            select new { Version = version, Course = course, Trainer = trainer.Name }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var content = await contents.OfVersionAsync(found.Version, ct);
        var line = (await OfCourseAsync(found.Course.Key, ct)).Single(l => l.Key == key);
        return new VersionPage(found.Course.Key, found.Course.Status, found.Version, found.Trainer, content, line, await LessonsAsync(content, ct));
    }

    private static bool WasShown(CourseVersion version) =>
        version.State is CourseVersionState.Published or CourseVersionState.Superseded or CourseVersionState.Withdrawn;

    private async Task<List<VersionLessonPage>> LessonsAsync(CourseContent content, CancellationToken ct)
    {
        var ids = content.Lessons.Select(l => l.LessonId).ToList();
        var captionKeys = content.Lessons.SelectMany(l => l.Content.Captions).Select(c => c.Key).ToList();
        var trackKeys = content.Lessons.SelectMany(l => l.Content.Tracks).Select(t => t.Key).ToList();
        var lessons = await db.Lessons().AsNoTracking().Where(l => ids.Contains(l.Id))
            .Select(l => new { l.Id, l.PublishedFolder, l.DurationMs, HasPicture = db.Renditions().Any(r => r.LessonId == l.Id && r.Height > 0) }).ToDictionaryAsync(l => l.Id, ct);
        var captions = await db.LessonCaptions().AsNoTracking().Where(c => captionKeys.Contains(c.Key)).ToDictionaryAsync(c => c.Key, ct);
        var tracks = await db.LessonSoundTracks().AsNoTracking().Where(t => trackKeys.Contains(t.Key)).ToDictionaryAsync(t => t.Key, ct);
        return
        [
            .. content.Lessons.Select(lesson => new VersionLessonPage(
                lesson, lessons[lesson.LessonId].PublishedFolder, lessons[lesson.LessonId].DurationMs ?? 0, lessons[lesson.LessonId].HasPicture, captions, tracks)),
        ];
    }

    private async Task<Dictionary<long, string>> NamesAsync(List<CourseVersion> versions, CancellationToken ct)
    {
        var accounts = versions.SelectMany(v => (long?[])[v.SubmittedBy, v.DecidedBy]).OfType<long>().Distinct().ToList();
        return await db.Accounts().AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
    }

    private static VersionLine LineOf(CourseVersion v, Dictionary<long, string> names, IReadOnlyList<string> changes) => new(
        v.Key, v.Number, v.State, v.SubmittedUtc, NameOf(names, v.SubmittedBy), v.Note, v.DecidedUtc, NameOf(names, v.DecidedBy), v.Reason, v.Place, changes);

    private static string NameOf(Dictionary<long, string> names, long? account) => account is { } id ? names.GetValueOrDefault(id, "") : "";
}
