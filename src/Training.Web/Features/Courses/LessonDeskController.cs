using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>One lesson on the trainer's desk: its name, place, steps, handouts.</summary>
[Authorize(Policy = Policies.Teaching)]
[Route("lessons/{course:guid}/{lesson:guid}")]
public sealed class LessonDeskController(ArrangeLessons arrange, LessonPages pages) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Lesson(Guid course, Guid lesson, CancellationToken ct) =>
        await pages.FindAsync(Of(course, lesson), null, null, ct) is { } page ? View(page) : NotFound();

    [HttpPost("move")]
    public async Task<IActionResult> Move(Guid course, Guid lesson, bool up, CancellationToken ct) =>
        Answer(await arrange.MoveAsync(Of(course, lesson), up, ct), up ? "往前挪了一位。" : "往后挪了一位。", $"/lessons/{course}#lessons");

    [HttpPost("leave-out")]
    public async Task<IActionResult> LeaveOut(Guid course, Guid lesson, bool leave, CancellationToken ct) =>
        Answer(await arrange.LeaveOutAsync(Of(course, lesson), leave, ct), leave ? "下次送审不放这一课。家里人现在看的不变。" : "下次送审放这一课。", $"/lessons/{course}/{lesson}");

    [HttpPost("delete")]
    public async Task<IActionResult> Delete(Guid course, Guid lesson, CancellationToken ct)
    {
        var done = await arrange.DeleteAsync(Of(course, lesson), ct);
        return Answer(done, "删掉了。", done.Ok ? $"/lessons/{course}" : $"/lessons/{course}/{lesson}");
    }

    [HttpPost("rename")]
    public async Task<IActionResult> Rename(Guid course, Guid lesson, string? title, CancellationToken ct) =>
        await AnswerAsync(course, lesson, await arrange.RenameAsync(Of(course, lesson), title, ct), "改好了。家里人要等县区审过下一版才看到。", title ?? "", null, ct);

    [HttpPost("chapters")]
    public async Task<IActionResult> Chapters([FromServices] WriteChapters write, Guid course, Guid lesson, string? chapters, CancellationToken ct) =>
        await AnswerAsync(course, lesson, await write.RunAsync(Of(course, lesson), chapters, ct), "分步记下了。", null, chapters ?? "", ct);

    private OwnLesson Of(Guid course, Guid lesson) => new(AccountClaims.ActorOf(User), course, lesson, AccountClaims.TrainerOf(User) ?? 0);

    private IActionResult Answer(Result<Done> done, string words, string next)
    {
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? words;
        return Redirect(next);
    }

    private async Task<IActionResult> AnswerAsync(Guid course, Guid lesson, Result<Done> done, string words, string? title, string? chapters, CancellationToken ct)
    {
        if (done.Ok || done.Refusal.Field is null || await pages.FindAsync(Of(course, lesson), title, chapters, ct) is not { } page)
        {
            return Answer(done, words, $"/lessons/{course}/{lesson}");
        }

        ModelState.Clear();
        foreach (var line in done.Refusal.Message.Split('\n'))
        {
            ModelState.AddModelError(done.Refusal.Field, line);
        }

        return View("Lesson", page);
    }
}
