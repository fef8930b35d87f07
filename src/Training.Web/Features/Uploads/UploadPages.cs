using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Uploads;

namespace Training.Web.Features.Uploads;

/// <param name="Title">What stands in the form, when a lesson is sent again.</param>
public sealed record UploadPart(Guid Course, string? Title, IReadOnlyList<OpenUpload> Open, DiskNow Disk);

/// <summary>
/// <c>&lt;vc:uploads course="@course.Key" title="@Model.Title" /&gt;</c> on the page of a course: what is under way, how the disk is, and the
/// form. The form sends one file by itself; with scripts it sends many, each in pieces.
/// </summary>
public sealed class UploadsViewComponent(OwnUploads uploads, UploadRoom room) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid course, string? title = null)
    {
        var ct = HttpContext.RequestAborted;
        var open = await uploads.OfCourseAsync(course, AccountClaims.ActorOf(UserClaimsPrincipal), ct);
        return View("/Features/Uploads/_Uploads.cshtml", new UploadPart(course, title, open, await room.NowAsync(ct)));
    }
}
