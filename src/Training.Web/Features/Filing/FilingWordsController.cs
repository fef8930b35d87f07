using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>What people write on a sheet, the county's or a part: remarks at its lines, and answers to what was sent back.</summary>
[Authorize(Policy = Policies.WriteFilings)]
public sealed class FilingWordsController(FilingPages pages, ReadFiling filings, WriteRemark remarks) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpPost("filing-sheets/{key:guid}/remarks")]
    public async Task<IActionResult> Remark(Guid key, FilingForm form, CancellationToken ct) =>
        await AnswerAsync(key, form, await remarks.AddAsync(new() { Actor = Actor, SheetKey = key, Item = form.Line ?? "", Text = form.Text }, ct), "备注写上了。", ct);

    [HttpPost("filing-sheets/{key:guid}/remarks/{remark:guid}/remove")]
    public async Task<IActionResult> Remove(Guid key, Guid remark, CancellationToken ct) =>
        await AnswerAsync(key, new(), await remarks.RemoveAsync(Actor, key, remark, ct), "备注拿掉了。", ct);

    [HttpPost("filing-sheets/{key:guid}/returns/{line:guid}/answer")]
    public async Task<IActionResult> Answer([FromServices] AnswerReturn answer, Guid key, Guid line, FilingForm form, CancellationToken ct)
    {
        var sheet = await filings.PartAsync(key, ct) ?? await filings.FindAsync(key, ct);
        if (sheet is null || sheet.Returns.All(r => r.Key != line))
        {
            return NotFound();
        }

        form.Answering = line;
        return await AnswerAsync(key, form, await answer.RunAsync(new() { Actor = Actor, ReturnKey = line, Text = form.Text }, ct), "答复记下了。", ct);
    }

    private Task<IActionResult> AnswerAsync(Guid key, FilingForm form, Result<Done> done, string words, CancellationToken ct) =>
        this.AnswerAsync(done, words, async () => await pages.PartAsync(User, key, new(), form, ct) ?? await pages.FilingAsync(User, key, new(), form, ct));
}
