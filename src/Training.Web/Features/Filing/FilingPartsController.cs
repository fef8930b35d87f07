using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>承接主体分表: the body reads and signs its own, the county sends it back.</summary>
[Authorize(Policy = Policies.Filings)]
public sealed class FilingPartsController(FilingPages pages) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpGet("filing-parts/{key:guid}")]
    public async Task<IActionResult> Part(Guid key, FigureAsk ask, CancellationToken ct) =>
        await pages.PartAsync(User, key, ask, new(), ct) is { } page ? View("Show", page) : NotFound();

    [HttpGet("filing-parts/{key:guid}/rows/{item}")]
    public async Task<IActionResult> Rows(Guid key, string item, DrillTab tab = DrillTab.All, string? format = null, CancellationToken ct = default) =>
        await pages.RowsAsync(key, part: true, item, tab, ct) is { } rows ? FigureFile.Of(rows, format) : NotFound();

    [HttpPost("filing-parts/{key:guid}/sign")]
    [Authorize(Policy = Policies.SignParts)]
    public async Task<IActionResult> Sign([FromServices] SignPart sign, Guid key, FilingForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, await sign.RunAsync(new() { Actor = Actor, PartKey = key, Confirms = new(form.Name, form.Sha256) }, ct), "签字了。十分钟以内、县区还没动时可以撤回。", ct);

    [HttpPost("filing-parts/{key:guid}/withdraw")]
    [Authorize(Policy = Policies.SignParts)]
    public async Task<IActionResult> Withdraw([FromServices] WithdrawSignature withdraw, Guid key, CancellationToken ct) =>
        await AnswerAsync(key, new(), await withdraw.OfPartAsync(Actor, key, ct), "签字撤回了，改好再签。", ct);

    [HttpPost("filing-parts/{key:guid}/return")]
    [Authorize(Policy = Policies.SignFilings)]
    public async Task<IActionResult> Return([FromServices] ReturnFiling back, Guid key, FilingForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, await back.ToBodyAsync(Actor, key, ReturnedLines.Of(form), ct), "分表逐项退回了，承接主体收到了消息。", ct);

    private Task<IActionResult> AnswerAsync(Guid key, FilingForm form, Result<Done> done, string words, CancellationToken ct) =>
        this.AnswerAsync(done, words, () => pages.PartAsync(User, key, new(), form, ct));
}
