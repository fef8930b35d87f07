using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses.Questions;

public sealed record AskQuestionInput
{
    public required Actor Actor { get; init; }

    /// <summary>The resident that the account stands for.</summary>
    public required long PersonId { get; init; }

    /// <summary>Made by the page: what is sent twice is asked once.</summary>
    public required Guid Key { get; init; }

    public required Guid LessonKey { get; init; }

    public string? Text { get; init; }
}

public sealed record AskedEnoughToday() : Refusal($"今天已经问了 {QuestionRules.MostADay} 个，明天再问。急事打 {HomeCity.Here.ServiceLine}。", nameof(AskQuestionInput.Text));

/// <summary>A resident asks the trainer of a lesson that everybody may watch; the trainer finds it in the inbox. Nobody else sees it before it is answered.</summary>
public sealed class AskQuestion(TrainingDbContext db, IOfficers officers, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(AskQuestionInput input, CancellationToken ct = default)
    {
        var found = await (
            from shown in PlayableLessons.OfFamilies(db)
            join course in db.Courses().IgnoreQueryFilters() on shown.Lesson.CourseId equals course.Id
            where shown.Lesson.Key == input.LessonKey
            select new { shown.Lesson.Id, shown.Row.Title, Course = course.Id, course.RegionCode, course.TrainerId }).FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return new NotFound("这一课");
        }

        if (await db.LessonQuestions().IgnoreQueryFilters().AnyAsync(q => q.Key == input.Key && q.PersonId == input.PersonId, ct))
        {
            return input.Key;
        }

        if (QuestionRules.Check(input.Text, LessonQuestion.TextMaxLength, nameof(AskQuestionInput.Text)) is { } refusal)
        {
            return refusal;
        }

        var now = clock.UtcNow();
        var today = ShanghaiTime.ToUtc(ShanghaiTime.DateOf(now));
        if (await db.LessonQuestions().IgnoreQueryFilters().CountAsync(q => q.PersonId == input.PersonId && q.AskedUtc >= today, ct) >= QuestionRules.MostADay)
        {
            return new AskedEnoughToday();
        }

        var question = new LessonQuestion
        {
            Key = input.Key,
            LessonId = found.Id,
            CourseId = found.Course,
            RegionCode = found.RegionCode,
            PersonId = input.PersonId,
            Text = input.Text!,
            AskedUtc = now,
        };
        db.LessonQuestions().Add(question);
        await AuditTrail.AppendAsync(db, question.AuditStream(), input.Actor, nameof(AskQuestion), now, after: new { question = question.Key, letters = question.Text.Length }, ct: ct,
            regionCode: question.RegionCode);
        var told = await OwnCourses.AccountsOfAsync(db, found.TrainerId, ct);
        Inbox.Add(
            db, told.Count > 0 ? told : await officers.OfAsync(found.RegionCode, ct),
            new InboxNote($"家里人在《{found.Title}》下面问您", question.Text, $"/questions/{question.Key}"), now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            return new ChangedMeanwhile();
        }

        return question.Key;
    }
}
