using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Uploads;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>The same lesson in other words: takes a recording of it, and takes one off.</summary>
[Authorize(Policy = Policies.Teaching)]
[Route("lessons/{course:guid}/{lesson:guid}/sounds")]
public sealed class SoundTracksController(LessonPages pages, StreamedForm form) : Controller
{
    private const long MostBytes = 8_100_000_000;

    [HttpPost("")]
    [IgnoreAntiforgeryToken]
    [StreamedForm]
    [RequestSizeLimit(MostBytes)]
    public async Task<IActionResult> Add([FromServices] TakeSoundTrack take, Guid course, Guid lesson, CancellationToken ct)
    {
        var which = Of(course, lesson);
        Refusal? refusal = null;
        var taken = false;
        var label = "";
        var read = await form.ReadAsync(
            HttpContext,
            async file =>
            {
                label = file.Fields.GetValueOrDefault("Label") ?? "";
                var added = await take.RunAsync(
                    new() { Lesson = which, Label = label, Recording = new() { FileName = file.Name, AnnouncedBytes = Request.ContentLength, Content = file.Content } }, ct);
                (taken, refusal) = (added.Ok, added.Refusal);
                return false;
            },
            ct);
        if (!read.IsOurs)
        {
            return BadRequest();
        }

        if (taken)
        {
            TempData["Done"] = "声音收好了，正在转。转好了就能送审。";
            return Redirect($"/lessons/{course}/{lesson}");
        }

        return await RefusedAsync(which, label.Length > 0 ? label : read.Fields.GetValueOrDefault("Label") ?? "", refusal, ct);
    }

    [HttpPost("{track:guid}/remove")]
    public async Task<IActionResult> Remove([FromServices] RemoveSoundTrack remove, Guid course, Guid lesson, Guid track, CancellationToken ct)
    {
        var done = await remove.RunAsync(Of(course, lesson), track, ct);
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? "这段声音拿掉了。送审过的版本里还有。";
        return Redirect($"/lessons/{course}/{lesson}");
    }

    private async Task<IActionResult> RefusedAsync(OwnLesson which, string label, Refusal? refusal, CancellationToken ct)
    {
        if (refusal is NotFound || await pages.FindAsync(which, null, null, ct) is not { } page)
        {
            return NotFound();
        }

        ModelState.SetModelValue("Label", label, label);
        ModelState.AddModelError(refusal?.Field ?? "File", refusal?.Message ?? "还没有选文件。先点“选文件”，再点“传声音”。");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Lesson", page);
    }

    private OwnLesson Of(Guid course, Guid lesson) => new(AccountClaims.ActorOf(User), course, lesson, AccountClaims.TrainerOf(User) ?? 0);
}
