using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses;

/// <summary>Keeps what an editor of captions holds, right or wrong, every few seconds; the last one that spoke decides.</summary>
public sealed class KeepCaptionDraft(TrainingDbContext db, TimeProvider clock)
{
    private const int Attempts = 4;

    public async Task<Result<Done>> RunAsync(OwnLesson which, string? language, string? text, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(which, language, text ?? "", ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Two pages of one editor made the first draft at once.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Result<Done>> TryAsync(OwnLesson which, string? language, string text, CancellationToken ct)
    {
        if (await OwnCourses.LessonAsync(db, which.CourseKey, which.LessonKey, which.TrainerId, ct) is not var (_, lesson))
        {
            return new NotFound("这一课");
        }

        if (language is null || CaptionLanguages.WordsOf(language) is null || text.Length > CaptionDraft.TextMaxLength)
        {
            return text.Length > CaptionDraft.TextMaxLength ? new CaptionsTooLong() : new NoSuchCaptionLanguage();
        }

        var draft = await db.CaptionDrafts().SingleOrDefaultAsync(d => d.LessonId == lesson.Id && d.Language == language, ct);
        if (draft is null)
        {
            draft = new CaptionDraft { LessonId = lesson.Id, Language = language, Text = text };
            db.CaptionDrafts().Add(draft);
        }

        (draft.Text, draft.SavedUtc, draft.SavedBy) = (text, clock.UtcNow(), which.Actor.AccountId);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}
