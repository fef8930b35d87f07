using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Topics;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>
/// Takes a recording as it arrives, part after part, without keeping the whole form first: a lesson may be larger than the memory and
/// than what is left on the temporary disk. The form's token stands before the file and is checked before the file is read.
/// </summary>
[Authorize(Policy = Policies.Teaching)]
public sealed class UploadController(AddLesson add, TrainerCourses courses, TrainingDbContext db, IAntiforgery antiforgery) : Controller
{
    private const string Token = "__RequestVerificationToken";
    private const int MostFieldLetters = 4096;

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

        string? title = null;
        if (Boundary() is { } boundary)
        {
            var reader = new MultipartReader(boundary, Request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                var field = section.GetContentDispositionHeader();
                if (field is null)
                {
                    continue;
                }

                var name = HeaderUtilities.RemoveQuotes(field.Name).Value;
                if (!field.IsFileDisposition())
                {
                    var text = await TextAsync(section, ct);
                    if (name == Token)
                    {
                        Request.Headers["X-CSRF-Token"] = text;
                    }
                    else if (name == "Title")
                    {
                        title = text;
                    }

                    continue;
                }

                if (!await antiforgery.IsRequestValidAsync(HttpContext))
                {
                    return BadRequest();
                }

                var sourceName = HeaderUtilities.RemoveQuotes(field.FileNameStar.HasValue ? field.FileNameStar : field.FileName).Value ?? "";
                if (sourceName.Length == 0)
                {
                    break;
                }

                var added = await add.RunAsync(
                    new()
                    {
                        Actor = AccountClaims.ActorOf(User),
                        CourseKey = course,
                        TrainerId = trainer,
                        Title = title,
                        SourceName = sourceName,
                        Content = section.Body,
                    },
                    ct);
                return added.Ok ? Taken(course, added.Value) : added.Refusal is NotFound ? NotFound() : await RefusedAsync(course, trainer, title, added.Refusal.Message, ct);
            }
        }

        return await antiforgery.IsRequestValidAsync(HttpContext)
            ? await RefusedAsync(course, trainer, title, "还没有选文件。先点“选文件”，再点“上传”。", ct)
            : BadRequest();
    }

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken ct)
    {
        using var reader = new StreamReader(section.Body);
        var letters = new char[MostFieldLetters];
        return new string(letters, 0, await reader.ReadBlockAsync(letters, ct));
    }

    private string? Boundary() =>
        MediaTypeHeaderValue.TryParse(Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;

    private IActionResult Taken(Guid course, AddedLesson lesson)
    {
        TempData["Done"] = "收好了，正在转码。这一页可以关掉，转好了就能看。";
        return FromScript ? Json(new { next = $"/lessons/{course}", lesson.Sha256 }) : Redirect($"/lessons/{course}");
    }

    private async Task<IActionResult> RefusedAsync(Guid course, long trainer, string? title, string message, CancellationToken ct)
    {
        // The rest of the body is not wanted; the answer goes out at once and the connection is given up.
        if (FromScript)
        {
            return UnprocessableEntity(new { message });
        }

        var own = (await courses.OfAsync(trainer, ct)).SingleOrDefault(mine => mine.Key == course);
        if (own is null)
        {
            return NotFound();
        }

        ModelState.AddModelError("File", message);
        var topic = await db.Topics().Where(row => row.Code == own.TopicCode).Select(row => row.Name).SingleAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Course", new CoursePage(own, topic, title, message));
    }
}
