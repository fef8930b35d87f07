using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;

namespace Training.Domain.Courses.Questions;

/// <summary>What residents asked a trainer and nobody has answered.</summary>
public sealed class QuestionsToAnswer(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "没回的问题";

    public int Order => 56;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        var open = leaver.TrainerId is null ? [] : await (
            from question in db.LessonQuestions().AsNoTracking()
            join course in db.Courses() on question.CourseId equals course.Id
            where course.TrainerId == leaver.TrainerId && question.AnsweredUtc == null && question.HiddenUtc == null
            orderby question.AskedUtc
            select new { question.Key, course.Title }).ToListAsync(ct);
        return open.ConvertAll(q => new UnfinishedThing($"《{q.Title}》下面的问题", $"/questions/{q.Key}", "AnswerQuestions"));
    }
}
