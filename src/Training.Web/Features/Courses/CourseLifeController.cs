using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Topics;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>What a trainer does with a course as a whole: says what it is, sends it to the county, takes it back.</summary>
[Authorize(Policy = Policies.Teaching)]
[Route("lessons/{course:guid}")]
public sealed class CourseLifeController(CoursePages pages, TrainingDbContext db) : Controller
{
    private long Trainer => AccountClaims.TrainerOf(User) ?? 0;

    [HttpGet("about")]
    public async Task<IActionResult> About(Guid course, CancellationToken ct) =>
        await db.Courses().AsNoTracking().SingleOrDefaultAsync(c => c.Key == course && c.TrainerId == Trainer, ct) is { } found
            ? View(await AboutPageAsync(course, CourseForm.Of(found), ct)) : NotFound();

    [HttpPost("about")]
    public async Task<IActionResult> About([FromServices] DescribeCourse describe, Guid course, CourseForm form, CancellationToken ct)
    {
        var done = await describe.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User),
                CourseKey = course,
                TrainerId = Trainer,
                Title = form.Title ?? "",
                TopicCode = form.TopicCode ?? "",
                Summary = form.Summary,
                Difficulty = form.Difficulty,
                Tags = form.Tags,
            },
            ct);
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        if (!done.Ok)
        {
            ModelState.Add(done.Refusal);
            return View(await AboutPageAsync(course, form, ct));
        }

        TempData["Done"] = "改好了。家里人要等县区审过下一版才看到。";
        return Redirect($"/lessons/{course}");
    }

    [HttpPost("submit")]
    public async Task<IActionResult> Submit([FromServices] SubmitCourse submit, Guid course, string? note, CancellationToken ct)
    {
        var sent = await submit.RunAsync(new() { Actor = AccountClaims.ActorOf(User), CourseKey = course, TrainerId = Trainer, Note = note }, ct);
        return await AnswerAsync(course, sent.Refusal, "送审了。县区民政局审过，家里人就能看；结果在收件箱里告诉您。", ("Note", note), ct);
    }

    [HttpPost("take-back")]
    public async Task<IActionResult> TakeBack([FromServices] TakeBackCourse takeBack, Guid course, CancellationToken ct)
    {
        var done = await takeBack.RunAsync(AccountClaims.ActorOf(User), course, Trainer, ct);
        return await AnswerAsync(course, done.Refusal, "拿回来了，改好再送。", null, ct);
    }

    [HttpGet("withdraw")]
    public async Task<IActionResult> Withdraw(Guid course, CancellationToken ct) =>
        await pages.FindAsync(course, Trainer, null, ct) is not { } page ? NotFound()
        : page.Course.Status != CourseStatus.Published ? Redirect($"/lessons/{course}")
        : View(new WithdrawPage(page.Course.Title, $"/lessons/{course}/withdraw", $"/lessons/{course}", "lessons", null));

    [HttpPost("withdraw")]
    public async Task<IActionResult> Withdraw([FromServices] WithdrawCourse withdraw, Guid course, string? reason, CancellationToken ct)
    {
        var done = await withdraw.RunAsync(new() { Actor = AccountClaims.ActorOf(User), CourseKey = course, TrainerId = Trainer, Reason = reason }, ct);
        if (done.Refusal is NotFound || await pages.FindAsync(course, Trainer, null, ct) is not { } page)
        {
            return NotFound();
        }

        if (done.Refusal is { Field: not null } refusal)
        {
            ModelState.Add(refusal);
            return View(new WithdrawPage(page.Course.Title, $"/lessons/{course}/withdraw", $"/lessons/{course}", "lessons", reason));
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? "收回了，家里人看不到了。想再给他们看，改好再送审。";
        return Redirect($"/lessons/{course}");
    }

    [HttpGet("versions/{version:guid}")]
    public async Task<IActionResult> Version([FromServices] ReadCourseVersions versions, Guid course, Guid version, CancellationToken ct) =>
        await versions.FindAsync(version, Trainer, ct) is { } page && page.CourseKey == course
            ? View(new VersionView(page, await pages.TopicAsync(page.Version.TopicCode, ct), "lessons", $"/lessons/{course}")) : NotFound();

    private async Task<IActionResult> AnswerAsync(Guid course, Refusal? refusal, string done, (string Field, string? Typed)? typed, CancellationToken ct)
    {
        if (refusal is NotFound)
        {
            return NotFound();
        }

        if (refusal is { Field: not null } && typed is not null && await pages.FindAsync(course, Trainer, null, ct) is { } page)
        {
            ModelState.SetModelValue(typed.Value.Field, typed.Value.Typed, typed.Value.Typed);
            ModelState.Add(refusal);
            return View("Course", page);
        }

        TempData[refusal is null ? "Done" : "Refused"] = refusal?.Message ?? done;
        return Redirect($"/lessons/{course}");
    }

    private async Task<AboutPage> AboutPageAsync(Guid course, CourseForm form, CancellationToken ct) => new(
        course, form, (await pages.FindAsync(course, Trainer, null, ct))!,
        await db.Topics().AsNoTracking().Where(topic => topic.Vocabulary == TopicVocabulary.Course).OrderBy(topic => topic.Ordinal).ToListAsync(ct));
}
