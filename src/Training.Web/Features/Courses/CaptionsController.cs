using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Courses;

/// <param name="Text">What stands in the editor: the draft where there is one, else the latest saved text.</param>
/// <param name="DraftUtc">When the draft was kept; null: there is none.</param>
public sealed record CaptionsPage(LessonPage Lesson, string Language, string Label, string Text, int Number, DateTime? DraftUtc, DateTime NowUtc)
{
    public string Address => $"{Lesson.Address}/captions";
}

/// <summary>Captions of one lesson: the editor, what it keeps in between, files.</summary>
[Authorize(Policy = Policies.Teaching)]
[Route("lessons/{course:guid}/{lesson:guid}/captions")]
public sealed class CaptionsController(WriteCaptions write, LessonPages pages, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const string Blank = "WEBVTT\n";

    [HttpGet("")]
    public async Task<IActionResult> Edit(Guid course, Guid lesson, string? language, CancellationToken ct) =>
        await PageAsync(course, lesson, language, null, null, ct) is { } page ? View("Captions", page) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Save(Guid course, Guid lesson, string? language, string? label, string? text, CancellationToken ct)
    {
        // A browser sends the line ends of a text box as two letters.
        var done = await write.SaveAsync(Of(course, lesson), language, label, text, ct);
        if (done.Ok)
        {
            TempData["Done"] = "字幕保存了。送审以后，县区审过，家里人就能看到。";
            return Redirect($"/lessons/{course}/{lesson}");
        }

        if (done.Refusal is NotFound || await PageAsync(course, lesson, language, text ?? "", label, ct) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        foreach (var line in done.Refusal.Message.Split('\n'))
        {
            ModelState.AddModelError(done.Refusal.Field ?? "", line);
        }

        return View("Captions", page);
    }

    /// <summary>What the editor holds, every few seconds.</summary>
    [HttpPost("draft")]
    public async Task<IActionResult> Draft([FromServices] KeepCaptionDraft keep, Guid course, Guid lesson, string? language, string? text, CancellationToken ct)
    {
        var done = await keep.RunAsync(Of(course, lesson), language, text, ct);
        return done.Ok ? NoContent() : done.Refusal is NotFound ? NotFound() : UnprocessableEntity(new { done.Refusal.Message });
    }

    [HttpPost("upload")]
    [RequestSizeLimit(2_000_000)]
    public async Task<IActionResult> Upload(Guid course, Guid lesson, string? language, IFormFile? file, CancellationToken ct)
    {
        var read = await ReadAsync(file, ct);
        var done = read.Ok ? await write.SaveAsync(Of(course, lesson), language, null, read.Value, ct) : (Result<Done>)read.Refusal;
        if (done.Ok)
        {
            TempData["Done"] = "字幕收下了。";
            return Redirect($"/lessons/{course}/{lesson}");
        }

        if (done.Refusal is NotFound || await pages.FindAsync(Of(course, lesson), null, null, ct) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        foreach (var line in done.Refusal.Message.Split('\n'))
        {
            ModelState.AddModelError(done.Refusal.Field ?? "", line);
        }

        return View("Lesson", page);
    }

    [HttpPost("remove")]
    public async Task<IActionResult> Remove(Guid course, Guid lesson, string? language, CancellationToken ct)
    {
        var done = await write.RemoveAsync(Of(course, lesson), language ?? "", ct);
        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? "字幕拿掉了。送审过的版本里还有。";
        return Redirect($"/lessons/{course}/{lesson}");
    }

    private OwnLesson Of(Guid course, Guid lesson) => new(AccountClaims.ActorOf(User), course, lesson, AccountClaims.TrainerOf(User) ?? 0);

    private static async Task<Result<string>> ReadAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is null || file.Length is 0 or > CaptionDraft.TextMaxLength * 3)
        {
            return file is null || file.Length == 0 ? new CaptionsWrong(["还没有选文件。"]) : new CaptionsTooLong();
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return WebVtt.Decode(bytes.ToArray());
    }

    private async Task<CaptionsPage?> PageAsync(Guid course, Guid lesson, string? language, string? typed, string? label, CancellationToken ct)
    {
        language ??= CaptionLanguages.Simplified;
        if (CaptionLanguages.WordsOf(language) is not { } words || await pages.FindAsync(Of(course, lesson), null, null, ct) is not { } page)
        {
            return null;
        }

        var draft = await db.CaptionDrafts().AsNoTracking()
            .Where(d => d.Language == language && db.Lessons().Any(l => l.Id == d.LessonId && l.Key == lesson)).SingleOrDefaultAsync(ct);
        var saved = page.Captions.SingleOrDefault(c => c.Language == language);
        return new CaptionsPage(page, language, label ?? saved?.Label ?? words, typed ?? draft?.Text ?? saved?.Text ?? Blank, saved?.Number ?? 0, draft?.SavedUtc, clock.GetUtcNow().UtcDateTime);
    }
}
