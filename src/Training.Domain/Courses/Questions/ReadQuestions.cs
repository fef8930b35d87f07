using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Trainers;

namespace Training.Domain.Courses.Questions;

/// <param name="Answerer">张老师, or 县区民政局.</param>
public sealed record AnswerLine(string Text, DateTime AnsweredUtc, string Answerer);

/// <summary>A question as families read it: nobody is named.</summary>
public sealed record PublicQuestion(string Text, DateTime AskedUtc, TimeSpan AnsweredWithin, IReadOnlyList<AnswerLine> Answers);

/// <summary>What stands under a lesson.</summary>
/// <param name="Median">Of all answered questions of the course.</param>
public sealed record LessonQuestions(IReadOnlyList<PublicQuestion> Questions, TimeSpan? Median);

/// <param name="IsNew">An answer that the asker has not seen.</param>
public sealed record OwnQuestion(Guid Key, Guid CourseKey, Guid LessonKey, string Lesson, string Text, DateTime AskedUtc, bool IsHidden, bool IsNew, IReadOnlyList<AnswerLine> Answers);

public enum QuestionState
{
    Unanswered,
    HandedOver,
    Answered,
    Hidden,
}

public sealed record QuestionLine(
    Guid Key, string Course, string Lesson, string Trainer, long RegionCode, string Text, DateTime AskedUtc, DateTime? AnsweredUtc, DateTime? HandedOverUtc, DateTime? HiddenUtc, bool IsOverdue);

public sealed record QuestionPage(IReadOnlyList<QuestionLine> Lines, int Total, IReadOnlyDictionary<QuestionState, int> Counts, TimeSpan? Median, int Overdue);

public sealed record OneQuestion(QuestionLine Line, Guid CourseKey, Guid LessonKey, string? HandedOverBecause, string? HiddenBecause, IReadOnlyList<AnswerLine> Answers);

