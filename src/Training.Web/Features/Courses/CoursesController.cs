using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Topics;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <summary>A trainer's own courses: what is there, how far each lesson is, a new course.</summary>
[Authorize(Policy = Policies.Teaching)]
public sealed class CoursesController(TrainerCourses courses, CoursePages pages, TrainingDbContext db) : Controller
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
        return AccountClaims.TrainerOf(User) is { } trainer && await pages.FindAsync(course, trainer, title, ct) is { } page ? View(page) : NotFound();
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

    private async Task<OwnCourse?> FindAsync(Guid course, CancellationToken ct) =>
        AccountClaims.TrainerOf(User) is { } trainer ? (await courses.OfAsync(trainer, ct)).SingleOrDefault(own => own.Key == course) : null;

    private async Task<IActionResult> NewPageAsync(NewCourseForm form, CancellationToken ct)
    {
        form.Topics = await db.Topics().AsNoTracking().Where(topic => topic.Vocabulary == TopicVocabulary.Course).OrderBy(topic => topic.Ordinal).ToListAsync(ct);
        return View("New", form);
    }
}
