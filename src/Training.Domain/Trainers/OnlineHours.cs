using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Trainers;

/// <param name="PersonId">Who watched it.</param>
/// <param name="LessonKey">What the entry stands for: of one lesson a trainer has one entry, however often it is watched.</param>
/// <param name="TeacherId">Who made the lesson; making is no learning.</param>
public sealed record LearntLesson(long PersonId, Guid LessonKey, string Title, decimal Hours, long TeacherId);

/// <summary>Enters into the ledger of class hours a lesson that a trainer has watched online, within the save that counted the watching.</summary>
public static class OnlineHours
{
    public static async Task CreditAsync(TrainingDbContext db, LearntLesson lesson, Actor actor, DateTime nowUtc, CancellationToken ct = default)
    {
        var trainer = await db.Trainers().FirstOrDefaultAsync(t => t.PersonId == lesson.PersonId && t.Status == TrainerStatus.InPool, ct);
        if (lesson.Hours <= 0 || trainer is null || trainer.Id == lesson.TeacherId || !PoolTerms.Shipped.For(trainer.Kind).NeedsHours
            || await db.TrainingHours().AnyAsync(h => h.TrainerId == trainer.Id && h.LessonKey == lesson.LessonKey, ct))
        {
            return;
        }

        var entry = new TrainingHours
        {
            Key = Guid.CreateVersion7(), TrainerId = trainer.Id, OnDate = ShanghaiTime.DateOf(nowUtc), Hours = lesson.Hours, LessonKey = lesson.LessonKey,
            What = What(lesson.Title), ActorId = null, AddedUtc = nowUtc,
        };
        db.TrainingHours().Add(entry);
        await AuditTrail.AppendAsync(
            db, trainer.AuditStream(), actor, nameof(OnlineHours), nowUtc, after: new { entry = entry.Key, entry.OnDate, entry.Hours, lesson = lesson.LessonKey }, ct: ct);
    }

    /// <summary>The lesson's own page has the whole title.</summary>
    private static string What(string title)
    {
        const string Before = "网课《", After = "》";
        var room = TrainingHours.WhatMaxLength - Before.Length - After.Length;
        return Before + (title.Length <= room ? title : title[..(room - 1)] + "…") + After;
    }
}
