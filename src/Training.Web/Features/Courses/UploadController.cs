using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Uploads;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>Takes a recording as it arrives: one file a form.</summary>
[Authorize(Policy = Policies.Teaching)]
public sealed class UploadController(TakeWhole take, CoursePages pages, StreamedForm form) : Controller
{
    /// <summary>A little over what a lesson may weigh, so that the sentence about it comes from the use case.</summary>
    private const long MostBytes = 8_100_000_000;

    private bool FromScript => Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);

    [HttpPost("lessons/{course:guid}/upload")]
    [IgnoreAntiforgeryToken]
    [StreamedForm]
    [RequestSizeLimit(MostBytes)]
    public async Task<IActionResult> Upload(Guid course, CancellationToken ct)
    {
        if (AccountClaims.TrainerOf(User) is not { } trainer)
        {
            return Forbid();
        }

        IActionResult? answer = null;
        var read = await form.ReadAsync(
            HttpContext,
            async file =>
            {
                var title = file.Fields.GetValueOrDefault("Title");
                var taken = await take.RunAsync(
                    new()
                    {
                        Actor = AccountClaims.ActorOf(User),
                        Course = course,
                        TrainerId = trainer,
                        Title = title,
                        Recording = new() { FileName = file.Name, AnnouncedBytes = Request.ContentLength, Content = file.Content },
                    },
                    ct);
                answer = taken.Ok ? Taken(course, taken.Value) : taken.Refusal is NotFound ? NotFound() : await RefusedAsync(course, trainer, title, taken.Refusal.Message, ct);
                return false;
            },
            ct);
        return !read.IsOurs ? BadRequest()
            : answer ?? await RefusedAsync(course, trainer, read.Fields.GetValueOrDefault("Title"), "还没有选文件。先点“选文件”，再点“上传”。", ct);
    }

    private IActionResult Taken(Guid course, FinishedUpload upload)
    {
        TempData["Done"] = "收好了，正在转码。这一页可以关掉，转好了就能看。";
        return FromScript ? Json(new { next = $"/lessons/{course}", upload.Sha256 }) : Redirect($"/lessons/{course}");
    }

    private async Task<IActionResult> RefusedAsync(Guid course, long trainer, string? title, string message, CancellationToken ct)
    {
        // The rest of the body is not wanted; the answer goes out at once and the connection is given up.
        if (FromScript)
        {
            return UnprocessableEntity(new { message });
        }

        if (await pages.FindAsync(course, trainer, title, ct) is not { } page)
        {
            return NotFound();
        }

        ModelState.AddModelError("File", message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Course", page);
    }
}
