using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>The steps of a county's sheet: the county signs and takes back, the city receives, sends back, approves, accepts; either urges.</summary>
[Authorize(Policy = Policies.Filings)]
public sealed class FilingStepsController(FilingPages pages, ReviewFiling review) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpPost("filings/{key:guid}/sign")]
    [Authorize(Policy = Policies.SignFilings)]
    public async Task<IActionResult> Sign([FromServices] SignFiling sign, Guid key, FilingForm form, CancellationToken ct) => await AnswerAsync(
        key, form, await sign.RunAsync(new() { Actor = Actor, FilingKey = key, Opinion = form.Opinion, Confirms = new(form.Name, form.Sha256) }, ct), "签字上报了。十分钟以内、市局收件以前可以撤回。", ct);

    [HttpPost("filings/{key:guid}/withdraw")]
    [Authorize(Policy = Policies.SignFilings)]
    public async Task<IActionResult> Withdraw([FromServices] WithdrawSignature withdraw, Guid key, CancellationToken ct) =>
        await AnswerAsync(key, new(), await withdraw.OfCountyAsync(Actor, key, ct), "签字撤回了，改好再签。", ct);

    [HttpPost("filings/{key:guid}/receive")]
    [Authorize(Policy = Policies.ReviewFilings)]
    public async Task<IActionResult> Receive(Guid key, CancellationToken ct) => await AnswerAsync(key, new(), await review.ReceiveAsync(Actor, key, ct), "收件了，下面的都不能再动。", ct);

    [HttpPost("filings/{key:guid}/return")]
    [Authorize(Policy = Policies.ReviewFilings)]
    public async Task<IActionResult> Return([FromServices] ReturnFiling back, Guid key, FilingForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, await back.ToCountyAsync(Actor, key, ReturnedLines.Of(form), ct), "逐项退回了，县区收到了消息。", ct);

    [HttpPost("filings/{key:guid}/approve")]
    [Authorize(Policy = Policies.ReviewFilings)]
    public async Task<IActionResult> Approve(Guid key, FilingForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, await review.ApproveAsync(Reviewed(key, form), ct), "审核通过了，接下来验收。", ct);

    [HttpPost("filings/{key:guid}/accept")]
    [Authorize(Policy = Policies.ReviewFilings)]
    public async Task<IActionResult> Accept(Guid key, FilingForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, await review.AcceptAsync(Reviewed(key, form), ct), "验收了，可以作为补助的依据。", ct);

    [HttpPost("filings/{key:guid}/urge")]
    [Authorize(Policy = Policies.UrgeFilings)]
    public async Task<IActionResult> Urge([FromServices] UrgeFiling urge, Guid key, CancellationToken ct) =>
        await AnswerAsync(key, new(), await urge.RunAsync(Actor, key, ct), "督办发出去了。", ct);

    private ReviewFilingInput Reviewed(Guid key, FilingForm form) => new() { Actor = Actor, FilingKey = key, Opinion = form.Opinion, Confirms = new(form.Name, form.Sha256) };

    private Task<IActionResult> AnswerAsync(Guid key, FilingForm form, Result<Done> done, string words, CancellationToken ct) =>
        this.AnswerAsync(done, words, () => pages.FilingAsync(User, key, new(), form, ct));
}

/// <summary>The lines of a form that is sent back, with "all" for the sheet as a whole.</summary>
public static class ReturnedLines
{
    public static IReadOnlyCollection<ReturnedLine> Of(FilingForm form) => [.. form.Reasons.Select(r => new ReturnedLine(r.Key == "all" ? "" : r.Key, r.Value))];
}
