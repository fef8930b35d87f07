using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Jobs.Messages;

namespace Training.Jobs.Demonstration;

/// <summary>What residents asked under the demonstration's lessons: asked and answered by the use cases, then dated as the fixed year has it.</summary>
public sealed class DemonstrationQuestions(TrainingDbContext db, AskQuestion ask, AnswerQuestion answer, TimeProvider clock)
{
    internal async Task AskAsync(Course course, CourseDefinition definition, Actor sender, Actor officer, CancellationToken ct)
    {
        var lesson = await db.Lessons().Where(l => l.CourseId == course.Id).Select(l => l.Key).FirstAsync(ct);
        var family = await db.Accounts().Where(a => a.NormalizedUserName == "FAMILY").Select(a => new { a.Id, a.PersonId }).FirstOrDefaultAsync(ct);
        var others = await db.People().Where(p => p.RegionCode >= definition.County && p.RegionCode < definition.County + 1_000_000).OrderBy(p => p.Id).Select(p => p.Id).Take(40).ToListAsync(ct);
        var ofFamily = family?.PersonId is { } resident && await db.People().AnyAsync(p => p.Id == resident && p.RegionCode >= definition.County && p.RegionCode < definition.County + 1_000_000, ct);
        for (var i = 0; i < definition.Questions.Count && others.Count > 0; i++)
        {
            var one = definition.Questions[i];
            // The printed family asked the last of each course of its own county.
            var own = ofFamily && i == definition.Questions.Count - 1;
            var key = DemonstrationCourses.Value(await ask.RunAsync(
                new()
                {
                    Actor = own ? new Actor(family!.Id) : Actor.Job, PersonId = own ? family!.PersonId!.Value : others[(i * 7) % others.Count], Key = Guid.CreateVersion7(), LessonKey = lesson,
                    Text = one.Ask,
                },
                ct));
            await AnswerAsync(new QuestionAct(sender, key, course.TrainerId), new QuestionAct(officer, key, null), one, ct);
            await DateAsync(key, one, ct);
        }
    }

    private async Task AnswerAsync(QuestionAct trainer, QuestionAct county, QuestionDefinition one, CancellationToken ct)
    {
        if (one.HandedOver is not null)
        {
            DemonstrationCourses.Value(await answer.HandOverAsync(trainer, one.HandedOver, ct));
        }

        if (one.Answer is not null)
        {
            DemonstrationCourses.Value(await answer.AnswerAsync(trainer, one.Answer, ct));
        }

        if (one.County is not null)
        {
            DemonstrationCourses.Value(await answer.AnswerAsync(county, one.County, ct));
        }

        if (one.Hidden is not null)
        {
            DemonstrationCourses.Value(await answer.HideAsync(trainer, hide: true, one.Hidden, ct));
        }
    }

    private async Task DateAsync(Guid key, QuestionDefinition one, CancellationToken ct)
    {
        var question = await db.LessonQuestions().SingleAsync(q => q.Key == key, ct);
        var asked = Earlier(ShanghaiTime.ToUtc(one.Day, new TimeOnly(19, 40)));
        question.AskedUtc = asked;
        var first = Earlier(asked.AddHours(one.Hours));
        question.AnsweredUtc = question.AnsweredUtc is null ? null : first;
        question.HandedOverUtc = question.HandedOverUtc is null ? null : Earlier(asked.AddHours(2));
        question.HiddenUtc = question.HiddenUtc is null ? null : Earlier(asked.AddHours(12));
        foreach (var (said, index) in (await db.LessonAnswers().Where(a => a.QuestionId == question.Id).OrderBy(a => a.Id).ToListAsync(ct)).Select((said, index) => (said, index)))
        {
            said.AnsweredUtc = Earlier(first.AddHours(index * 20));
        }

        foreach (var line in db.InboxMessages().Local.Where(m => m.Href == $"/questions/{key}" && (question.AnsweredUtc ?? question.HiddenUtc) is not null))
        {
            line.ReadUtc ??= clock.UtcNow();
        }

        foreach (var message in db.OutgoingMessages().Local.Where(m => m is { Purpose: AnswerQuestion.MessagePurpose, State: MessageState.Waiting }))
        {
            message.CreatedUtc = message.NextTryUtc = question.AnsweredUtc!.Value;
            message.ExpiresUtc = null;
            message.TakenBy(OutboxFileChannel.Name, question.AnsweredUtc.Value);
        }

        await AuditTrail.AppendAsync(
            db, question.AuditStream(), Actor.Job, nameof(AskQuestion), clock.UtcNow(), after: new { question = question.Key }, reason: "演示数据：日期按演示的那一年写", ct: ct,
            regionCode: question.RegionCode);
        await db.SaveChangesAsync(ct);
    }

    private DateTime Earlier(DateTime utc) => utc < clock.UtcNow() ? utc : clock.UtcNow();
}
