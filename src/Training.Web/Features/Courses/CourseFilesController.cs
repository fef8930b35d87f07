using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>
/// What lies beside the recordings: covers, handouts, captions. Anybody gets what the published version of a course names; the trainer and the
/// staff whose scope reaches the course get the rest.
/// </summary>
[AllowAnonymous]
public sealed class CourseFilesController(PublicCourseFiles shown, ReadAttachments attachments, IFileStore files) : Controller
{
    private const string Sandbox = "default-src 'none'; sandbox; frame-ancestors 'none'";

    [HttpGet("courses/{course:guid}/cover")]
    public async Task<IActionResult> Cover(Guid course, CancellationToken ct) =>
        await shown.CoverAsync(course, ct) is { } key && await attachments.ServeAsync(key, thumbnail: false, ct) is { } served ? Hand(served) : NotFound();

    [HttpGet("courses/handouts/{key:guid}")]
    public async Task<IActionResult> Handout(Guid key, CancellationToken ct) =>
        await shown.HasHandoutAsync(key, ct) && await attachments.ServeAsync(key, thumbnail: false, ct) is { } served ? Hand(served) : NotFound();

    [HttpGet("captions/{key:guid}.vtt")]
    public async Task<IActionResult> Captions(Guid key, CancellationToken ct)
    {
        if (await shown.CaptionAsync(key, ct) is not { } found
            || !(found.IsPublic || found.TrainerId == AccountClaims.TrainerOf(User) || (User.May(Policies.Courses) && await shown.IsCaptionWithinReachAsync(key, ct))))
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = Sandbox;
        Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        Response.Headers.CacheControl = found.IsPublic ? "public, max-age=31536000, immutable" : "private, no-store";
        return Content(found.Text, "text/vtt; charset=utf-8");
    }

    private FileStreamResult Hand(ServedAttachment served)
    {
        Response.Headers.ContentSecurityPolicy = Sandbox;
        Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        Response.Headers.CacheControl = "public, max-age=300";
        var mark = new EntityTagHeaderValue($"\"{served.Sha256[..32]}\"");
        return served.IsPhoto
            ? File(files.Open(served.Sha256), "image/jpeg", lastModified: null, mark, enableRangeProcessing: true)
            : File(files.Open(served.Sha256), "application/pdf", NameOf(served.FileName), lastModified: null, mark, enableRangeProcessing: true);
    }

    /// <summary>What was sent as 讲义.docx and is a PDF is handed out as 讲义.docx.pdf.</summary>
    private static string NameOf(string fileName) => fileName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? fileName : fileName + ".pdf";
}
