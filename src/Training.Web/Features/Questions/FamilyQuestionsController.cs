using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Courses;
using Training.Domain.Courses.Questions;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Questions;

/// <param name="Key">Made with the page: what is sent twice is asked once.</param>
public sealed record AskPage(Guid Course, Guid Lesson, string Title, Guid Key, string? Text);

public sealed record OwnQuestionsPage(IReadOnlyList<OwnQuestion> Questions, DateTime NowUtc);

/// <summary>A resident asks under a lesson, and reads what was answered. 培训咨询通道.</summary>
[Authorize(Policy = Policies.OwnHousehold)]
public sealed class FamilyQuestionsController(AskQuestion ask, ReadQuestions questions, PublicCourses courses, TimeProvider clock) : Controller
{
    [HttpGet("courses/{course:guid}/{lesson:guid}/ask")]
    public async Task<IActionResult> Ask(Guid course, Guid lesson, CancellationToken ct) =>
        await PageAsync(course, lesson, Guid.CreateVersion7(), null, ct) is { } page ? View("Ask", page) : NotFound();

    [HttpPost("courses/{course:guid}/{lesson:guid}/ask")]
    [EnableRateLimiting(RateLimits.Questions)]
    public async Task<IActionResult> Send(Guid course, Guid lesson, Guid key, string? text, CancellationToken ct)
    {
        if (AccountClaims.PersonOf(User) is not { } person || await PageAsync(course, lesson, key, text, ct) is not { } page)
        {
            return NotFound();
        }

        var asked = await ask.RunAsync(
            new() { Actor = AccountClaims.ActorOf(User), PersonId = person, Key = key == default ? Guid.CreateVersion7() : key, LessonKey = lesson, Text = text }, ct);
        if (asked.Ok)
        {
            TempData["Done"] = "您的问题收到了。老师回了话，就在这里看到。";
            return Redirect("/family/questions");
        }

        ModelState.Clear();
        ModelState.Add(asked.Refusal);
        return View("Ask", page);
    }

    [HttpGet("family/questions")]
    public async Task<IActionResult> Own(CancellationToken ct)
    {
        if (AccountClaims.PersonOf(User) is not { } person)
        {
            return Redirect("/family");
        }

        var own = await questions.OfPersonAsync(person, ct);
        if (own.Any(q => q.IsNew))
        {
            await questions.SeenAsync(person, ct);
        }

        return View("Own", new OwnQuestionsPage(own, clock.GetUtcNow().UtcDateTime));
    }

    private async Task<AskPage?> PageAsync(Guid course, Guid lesson, Guid key, string? text, CancellationToken ct) =>
        (await courses.FindAsync(course, ct))?.Lessons.FirstOrDefault(l => l.Key == lesson) is { } line ? new AskPage(course, lesson, line.Title, key, text) : null;
}
