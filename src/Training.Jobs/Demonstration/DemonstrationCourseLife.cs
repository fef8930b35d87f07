using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Leads a demonstration course with a playing lesson by the use cases of trainer and county as far as its definition says, then dates what was
/// done as the fixed year has it.
/// </summary>
public sealed class DemonstrationCourseLife(
    TrainingDbContext db, DescribeCourse describe, WriteChapters chapters, WriteCaptions captions, SubmitCourse submit, ReviewCourse review, WithdrawCourse withdraw,
    IOfficers officers, DemonstrationQuestions questions, TimeProvider clock)
{
    internal async Task LeadAsync(Course course, CourseDefinition definition, CancellationToken ct)
    {
        var sender = new Actor(await db.Accounts().Where(a => a.TrainerId == course.TrainerId).Select(a => (long?)a.Id).FirstOrDefaultAsync(ct));
        var officer = new Actor((await officers.OfAsync(course.RegionCode, ct))[0]);
        await WriteAsync(course, definition, sender, ct);
        var key = DemonstrationCourses.Value(await submit.RunAsync(new() { Actor = sender, CourseKey = course.Key, TrainerId = course.TrainerId, Note = definition.Note }, ct));
        if (definition.State != CourseStatus.InReview)
        {
            DemonstrationCourses.Value(await review.RunAsync(
                new() { Actor = officer, VersionKey = key, Approve = definition.State != CourseStatus.Returned, Reason = definition.State == CourseStatus.Returned ? definition.Reason : null }, ct));
        }

        if (definition.State == CourseStatus.Withdrawn)
        {
            DemonstrationCourses.Value(await withdraw.RunAsync(new() { Actor = officer, CourseKey = course.Key, Reason = definition.Reason }, ct));
        }

        await DateAsync(course, definition, key, ct);
        await questions.AskAsync(course, definition, sender, officer, ct);
    }

    private async Task WriteAsync(Course course, CourseDefinition definition, Actor sender, CancellationToken ct)
    {
        DemonstrationCourses.Value(await describe.RunAsync(
            new()
            {
                Actor = sender, CourseKey = course.Key, TrainerId = course.TrainerId, Title = course.Title, TopicCode = course.TopicCode, Summary = course.Summary,
                Difficulty = definition.Difficulty, Tags = definition.Tags,
            },
            ct));
        var lesson = new OwnLesson(sender, course.Key, await db.Lessons().Where(l => l.CourseId == course.Id).Select(l => l.Key).FirstAsync(ct), course.TrainerId);
        if (definition.Chapters.Count > 0)
        {
            DemonstrationCourses.Value(await chapters.RunAsync(lesson, ChapterRules.Write(definition.Chapters.Select(c => new Chapter((long)(c.At * 1000), c.Title))), ct));
        }

        if (definition.Captions.Count > 0)
        {
            var text = WebVtt.Write(definition.Captions.Select(c => new Cue((long)(c.From * 1000), (long)(c.Until * 1000), c.Text)));
            DemonstrationCourses.Value(await captions.SaveAsync(lesson, CaptionLanguages.Simplified, null, text, ct));
        }
    }

    private async Task DateAsync(Course course, CourseDefinition definition, Guid key, CancellationToken ct)
    {
        var version = await db.CourseVersions().SingleAsync(v => v.Key == key, ct);
        await db.Entry(version).ReloadAsync(ct);
        var decided = Earlier(ShanghaiTime.ToUtc(definition.PublishedOn, new TimeOnly(9, 0)));
        version.SubmittedUtc = version.DecidedUtc is null ? decided : decided.AddDays(-3).AddHours(7);
        version.DecidedUtc = version.DecidedUtc is null ? null : decided;
        course.PublishedUtc = course.PublishedUtc is null ? null : decided;
        if (course.WithdrawnUtc is not null)
        {
            course.WithdrawnUtc = version.EndedUtc = Earlier(decided.AddDays(95));
        }

        foreach (var line in db.InboxMessages().Local.Where(m => m.Href == $"/course-reviews/{key}" && version.State != CourseVersionState.InReview))
        {
            line.ReadUtc ??= clock.UtcNow();
        }

        if (course.Status == CourseStatus.Published)
        {
            await LessonAudience.AddAsync(db, course, clock.UtcNow(), ct);
        }

        await AuditTrail.AppendAsync(
            db, course.AuditStream(), Actor.Job, nameof(ReviewCourse), clock.UtcNow(), null, new { versionNumber = version.Number, course.PublishedUtc }, "演示数据：日期按演示的那一年写", ct);
        await db.SaveChangesAsync(ct);
    }

    private DateTime Earlier(DateTime utc) => utc < clock.UtcNow() ? utc : clock.UtcNow();
}
