using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Notices;

/// <summary>What an officer does to a notice of the own divisions. A refused step shows the page again with what was typed.</summary>
[Authorize(Policy = Policies.RunNotices)]
public sealed class NoticeStepsController(ReadNotice read, ReadObjections objections, TimeProvider clock) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpPost("notice-board/{notice:guid}/objections/{objection:guid}/answer")]
    public async Task<IActionResult> Answer([FromServices] AnswerObjection answer, Guid notice, Guid objection, NoticeStepForm form, CancellationToken ct) =>
        await EndAsync(
            notice, $"{objection}", form, "答复已经记下。",
            (await answer.RunAsync(new() { Actor = Actor, NoticeKey = notice, ObjectionKey = objection, Upheld = form.Upheld, Answer = form.Answer ?? "" }, ct)).Refusal, ct);

    [HttpPost("notice-board/{notice:guid}/objections/{objection:guid}/contact")]
    public async Task<IActionResult> Contact(Guid notice, Guid objection, NoticeStepForm form, CancellationToken ct)
    {
        var opened = await objections.OpenContactAsync(notice, objection, Actor, form.Purpose, ct);
        if (!opened.Ok)
        {
            return await EndAsync(notice, $"{objection}", form, "", opened.Refusal, ct);
        }

        Response.Headers.CacheControl = "no-store";
        return await PageAsync(notice, page => page with { Opened = (objection, opened.Value) }, ct);
    }

    [HttpPost("notice-board/{notice:guid}/conclude")]
    public async Task<IActionResult> Conclude([FromServices] ConcludeNotice conclude, Guid notice, NoticeStepForm form, CancellationToken ct) =>
        await EndAsync(notice, "conclude", form, "已经办结，结果公开在公示页上。", (await conclude.RunAsync(notice, Actor, form.Reason, ct)).Refusal, ct);

    [HttpPost("notice-board/{notice:guid}/withdraw")]
    public async Task<IActionResult> Withdraw([FromServices] WithdrawNotice withdraw, Guid notice, NoticeStepForm form, CancellationToken ct) =>
        await EndAsync(
            notice, "withdraw", form, "已经撤回，原因公开在公示页上。",
            (await withdraw.RunAsync(new() { Actor = Actor, NoticeKey = notice, Reason = form.Reason ?? "" }, ct)).Refusal, ct);

    [HttpPost("notice-board/{notice:guid}/extend")]
    public async Task<IActionResult> Extend([FromServices] ExtendNotice extend, Guid notice, NoticeStepForm form, CancellationToken ct)
    {
        var extended = await extend.RunAsync(new() { Actor = Actor, NoticeKey = notice, Reason = form.Reason ?? "", Days = form.Days ?? 0 }, ct);
        return await EndAsync(notice, "extend", form, extended.Ok ? $"延长到{ChineseDates.Short(extended.Value.LastDay)}。" : "", extended.Refusal, ct);
    }

    private async Task<IActionResult> EndAsync(Guid notice, string step, NoticeStepForm form, string done, Refusal? refusal, CancellationToken ct)
    {
        if (refusal is null)
        {
            TempData["Done"] = done;
            return Redirect($"/notice-board/{notice}");
        }

        return refusal is NotFound ? NotFound() : await PageAsync(notice, page => page with { Refused = (step, refusal.Message, form) }, ct);
    }

    private async Task<IActionResult> PageAsync(Guid notice, Func<BoardPage, BoardPage> with, CancellationToken ct) =>
        await read.ForStaffAsync(notice, ct) is { Audience: NoticeAudience.Public } found
            ? View("BoardNotice", with(new BoardPage(found, await objections.OfAsync(notice, ct), clock.Today())))
            : NotFound();
}
