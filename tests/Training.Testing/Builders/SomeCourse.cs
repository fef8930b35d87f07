using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Evidence;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Trainers;
using Training.Domain.Uploads;

namespace Training.Testing;

public static partial class Some
{
    public const string CourseTopic = "course-daily-care";

    /// <summary>Published by the county of the trainer; a lesson makes it playable.</summary>
    public static async Task<Course> CourseAsync(
        TrainingDbContext db, Trainer trainer, long county = Places.Qingfeng, Action<Course>? with = null)
    {
        var course = await SaveAsync(
            db,
            new Course
            {
                Key = Guid.CreateVersion7(),
                RegionCode = RegionCodes.CountyOf(county),
                TrainerId = trainer.Id,
                Title = "给卧床老人翻身",
                TopicCode = CourseTopic,
                Summary = "一个人也能做到的翻身办法",
                Status = CourseStatus.Published,
                PublishedUtc = new DateTime(2026, 3, 1, 2, 0, 0, DateTimeKind.Utc),
            },
            with);
        if (course.Status is CourseStatus.Published or CourseStatus.Withdrawn)
        {
            await VersionAsync(db, course, v => v.State = course.Status == CourseStatus.Published ? CourseVersionState.Published : CourseVersionState.Withdrawn);
        }

        return course;
    }

    /// <summary>The next version of a course as its desk copy is now, without lessons; it waits for the county.</summary>
    public static async Task<CourseVersion> VersionAsync(TrainingDbContext db, Course course, Action<CourseVersion>? with = null)
    {
        var version = await SaveAsync(
            db,
            new CourseVersion
            {
                Key = Guid.CreateVersion7(),
                CourseId = course.Id,
                RegionCode = course.RegionCode,
                Number = 1 + await db.CourseVersions().IgnoreQueryFilters().CountAsync(v => v.CourseId == course.Id),
                State = CourseVersionState.InReview,
                Title = course.Title,
                TopicCode = course.TopicCode,
                Summary = course.Summary,
                SubmittedUtc = new DateTime(2026, 2, 26, 2, 0, 0, DateTimeKind.Utc),
            },
            with);
        return version;
    }

    /// <summary>Puts a lesson into a version as it is now.</summary>
    public static Task<CourseVersionLesson> VersionLessonAsync(TrainingDbContext db, CourseVersion version, Lesson lesson, LessonContent? content = null) => SaveAsync(
        db,
        new CourseVersionLesson
        {
            VersionId = version.Id, LessonId = lesson.Id, Ordinal = lesson.Ordinal, Title = lesson.Title, Content = (content ?? LessonContent.Empty).Write(),
        },
        null);

    /// <summary>A lesson whose renditions are published, in every version of the course that is there; nothing lies in the media folder.</summary>
    public static async Task<Lesson> LessonAsync(TrainingDbContext db, Course course, Action<Lesson>? with = null)
    {
        var key = Guid.CreateVersion7();
        var original = await SaveAsync(
            db, new StoredFile { Sha256 = $"{key:N}{key:N}", Bytes = 1, StoredUtc = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc) }, null);
        var lesson = await SaveAsync(
            db,
            new Lesson
            {
                Key = key,
                CourseId = course.Id,
                RegionCode = course.RegionCode,
                Ordinal = 1,
                Title = course.Title,
                StoredFileId = original.Id,
                SourceName = "翻身拍背.mp4",
                Status = LessonStatus.Published,
                DurationMs = 60_000,
                PublishedFolder = $"{key:N}",
            },
            with);
        foreach (var version in await db.CourseVersions().IgnoreQueryFilters().Where(v => v.CourseId == course.Id).ToListAsync())
        {
            await VersionLessonAsync(db, version, lesson);
        }

        return lesson;
    }

    /// <summary>Begun just now by the account, nothing of it arrived.</summary>
    public static async Task<Upload> UploadAsync(TrainingDbContext db, Guid courseKey, long account, Action<Upload>? with = null)
    {
        var course = await db.Courses().SingleAsync(c => c.Key == courseKey);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return await SaveAsync(
            db,
            new Upload
            {
                Key = Guid.CreateVersion7(), RegionCode = course.RegionCode, CourseId = course.Id, AccountId = account, FileName = "翻身拍背.mp4", Bytes = 60_000_000,
                MadeBytes = 60_000_000, StartedUtc = now, TouchedUtc = now, ExpiresUtc = now + UploadRules.KeptFor,
            },
            with);
    }

    /// <summary>A waiting version of a published lesson's course; captions, which the published version shows too; another sound; an unanswered question.</summary>
    public static async Task<(CourseVersion Version, LessonCaption Caption, LessonSoundTrack Track, LessonQuestion Question)> LessonPartsAsync(
        TrainingDbContext db, Lesson lesson, Person asker)
    {
        var course = await db.Courses().IgnoreQueryFilters().SingleAsync(c => c.Id == lesson.CourseId);
        var caption = await SaveAsync(
            db,
            new LessonCaption
            {
                Key = Guid.CreateVersion7(), LessonId = lesson.Id, Language = CaptionLanguages.Simplified, Label = "中文字幕", Number = 1, Cues = 1,
                Text = WebVtt.Write([new Cue(0, 4000, "先说一声，告诉老人往哪边翻")]), WrittenUtc = new DateTime(2026, 2, 20, 2, 0, 0, DateTimeKind.Utc),
            },
            null);
        var track = await SaveAsync(
            db,
            new LessonSoundTrack
            {
                Key = Guid.CreateVersion7(), LessonId = lesson.Id, RegionCode = lesson.RegionCode, Label = "濮阳话", StoredFileId = lesson.StoredFileId, SourceName = "濮阳话.m4a",
                Status = LessonStatus.Queued, AddedUtc = new DateTime(2026, 2, 20, 2, 0, 0, DateTimeKind.Utc),
            },
            null);
        var shown = new LessonContent { Captions = [new ShownCaption(caption.Key, caption.Language, caption.Label)] };
        await db.CourseVersionLessons().Where(row => row.LessonId == lesson.Id).ExecuteUpdateAsync(s => s.SetProperty(row => row.Content, shown.Write()));
        var version = await VersionAsync(db, course);
        await VersionLessonAsync(db, version, lesson, shown);
        return (version, caption, track, await QuestionAsync(db, lesson, asker));
    }

    public static Task<LessonQuestion> QuestionAsync(TrainingDbContext db, Lesson lesson, Person asker, Action<LessonQuestion>? with = null) => SaveAsync(
        db,
        new LessonQuestion
        {
            Key = Guid.CreateVersion7(), LessonId = lesson.Id, CourseId = lesson.CourseId, RegionCode = lesson.RegionCode, PersonId = asker.Id,
            Text = "老人一翻就喊疼，还翻不翻？", AskedUtc = new DateTime(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc),
        },
        with);
}
