using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

public sealed record NoSuchCaptionLanguage() : Refusal("没有这种字幕。从列表里选一种。", "Language");

public sealed record CaptionLabelTooLong(int Length) : Refusal($"字幕的名字有 {Length} 个字，最多 {LessonCaption.LabelMaxLength} 个字。", "Label");

public sealed record CaptionsTooLong() : Refusal("字幕文件太大。一节课的字幕一般不到 100 KB，看看是不是选错了文件。", "Text");

/// <summary>Texts of captions on the desk copy of a lesson: each saving is a number of its own, and what an editor holds is kept in between.</summary>
public sealed class WriteCaptions(TrainingDbContext db, TimeProvider clock)
{
    /// <summary>Takes a whole text if nothing in it is wrong, as the next number of its language. The draft of the language goes.</summary>
    /// <param name="which">The lesson and whose it is.</param>
    /// <param name="language">One of <see cref="CaptionLanguages"/>.</param>
    /// <param name="label">As families choose it; blank takes the language's own word.</param>
    /// <param name="text">WebVTT.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Result<Done>> SaveAsync(OwnLesson which, string? language, string? label, string? text, CancellationToken ct = default)
    {
        if (await FindAsync(which, ct) is not var (course, lesson))
        {
            return new NotFound("这一课");
        }

        if (language is null || CaptionLanguages.WordsOf(language) is not { } words || label?.Length > LessonCaption.LabelMaxLength)
        {
            return label?.Length > LessonCaption.LabelMaxLength ? new CaptionLabelTooLong(label.Length) : new NoSuchCaptionLanguage();
        }

        if (text?.Length > CaptionDraft.TextMaxLength)
        {
            return new CaptionsTooLong();
        }

        var cues = WebVtt.Parse(text ?? "", lesson.DurationMs);
        if (!cues.Ok)
        {
            return cues.Refusal;
        }

        var now = clock.UtcNow();
        var number = 1 + (await db.LessonCaptions().Where(c => c.LessonId == lesson.Id && c.Language == language).MaxAsync(c => (int?)c.Number, ct) ?? 0);
        db.LessonCaptions().Add(new LessonCaption
        {
            Key = Guid.CreateVersion7(),
            LessonId = lesson.Id,
            Language = language,
            Label = string.IsNullOrWhiteSpace(label) ? words : label,
            Number = number,
            Text = WebVtt.Write(cues.Value),
            Cues = cues.Value.Count,
            WrittenUtc = now,
            WrittenBy = which.Actor.AccountId,
        });
        db.CaptionDrafts().RemoveRange(await db.CaptionDrafts().Where(d => d.LessonId == lesson.Id && d.Language == language).ToListAsync(ct));
        await AuditTrail.AppendAsync(db, course.AuditStream(), which.Actor, $"{nameof(WriteCaptions)}.{nameof(SaveAsync)}", now,
            after: new { lesson = lesson.Key, language, captionNumber = number, cues = cues.Value.Count }, ct: ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }

    /// <summary>Takes the captions of a language from the desk copy; what was sent to the county keeps them.</summary>
    public async Task<Result<Done>> RemoveAsync(OwnLesson which, string language, CancellationToken ct = default)
    {
        if (await FindAsync(which, ct) is not var (course, lesson))
        {
            return new NotFound("这一课");
        }

        var now = clock.UtcNow();
        var kept = await db.LessonCaptions().Where(c => c.LessonId == lesson.Id && c.Language == language && c.RemovedUtc == null).ToListAsync(ct);
        if (kept.Count == 0)
        {
            return default(Done);
        }

        kept.ForEach(c => c.RemovedUtc = now);
        await AuditTrail.AppendAsync(db, course.AuditStream(), which.Actor, $"{nameof(WriteCaptions)}.{nameof(RemoveAsync)}", now,
            new { lesson = lesson.Key, language, captionNumber = kept.Max(c => c.Number) }, ct: ct);
        return await CourseSaving.SaveAsync(db, ct);
    }

    private Task<(Course Course, Lesson Lesson)?> FindAsync(OwnLesson which, CancellationToken ct) =>
        OwnCourses.LessonAsync(db, which.CourseKey, which.LessonKey, which.TrainerId, ct);
}
