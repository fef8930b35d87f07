using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses.Questions;

/// <param name="TrainerId">Only a question under a course of this trainer; null for the county, whose scope decides.</param>
public sealed record QuestionAct(Actor Actor, Guid Key, long? TrainerId);

public sealed record ReasonMissing() : Refusal("写一句为什么，以后查得到。", "Reason");

public sealed record ReasonTooLong(int Length) : Refusal($"原因有 {Length} 个字，最多 {LessonQuestion.ReasonMaxLength} 个字。", "Reason");

public sealed record QuestionIsHidden() : Refusal("这个问题隐藏了，家里人看不到回话。先恢复，再回。");

public sealed record HandedOverAlready() : Refusal("已经转给县区了。您也可以接着回。");

/// <summary>What trainer and county do with a question: answer it, hide it from others with a reason, show it again, hand it over.</summary>
public sealed class AnswerQuestion(TrainingDbContext db, IOfficers officers, Vault vault, TimeProvider clock)
{
    public const string MessagePurpose = "answer";

    /// <summary>Told later it is no news.</summary>
    private static readonly TimeSpan MessageKept = TimeSpan.FromDays(7);

    /// <summary>The answer stands under the lesson at once, beside the question, unless that is hidden.</summary>
    public async Task<Result<Done>> AnswerAsync(QuestionAct act, string? text, CancellationToken ct = default)
    {
        if (await FindAsync(act, ct) is not { } question)
        {
            return new NotFound("这个问题");
        }

        if (QuestionRules.Check(text, LessonAnswer.TextMaxLength, "Text") is { } refusal)
        {
            return refusal;
        }

        if (question.HiddenUtc is not null)
        {
            return new QuestionIsHidden();
        }

        var now = clock.UtcNow();
        var fromCounty = act.TrainerId is null;
        // Who has not yet seen an earlier answer was told already.
        if (question.AnsweredUtc is null || question.SeenUtc is not null)
        {
            await TellAskerAsync(question, now, ct);
        }

        question.AnsweredUtc ??= now;
        question.SeenUtc = null;
        db.LessonAnswers().Add(new LessonAnswer
        {
            Key = Guid.CreateVersion7(), QuestionId = question.Id, Text = text!, AnsweredUtc = now, AnsweredBy = act.Actor.AccountId, FromCounty = fromCounty,
        });
        if (fromCounty)
        {
            await TellTrainerAsync(question, "县区回了您课下面的问题", text, now, ct);
        }

        await AppendAsync(question, act, "AnswerQuestion", new { fromCounty, letters = text!.Length }, null, ct);
        return await CourseSaving.SaveAsync(db, ct);
    }

    /// <summary>Others no longer see it; the asker still does.</summary>
    public async Task<Result<Done>> HideAsync(QuestionAct act, bool hide, string? reason, CancellationToken ct = default)
    {
        if (await FindAsync(act, ct) is not { } question)
        {
            return new NotFound("这个问题");
        }

        if (hide && Refuse(reason) is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        question.HiddenUtc = hide ? now : null;
        question.HiddenBecause = hide ? reason : null;
        if (hide && act.TrainerId is null)
        {
            await TellTrainerAsync(question, "县区隐藏了您课下面的一个问题", reason, now, ct);
        }

        await AppendAsync(question, act, "HideQuestion", new { hidden = hide }, hide ? reason : null, ct);
        return await CourseSaving.SaveAsync(db, ct);
    }

    /// <summary>The county is to answer.</summary>
    public async Task<Result<Done>> HandOverAsync(QuestionAct act, string? reason, CancellationToken ct = default)
    {
        if (await FindAsync(act, ct) is not { } question)
        {
            return new NotFound("这个问题");
        }

        if (question.HandedOverUtc is not null)
        {
            return new HandedOverAlready();
        }

        if (Refuse(reason) is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        (question.HandedOverUtc, question.HandedOverBecause) = (now, reason);
        Inbox.Add(db, await officers.OfAsync(question.RegionCode, ct), new InboxNote("讲师把家里人的一个问题转给您", question.Text, $"/questions/{question.Key}"), now);
        await AppendAsync(question, act, "HandOverQuestion", new { handedOver = true }, reason, ct);
        return await CourseSaving.SaveAsync(db, ct);
    }

    private static Refusal? Refuse(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new ReasonMissing() : reason.Length > LessonQuestion.ReasonMaxLength ? new ReasonTooLong(reason.Length) : null;

    private Task<LessonQuestion?> FindAsync(QuestionAct act, CancellationToken ct) => db.LessonQuestions().SingleOrDefaultAsync(
        q => q.Key == act.Key && (act.TrainerId == null || db.Courses().Any(c => c.Id == q.CourseId && c.TrainerId == act.TrainerId)), ct);

    /// <summary>Neither question nor answer stands in the words: a phone is often shared. Who has no number finds the answer among the own questions.</summary>
    private async Task TellAskerAsync(LessonQuestion question, DateTime now, CancellationToken ct)
    {
        var asker = await db.People().IgnoreQueryFilters().AsNoTracking().Where(p => p.Id == question.PersonId && p.PhoneSealed != null && p.ErasedUtc == null)
            .Select(p => new { p.PhoneSealed, p.KeySealed }).SingleOrDefaultAsync(ct);
        if (asker is null)
        {
            return;
        }

        var lesson = await db.Lessons().IgnoreQueryFilters().Where(l => l.Id == question.LessonId).Select(l => l.Title).SingleAsync(ct);
        MessageQueue.Add(
            db,
            new()
            {
                Purpose = MessagePurpose,
                Title = "老师回话了",
                AddressSealed = vault.Seal(vault.Open(asker.PhoneSealed!, asker.KeySealed, OpeningPurpose.Deliver)),
                Text = $"【{HomeCity.Here.Site}】您在“{lesson}”下面问的，老师回话了。用这个手机号登录，在“我问老师的”里看；不会上网就打 {HomeCity.Here.ServiceLine}。",
                ExpiresUtc = now + MessageKept,
            },
            now);
    }

    private async Task TellTrainerAsync(LessonQuestion question, string title, string? body, DateTime now, CancellationToken ct)
    {
        var trainer = await db.Courses().Where(c => c.Id == question.CourseId).Select(c => c.TrainerId).SingleAsync(ct);
        Inbox.Add(db, await OwnCourses.AccountsOfAsync(db, trainer, ct), new InboxNote(title, body, $"/questions/{question.Key}"), now);
    }

    private Task AppendAsync(LessonQuestion question, QuestionAct act, string process, object after, string? reason, CancellationToken ct) =>
        AuditTrail.AppendAsync(db, question.AuditStream(), act.Actor, process, clock.UtcNow(), after: after, reason: reason, ct: ct, regionCode: question.RegionCode);
}