/// <summary>Questions for those who may read them: everybody the answered ones, a resident the own, trainer and county all of theirs.</summary>
public sealed class ReadQuestions(TrainingDbContext db, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>The latest first.</summary>
    public async Task<LessonQuestions> UnderAsync(Guid lesson, int most = 20, CancellationToken ct = default)
    {
        var asked = await (
            from question in db.LessonQuestions().IgnoreQueryFilters().AsNoTracking()
            join row in db.Lessons().IgnoreQueryFilters() on question.LessonId equals row.Id
            where row.Key == lesson && question.AnsweredUtc != null && question.HiddenUtc == null
            orderby question.AnsweredUtc descending
            select question).Take(most).ToListAsync(ct);
        var answers = await AnswersAsync(asked.ConvertAll(q => q.Id), ct);
        var course = await db.Lessons().IgnoreQueryFilters().Where(l => l.Key == lesson).Select(l => l.CourseId).FirstOrDefaultAsync(ct);
        var times = await db.LessonQuestions().IgnoreQueryFilters().Where(q => q.CourseId == course && q.AnsweredUtc != null)
            .Select(q => new { q.AskedUtc, q.AnsweredUtc }).ToListAsync(ct);
        return new LessonQuestions(
            asked.ConvertAll(q => new PublicQuestion(q.Text, q.AskedUtc, q.AnsweredUtc!.Value - q.AskedUtc, [.. answers[q.Id]])),
            QuestionRules.Median(times.Select(t => (t.AskedUtc, t.AnsweredUtc))));
    }

    /// <summary>Of one resident, the latest first.</summary>
    public async Task<IReadOnlyList<OwnQuestion>> OfPersonAsync(long personId, CancellationToken ct = default)
    {
        var rows = await (
            from question in db.LessonQuestions().IgnoreQueryFilters().AsNoTracking()
            join lesson in db.Lessons().IgnoreQueryFilters() on question.LessonId equals lesson.Id
            join course in db.Courses().IgnoreQueryFilters() on question.CourseId equals course.Id
            where question.PersonId == personId
            orderby question.AskedUtc descending
            select new { Question = question, Lesson = lesson.Title, LessonKey = lesson.Key, CourseKey = course.Key }).Take(100).ToListAsync(ct);
        var answers = await AnswersAsync(rows.ConvertAll(r => r.Question.Id), ct);
        return rows.ConvertAll(r => new OwnQuestion(
            r.Question.Key, r.CourseKey, r.LessonKey, r.Lesson, r.Question.Text, r.Question.AskedUtc, r.Question.HiddenUtc is not null,
            r.Question.AnsweredUtc is not null && r.Question.SeenUtc is null, [.. answers[r.Question.Id]]));
    }

    public Task<int> NewAnswersAsync(long personId, CancellationToken ct = default) =>
        db.LessonQuestions().IgnoreQueryFilters().CountAsync(q => q.PersonId == personId && q.AnsweredUtc != null && q.SeenUtc == null, ct);

    /// <summary>The asker has the answers before the eyes.</summary>
    public Task<int> SeenAsync(long personId, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.LessonQuestions().IgnoreQueryFilters().Where(q => q.PersonId == personId && q.AnsweredUtc != null && q.SeenUtc == null)
            .ExecuteUpdateAsync(s => s.SetProperty(q => q.SeenUtc, now), ct);
    }

    /// <param name="trainerId">Only under courses of this trainer; null for staff, whose scope decides.</param>
    /// <param name="state">Only these; null: all.</param>
    /// <param name="page">From 1. What waits longest comes first, what is answered latest first.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<QuestionPage> ListAsync(long? trainerId, QuestionState? state, int page, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = now - QuestionRules.Due;
        var own = db.LessonQuestions().AsNoTracking().Where(q => trainerId == null || db.Courses().Any(c => c.Id == q.CourseId && c.TrainerId == trainerId));
        Dictionary<QuestionState, int> counts = [];
        foreach (var one in Enum.GetValues<QuestionState>())
        {
            counts[one] = await In(own, one).CountAsync(ct);
        }

        var asked = state is { } wanted ? In(own, wanted) : own;
        var lines = await Lines(state is null or QuestionState.Answered or QuestionState.Hidden
                ? asked.OrderBy(q => q.AnsweredUtc != null).ThenByDescending(q => q.AskedUtc) : asked.OrderBy(q => q.AskedUtc), due)
            .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var times = await own.Where(q => q.AnsweredUtc != null).Select(q => new { q.AskedUtc, q.AnsweredUtc }).ToListAsync(ct);
        return new QuestionPage(
            lines, await asked.CountAsync(ct), counts, QuestionRules.Median(times.Select(t => (t.AskedUtc, t.AnsweredUtc))),
            await own.CountAsync(q => q.AnsweredUtc == null && q.HiddenUtc == null && q.AskedUtc < due, ct));
    }

    public async Task<OneQuestion?> FindAsync(Guid key, long? trainerId, CancellationToken ct = default)
    {
        var due = clock.GetUtcNow().UtcDateTime - QuestionRules.Due;
        var own = db.LessonQuestions().AsNoTracking().Where(q => q.Key == key && (trainerId == null || db.Courses().Any(c => c.Id == q.CourseId && c.TrainerId == trainerId)));
        if (await Lines(own, due).SingleOrDefaultAsync(ct) is not { } line)
        {
            return null;
        }

        var row = await own.Select(q => new
        {
            q.Id, q.HandedOverBecause, q.HiddenBecause,
            Course = db.Courses().Where(c => c.Id == q.CourseId).Select(c => c.Key).Single(), Lesson = db.Lessons().Where(l => l.Id == q.LessonId).Select(l => l.Key).Single(),
        }).SingleAsync(ct);
        return new OneQuestion(line, row.Course, row.Lesson, row.HandedOverBecause, row.HiddenBecause, [.. (await AnswersAsync([row.Id], ct))[row.Id]]);
    }

    private static IQueryable<LessonQuestion> In(IQueryable<LessonQuestion> questions, QuestionState state) => state switch
    {
        QuestionState.Unanswered => questions.Where(q => q.AnsweredUtc == null && q.HiddenUtc == null && q.HandedOverUtc == null),
        QuestionState.HandedOver => questions.Where(q => q.AnsweredUtc == null && q.HiddenUtc == null && q.HandedOverUtc != null),
        QuestionState.Answered => questions.Where(q => q.AnsweredUtc != null && q.HiddenUtc == null),
        QuestionState.Hidden => questions.Where(q => q.HiddenUtc != null),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private IQueryable<QuestionLine> Lines(IQueryable<LessonQuestion> questions, DateTime due) =>
        from q in questions
        join course in db.Courses() on q.CourseId equals course.Id
        join lesson in db.Lessons() on q.LessonId equals lesson.Id
        join trainer in db.Trainers() on course.TrainerId equals trainer.Id
        select new QuestionLine(
            q.Key, course.Title, lesson.Title, trainer.Name, q.RegionCode, q.Text, q.AskedUtc, q.AnsweredUtc, q.HandedOverUtc, q.HiddenUtc,
            q.AnsweredUtc == null && q.HiddenUtc == null && q.AskedUtc < due);

    private async Task<ILookup<long, AnswerLine>> AnswersAsync(List<long> questions, CancellationToken ct)
    {
        var rows = await (
            from answer in db.LessonAnswers().AsNoTracking()
            where questions.Contains(answer.QuestionId)
            join account in db.Accounts() on answer.AnsweredBy equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            orderby answer.Id
            select new { answer.QuestionId, answer.Text, answer.AnsweredUtc, answer.FromCounty, Name = account == null ? null : account.DisplayName }).ToListAsync(ct);
        return rows.ToLookup(a => a.QuestionId, a => new AnswerLine(a.Text, a.AnsweredUtc, a.FromCounty ? "县区民政局" : $"{a.Name ?? "讲课的"}老师"));
    }
}
