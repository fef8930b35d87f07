using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Notices;
using Training.Domain.Papers;
using Training.Domain.Shared;

namespace Training.Web.Features.Notices;

/// <summary>公示 as anybody reads it, without an account: what runs, what is over, one notice for ever, the same on paper.</summary>
[AllowAnonymous]
public sealed class PublicNoticesController(NoticeLists lists, ReadNotice read, TimeProvider clock) : Controller
{
    private const int PageSize = 15;

    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    [HttpGet("notices")]
    public async Task<IActionResult> List(NoticeStage? stage, string? subject, string? words, int page = 1, CancellationToken ct = default)
    {
        var asked = NoticeListPageOf.Ask(stage, subject, words, page, PageSize);
        return View(new NoticeListPageOf("/notices", clock.Today(), asked, await lists.PublicAsync(asked, ct)));
    }

    [HttpGet("notices/{notice:guid}")]
    public async Task<IActionResult> Notice(Guid notice, CancellationToken ct) =>
        await read.ForPublicAsync(notice, ct) is { } found ? View(new NoticePage(found, clock.Today())) : NotFound();

    [HttpGet("notices/{notice:guid}/print")]
    public async Task<IActionResult> Print(Guid notice, CancellationToken ct) =>
        await read.ForPublicAsync(notice, ct) is { } found ? View(new NoticePage(found, clock.Today())) : NotFound();

    [HttpGet("notices/{notice:guid}/word")]
    public async Task<IActionResult> Word(Guid notice, CancellationToken ct) =>
        await read.ForPublicAsync(notice, ct) is { } found
            ? File(WordPaper.Write(NoticePaper.Of(found)), WordType, NoticePaper.FileName(found))
            : NotFound();
}
