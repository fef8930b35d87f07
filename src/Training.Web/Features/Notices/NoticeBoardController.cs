using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Notices;

/// <summary>The board of notices of the own divisions, one of them with its objections, and a notice opened by hand.</summary>
[Authorize(Policy = Policies.Notices)]
public sealed class NoticeBoardController(NoticeLists lists, ReadNotice read, ReadObjections objections, TimeProvider clock) : Controller
{
    private const int PageSize = 30;

    [HttpGet("notice-board")]
    public async Task<IActionResult> List(NoticeStage? stage, string? subject, string? words, int page = 1, CancellationToken ct = default)
    {
        var asked = NoticeListPageOf.Ask(stage, subject, words, page, PageSize);
        return View("Board", new NoticeListPageOf("/notice-board", clock.Today(), asked, await lists.BoardAsync(asked, ct)));
    }

    [HttpGet("notice-board/{notice:guid}")]
    public async Task<IActionResult> Notice(Guid notice, CancellationToken ct) =>
        await read.ForStaffAsync(notice, ct) is { Audience: NoticeAudience.Public } found
            ? View("BoardNotice", new BoardPage(found, await objections.OfAsync(notice, ct), clock.Today()))
            : NotFound();

    [Authorize(Policy = Policies.OpenNotices)]
    [HttpGet("notice-board/new")]
    public IActionResult New() => View(new NewNoticeForm());

    [Authorize(Policy = Policies.OpenNotices)]
    [HttpPost("notice-board/new")]
    public async Task<IActionResult> Create([FromServices] OpenNotice open, [FromServices] Who who, NewNoticeForm form, CancellationToken ct)
    {
        var (lines, wrong) = TypedLines.Read(form.Lines ?? "");
        form.Wrong = wrong;
        if (wrong.Count > 0)
        {
            ModelState.AddModelError(nameof(form.Lines), wrong.Count == 1 ? wrong[0] : $"有 {wrong.Count} 行要改。");
        }

        if (ModelState.IsValid && who.Region is { } region)
        {
            var opened = await open.RunAsync(
                new()
                {
                    Actor = AccountClaims.ActorOf(User),
                    Subject = NoticeSubjects.Commendation,
                    RegionCode = region,
                    Title = form.Title ?? "",
                    Body = form.Body ?? "",
                    SupervisionPhone = string.IsNullOrWhiteSpace(form.SupervisionPhone) ? null : form.SupervisionPhone,
                    WorkingDays = form.WorkingDays ?? 0,
                    Lines = lines,
                },
                ct);
            if (opened.Ok)
            {
                TempData["Done"] = $"已经公示，到{ChineseDates.Short(opened.Value.LastDay)}满 {opened.Value.WorkingDays} 个工作日。";
                return Redirect($"/notice-board/{opened.Value.Key}");
            }

            ModelState.AddModelError(opened.Refusal.Field ?? "", opened.Refusal.Message);
        }

        return View("New", form);
    }
}
