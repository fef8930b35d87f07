using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

public sealed record CountyCoursesPage(
    CountyCoursePage Found, IReadOnlyList<WaitingVersion> Waiting, CourseStatus? Status, string? Words, PageOf Pages, DateTime NowUtc);

public sealed record CountyCourseView(CountyCourse Course, IReadOnlyList<VersionLine> Versions, DateTime NowUtc);

/// <summary>The courses of a county for its staff: what there is, what waits, which topics are missing; the county may withdraw one.</summary>
[Authorize(Policy = Policies.Courses)]
[Route("county-courses")]
public sealed class CountyCoursesController(CountyCourses courses, ReadCourseVersions versions, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> List(CourseStatus? status, string? words, int page, CancellationToken ct)
    {
        page = Math.Max(1, page);
        var asked = string.IsNullOrWhiteSpace(words) ? null : words[..Math.Min(words.Length, 40)];
        var found = await courses.ListAsync(status, asked, page, ct);
        var pages = new PageOf(page, CountyCourses.PageSize, found.Total, n => $"/county-courses?status={status}&words={Uri.EscapeDataString(asked ?? "")}&page={n}");
        return View("CountyList", new CountyCoursesPage(found, await versions.WaitingAsync(ct), status, asked, pages, clock.GetUtcNow().UtcDateTime));
    }

    [HttpGet("topics")]
    public async Task<IActionResult> Topics([FromServices] TopicCoverage coverage, CancellationToken ct) => View("Coverage", await coverage.RunAsync(ct));

    [HttpGet("{course:guid}")]
    public async Task<IActionResult> Course(Guid course, CancellationToken ct) => await courses.FindAsync(course, ct) is { } found
        ? View("CountyCourse", new CountyCourseView(found, await versions.OfCourseAsync(course, ct), clock.GetUtcNow().UtcDateTime)) : NotFound();

    [HttpGet("{course:guid}/withdraw")]
    [Authorize(Policy = Policies.ReviewCourses)]
    public async Task<IActionResult> Withdraw(Guid course, CancellationToken ct) =>
        await courses.FindAsync(course, ct) is not { } found ? NotFound()
        : found.Status != CourseStatus.Published ? Redirect($"/county-courses/{course}")
        : View(WithdrawalOf(found, null));

    [HttpPost("{course:guid}/withdraw")]
    [Authorize(Policy = Policies.ReviewCourses)]
    public async Task<IActionResult> Withdraw([FromServices] WithdrawCourse withdraw, Guid course, string? reason, CancellationToken ct)
    {
        var done = await withdraw.RunAsync(new() { Actor = AccountClaims.ActorOf(User), CourseKey = course, Reason = reason }, ct);
        if (done.Refusal is NotFound || await courses.FindAsync(course, ct) is not { } found)
        {
            return NotFound();
        }

        if (done.Refusal is { Field: not null } refusal)
        {
            ModelState.Add(refusal);
            return View(WithdrawalOf(found, reason));
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? "收回了，家里人看不到了。原因已经告诉老师。";
        return Redirect($"/county-courses/{course}");
    }

    private static WithdrawPage WithdrawalOf(CountyCourse course, string? reason) =>
        new(course.Title, $"/county-courses/{course.Key}/withdraw", $"/county-courses/{course.Key}", "county-courses", reason);
}
