using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Filing.Declared;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Web.Hosting;

namespace Training.Web.Features.Filing;

/// <summary>What the three desks write on a declared sheet: 自评, 审核, 考核, and back again.</summary>
[Authorize(Policy = Policies.Declared)]
public sealed class DeclaredStepsController(ReadDeclaredSheets read, FillDeclaredSheet fill, ReturnDeclaredSheet back) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpPost("declared/{key:guid}/own")]
    [Authorize(Policy = Policies.Declare)]
    public Task<IActionResult> Own(Guid key, DeclaredForm form, CancellationToken ct) => FillAsync(key, DeclaredColumn.Own, form, ct);

    [HttpPost("declared/{key:guid}/audit")]
    [Authorize(Policy = Policies.AuditDeclared)]
    public Task<IActionResult> Audit(Guid key, DeclaredForm form, CancellationToken ct) => FillAsync(key, DeclaredColumn.County, form, ct);

    [HttpPost("declared/{key:guid}/review")]
    [Authorize(Policy = Policies.ReviewDeclared)]
    public Task<IActionResult> Review(Guid key, DeclaredForm form, CancellationToken ct) => FillAsync(key, DeclaredColumn.City, form, ct);

    [HttpPost("declared/{key:guid}/return")]
    [Authorize(Policy = Policies.SendBackDeclared)]
    public async Task<IActionResult> Return(Guid key, DeclaredForm form, CancellationToken ct)
    {
        var column = User.May(Policies.ReviewDeclared) ? DeclaredColumn.City : DeclaredColumn.County;
        var lines = form.Reasons.Select(r => new ReturnedLine(r.Key == "all" ? "" : r.Key, r.Value)).ToList();
        return await AnswerAsync(key, form, await back.RunAsync(Actor, key, column, lines, ct), "退回了，填的人收到了消息。", ct);
    }

    private async Task<IActionResult> FillAsync(Guid key, DeclaredColumn column, DeclaredForm form, CancellationToken ct) => await AnswerAsync(
        key, form, await fill.RunAsync(new() { Actor = Actor, SheetKey = key, Column = column, Values = form.Values, Of = form.Of, Notes = form.Notes, Pass = form.Pass }, ct),
        form.Pass ? "报过去了，下一家收到了消息。" : "存好了，还没有报。", ct);

    private async Task<IActionResult> AnswerAsync(Guid key, DeclaredForm form, Result<Done> done, string words, CancellationToken ct)
    {
        if (done.Ok)
        {
            TempData["Done"] = words;
            return Redirect($"/declared/{key}");
        }

        if (await read.FindAsync(key, ct) is not { } view)
        {
            return NotFound();
        }

        ModelState.Add(done.Refusal is DeclaredWrong wrong ? wrong.Faults : [done.Refusal]);
        return View("DeclaredSheet", new DeclaredPage(view, form, DeclaredDesks.Of(User, view)));
    }
}

public static class DeclaredDesks
{
    /// <summary>The column that the reader may write now; null for none.</summary>
    public static DeclaredColumn? Of(ClaimsPrincipal reader, DeclaredView view) => view.Turn switch
    {
        // A station's own column is its body's, a county's sheet the county's.
        DeclaredColumn.Own when reader.May(Policies.Declare) && view.Sheet.IsStation != reader.May(Policies.AuditDeclared) => DeclaredColumn.Own,
        DeclaredColumn.County when reader.May(Policies.AuditDeclared) => DeclaredColumn.County,
        DeclaredColumn.City when reader.May(Policies.ReviewDeclared) => DeclaredColumn.City,
        _ => null,
    };
}
