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

/// <summary>A trainer's own courses: what is there, how far each lesson is, a new course, showing it to families.</summary>
[Authorize(Policy = Policies.Teaching)]
public sealed class CoursesController(TrainerCourses courses, TrainingDbContext db) : Controller
{
    [HttpGet("lessons")]
    public async Task<IActionResult> List(CancellationToken ct) =>
        View(AccountClaims.TrainerOf(User) is { } trainer ? await courses.OfAsync(trainer, ct) : []);

    [HttpGet("lessons/new")]
    public async Task<IActionResult> New(CancellationToken ct) => await NewPageAsync(new NewCourseForm(), ct);

    [HttpPost("lessons/new")]
    public async Task<IActionResult> Create([FromServices] CreateCourse create, NewCourseForm form, CancellationToken ct)
    {
        if (AccountClaims.TrainerOf(User) is not { } trainer)
        {
            return Forbid();
        }

        var made = await create.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User),
                TrainerId = trainer,
                CountyCode = form.CountyCode,
                Title = form.Title ?? "",
                TopicCode = form.TopicCode ?? "",
                Summary = form.Summary,
            },
            ct);
        if (made.Ok)
        {
            return Redirect($"/lessons/{made.Value}");
        }

        ModelState.AddModelError(made.Refusal.Field ?? "", made.Refusal.Message);
        return await NewPageAsync(form, ct);
    }

    [HttpGet("lessons/{course:guid}")]
    public async Task<IActionResult> Course(Guid course, string? title, CancellationToken ct)
    {
        var own = await FindAsync(course, ct);
        return own is null ? NotFound() : View(new CoursePage(own, await TopicAsync(own, ct), title));
    }

    /// <summary>How far each lesson is, for the page that waits; the list itself comes again only when something settles.</summary>
    [HttpGet("lessons/{course:guid}/progress")]
    public async Task<IActionResult> Progress(Guid course, bool list, CancellationToken ct)
    {
        var own = await FindAsync(course, ct);
        if (own is null)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = "no-store";
        return list
            ? PartialView("_Lessons", own)
            : Json(own.Lessons.Select(lesson => new { lesson.Key, lesson.Percent, Words = LessonWords.Of(lesson), Settled = lesson.IsSettled }));
    }

    [HttpPost("lessons/{course:guid}/publish")]
    public async Task<IActionResult> Publish([FromServices] PublishCourse publish, Guid course, bool show, CancellationToken ct)
    {
        if (AccountClaims.TrainerOf(User) is not { } trainer)
        {
            return Forbid();
        }

        var done = await publish.RunAsync(new() { Actor = AccountClaims.ActorOf(User), CourseKey = course, TrainerId = trainer, Publish = show }, ct);
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? (show ? "公开了，家里人现在就能看。" : "收回了，家里人看不到了。想再公开，随时都行。");
        return Redirect($"/lessons/{course}");
    }

    private async Task<OwnCourse?> FindAsync(Guid course, CancellationToken ct) =>
        AccountClaims.TrainerOf(User) is { } trainer ? (await courses.OfAsync(trainer, ct)).SingleOrDefault(own => own.Key == course) : null;

    private Task<string> TopicAsync(OwnCourse course, CancellationToken ct) =>
        db.Topics().Where(topic => topic.Code == course.TopicCode).Select(topic => topic.Name).SingleAsync(ct);

    private async Task<IActionResult> NewPageAsync(NewCourseForm form, CancellationToken ct)
    {
        form.Topics = await db.Topics().AsNoTracking().Where(topic => topic.Vocabulary == TopicVocabulary.Course).OrderBy(topic => topic.Ordinal).ToListAsync(ct);
        return View("New", form);
    }
}
