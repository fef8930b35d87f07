using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Inspections;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Inspections;

/// <summary>抽查: what was drawn and found, one inspection with its form, and what the inspected body says to it.</summary>
[Authorize(Policy = Policies.Inspections)]
public sealed class InspectionsController(ReadInspections inspections, InspectionPages pages, TimeProvider clock) : Controller
{
    private Actor Actor => AccountClaims.ActorOf(User);

    [HttpGet("inspections")]
    public async Task<IActionResult> List(InspectionState? state, InspectionVerdict? verdict, int page = 1, CancellationToken ct = default)
    {
        var draws = User.May(Policies.InspectionDraws);
        var asked = new InspectionQuestion { State = state, Verdict = verdict, OnlyLookedAt = !draws, Page = Math.Clamp(page, 1, 1000) };
        return View(new InspectionListPage(draws ? await inspections.DrawsAsync(ct) : [], asked, await inspections.ListAsync(asked, ct), clock.Today()));
    }

    [HttpGet("inspections/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CancellationToken ct) => await pages.FindAsync(User, key, new(), ct) is { } page ? View(page) : NotFound();

    [HttpPost("inspections/{key:guid}/enter")]
    [Authorize(Policy = Policies.Inspect)]
    public async Task<IActionResult> Enter([FromServices] EnterInspection enter, Guid key, InspectionEntry entry, CancellationToken ct) => await AnswerAsync(
        key, entry,
        await enter.RunAsync(
            new()
            {
                Actor = Actor, Key = key, Answers = entry.Answers, Remarks = entry.Remarks, Inspectors = entry.Inspectors, InspectedOn = entry.InspectedOn, Verdict = entry.Verdict,
                FollowUp = entry.FollowUp, Asked = entry.Asked, MendDays = entry.MendDays,
            },
            ct),
        entry.Verdict == InspectionVerdict.True ? "填好了，属实，这一条办结。" : "填好了。被查单位收到了消息，说明了或者到期了，再定结论。", ct);

    [HttpPost("inspections/{key:guid}/settle")]
    [Authorize(Policy = Policies.Inspect)]
    public async Task<IActionResult> Settle([FromServices] SettleInspection settle, Guid key, InspectionEntry entry, CancellationToken ct) => await AnswerAsync(
        key, entry,
        await settle.SettleAsync(new() { Actor = Actor, Key = key, Verdict = entry.Verdict, FollowUp = entry.FollowUp, Asked = entry.Asked, MendDays = entry.MendDays, Words = entry.Words }, ct),
        "结论定了，被查单位收到了消息。", ct);

    [HttpPost("inspections/{key:guid}/review")]
    [Authorize(Policy = Policies.Inspect)]
    public async Task<IActionResult> Review([FromServices] MendInspection mend, Guid key, InspectionEntry entry, string? decision, CancellationToken ct) => await AnswerAsync(
        key, entry, decision == "back" ? await mend.SendBackAsync(Actor, key, entry.Review, ct) : await mend.CloseAsync(Actor, key, entry.Review, ct),
        decision == "back" ? "退回再改了。" : "复核过了，办结。", ct);

    [HttpPost("inspections/{key:guid}/answer")]
    [Authorize(Policy = Policies.Inspected)]
    public async Task<IActionResult> Answer([FromServices] SettleInspection settle, Guid key, InspectionEntry entry, CancellationToken ct) =>
        await AnswerAsync(key, entry, await settle.AnswerAsync(Actor, key, entry.Answer, ct), "说明交上去了，等定结论。", ct);

    [HttpPost("inspections/{key:guid}/mended")]
    [Authorize(Policy = Policies.Inspected)]
    public async Task<IActionResult> Mended([FromServices] MendInspection mend, Guid key, InspectionEntry entry, CancellationToken ct) =>
        await AnswerAsync(key, entry, await mend.ReportAsync(Actor, key, entry.Report, ct), "报上去了，等复核。", ct);

    private async Task<IActionResult> AnswerAsync(Guid key, InspectionEntry entry, Result<Done> done, string words, CancellationToken ct)
    {
        if (done.Ok)
        {
            TempData["Done"] = words;
            return Redirect($"/inspections/{key}");
        }

        if (done.Refusal is NotFound || await pages.FindAsync(User, key, entry, ct) is not { } page)
        {
            return NotFound();
        }

        ModelState.Add(done.Refusal);
        return View("Show", page);
    }
}
