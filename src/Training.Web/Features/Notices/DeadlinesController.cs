using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Notices;

/// <summary>等我答复的期限: what others put before the own division, to be answered within working days; silence is consent.</summary>
[Authorize(Policy = Policies.Deadlines)]
public sealed class DeadlinesController(NoticeLists lists, ReadNotice read, TimeProvider clock) : Controller
{
    private const int PageSize = 30;

    /// <summary>Divisions that the account is an officer of; what lies below them answers for itself.</summary>
    private List<long> Divisions => [.. User.FindAll(AccountClaims.Region).Select(c => long.Parse(c.Value, CultureInfo.InvariantCulture))];

    [HttpGet("deadlines")]
    public async Task<IActionResult> List(NoticeStage? stage, string? words, int page = 1, CancellationToken ct = default)
    {
        var asked = NoticeListPageOf.Ask(stage, null, words, page, PageSize);
        return View("Deadlines", new NoticeListPageOf("/deadlines", clock.Today(), asked, await lists.DeadlinesAsync(Divisions, asked, ct)));
    }

    [HttpGet("deadlines/{notice:guid}")]
    public async Task<IActionResult> Deadline(Guid notice, CancellationToken ct) => await PageAsync(notice, new DeadlineForm(), ct);

    [Authorize(Policy = Policies.AnswerDeadlines)]
    [HttpPost("deadlines/{notice:guid}")]
    public async Task<IActionResult> Answer([FromServices] AnswerDeadline answer, Guid notice, DeadlineForm form, CancellationToken ct)
    {
        var done = await answer.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User), Divisions = Divisions, NoticeKey = notice, Agree = form.Agree, ItemKeys = form.ItemKeys, Reason = form.Reason,
            },
            ct);
        if (done.Ok)
        {
            TempData["Done"] = form.Agree is true ? "同意了，已经告诉对方。" : "不同意，理由已经告诉对方。";
            return Redirect($"/deadlines/{notice}");
        }

        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
        return await PageAsync(notice, form, ct);
    }

    private async Task<IActionResult> PageAsync(Guid notice, DeadlineForm form, CancellationToken ct)
    {
        var found = await read.ForStaffAsync(notice, ct);
        if (found?.PartyRegionCode is not { } party || !Divisions.Contains(party))
        {
            return NotFound();
        }

        (form.Notice, form.Today) = (found, clock.Today());
        return View("Deadline", form);
    }
}
