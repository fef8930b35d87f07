using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Evidence;
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
        TrainingDbContext db, Trainer trainer, long county = Places.Qingfeng, Action<Course>? with = null) =>
        await SaveAsync(
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

    /// <summary>A lesson whose renditions are published; nothing lies in the media folder.</summary>
    public static async Task<Lesson> LessonAsync(TrainingDbContext db, Course course, Action<Lesson>? with = null)
    {
        var key = Guid.CreateVersion7();
        var original = await SaveAsync(
            db, new StoredFile { Sha256 = $"{key:N}{key:N}", Bytes = 1, StoredUtc = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc) }, null);
        return await SaveAsync(
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
}
