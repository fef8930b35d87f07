using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses.Questions;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Questions;

/// <param name="Key">Of the question that would be asked now: the form sent twice asks once.</param>
/// <param name="Typed">What was refused, to be mended.</param>
/// <param name="MayAsk">A resident is signed in.</param>
public sealed record QuestionsUnderLesson(Guid Course, Guid Lesson, LessonQuestions Shown, Guid Key, string? Typed, bool MayAsk, DateTime NowUtc);

/// <summary><c>&lt;vc:lesson-questions course="@key" lesson="@key" /&gt;</c>: what was asked under a lesson and answered, and the form to ask.</summary>
public sealed class LessonQuestionsViewComponent(ReadQuestions questions, TimeProvider clock) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid course, Guid lesson) => View(
        "/Features/Questions/_UnderLesson.cshtml",
        new QuestionsUnderLesson(
            course, lesson, await questions.UnderAsync(lesson, ct: HttpContext.RequestAborted), Guid.CreateVersion7(), null,
            UserClaimsPrincipal.May(Policies.OwnHousehold) && AccountClaims.PersonOf(UserClaimsPrincipal) is not null, clock.GetUtcNow().UtcDateTime));
}

/// <summary>How long an answer took, as people say it.</summary>
public static class AnswerWords
{
    public static string Within(TimeSpan time) =>
        time.TotalHours < 1 ? $"{Math.Max(1, (int)Math.Ceiling(time.TotalMinutes))} 分钟" : time.TotalHours < 48 ? $"{(int)Math.Round(time.TotalHours)} 小时" : $"{(int)Math.Round(time.TotalDays)} 天";
}
