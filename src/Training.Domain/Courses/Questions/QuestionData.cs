using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Courses.Questions;

/// <summary>What a resident asked under lessons: told with the answers in the copy, gone with them at erasure.</summary>
public sealed class QuestionData(TrainingDbContext db) : IPersonalDataSource
{
    public string Title => "问老师的问题";

    public int Order => 64;

    public IReadOnlyCollection<Type> Tells => [typeof(LessonQuestion)];

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var asked = await (
            from question in db.LessonQuestions().IgnoreQueryFilters().AsNoTracking()
            join lesson in db.Lessons().IgnoreQueryFilters() on question.LessonId equals lesson.Id
            where subject.PersonIds.Contains(question.PersonId)
            orderby question.AskedUtc
            select new { question.Id, lesson.Title, question.Text, question.AskedUtc }).ToListAsync(ct);
        var ids = asked.ConvertAll(q => q.Id);
        var answers = (await db.LessonAnswers().AsNoTracking().Where(a => ids.Contains(a.QuestionId)).OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => a.QuestionId);
        return asked.ConvertAll(q => new PersonalRecord(
            q.Title,
            [
                new PersonalFact("问的", q.Text),
                new PersonalFact("那是", $"{ShanghaiTime.FromUtc(q.AskedUtc):yyyy-MM-dd HH:mm}"),
                .. answers[q.Id].Select(a => new PersonalFact("回话", a.Text)),
            ]));
    }

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var asked = await db.LessonQuestions().IgnoreQueryFilters().Where(q => subject.PersonIds.Contains(q.PersonId)).ToListAsync(ct);
        db.LessonQuestions().RemoveRange(asked);
        return asked.Count;
    }
}
