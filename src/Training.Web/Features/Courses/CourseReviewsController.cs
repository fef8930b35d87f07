using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>One version as it was sent, to play and read beside the decision on it.</summary>
[Authorize(Policy = Policies.Courses)]
[Route("course-reviews/{version:guid}")]
public sealed class CourseReviewsController(ReadCourseVersions versions, CoursePages pages, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Review(Guid version, CancellationToken ct) =>
        await PageAsync(version, new ReviewForm(), ct) is { } page ? View(page) : NotFound();

    [HttpPost("")]
    [Authorize(Policy = Policies.ReviewCourses)]
    public async Task<IActionResult> Decide([FromServices] ReviewCourse review, Guid version, ReviewForm form, CancellationToken ct)
    {
        if (await PageAsync(version, form, ct) is not { } page)
        {
            return NotFound();
        }

        if (form.Decision is not ("yes" or "no"))
        {
            ModelState.AddModelError("", "点“通过”或者“退回”。");
            return View("Review", page);
        }

        var done = await review.RunAsync(
            new() { Actor = AccountClaims.ActorOf(User), VersionKey = version, Approve = form.Decision == "yes", Reason = form.Reason, Place = form.Place }, ct);
        if (done.Ok)
        {
            TempData["Done"] = form.Decision == "yes" ? $"通过了，家里人现在看到的就是这一版。" : "退回去了，原因已经告诉老师。";
            return Redirect($"/county-courses/{page.View.Page.CourseKey}");
        }

        ModelState.Add(done.Refusal);
        return View("Review", page);
    }

    private async Task<ReviewPage?> PageAsync(Guid version, ReviewForm form, CancellationToken ct) => await versions.FindAsync(version, null, ct) is { } page
        ? new ReviewPage(new VersionView(page, await pages.TopicAsync(page.Version.TopicCode, ct), "county-courses", $"/county-courses/{page.CourseKey}"), form, clock.GetUtcNow().UtcDateTime)
        : null;
}
