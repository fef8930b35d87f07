using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Notices;

/// <summary>等我答复的期限: what others put before the own division, to be answered within working days; silence is consent.</summary>
[Authorize(Policy = Policies.Deadlines)]
public sealed class DeadlinesController(NoticeLists lists, ReadNotice read, ReadObjections objections, TimeProvider clock) : Controller
{
    private const int PageSize = 30;

    /// <summary>Divisions that the account is an officer of; what lies below them answers for itself.</summary>
    private List<long> Divisions => [.. User.FindAll(AccountClaims.Region).Select(c => long.Parse(c.Value, CultureInfo.InvariantCulture))];

    [HttpGet("deadlines")]
    public async Task<IActionResult> List(NoticeStage? stage, string? words, bool asked = false, int page = 1, CancellationToken ct = default)
    {
        var question = NoticeListPageOf.Ask(stage, null, words, page, PageSize);
        var found = asked ? await lists.AskedAsync(Divisions, question, ct) : await lists.DeadlinesAsync(Divisions, question, ct);
        return View("Deadlines", new NoticeListPageOf("/deadlines", clock.Today(), question, found) { IsAsked = asked });
    }

    [HttpGet("deadlines/{notice:guid}")]
    public async Task<IActionResult> Deadline(Guid notice, CancellationToken ct) => await PageAsync(notice, new DeadlineForm(), ct);

    [Authorize(Policy = Policies.AskDeadlines)]
    [HttpGet("deadlines/new")]
    public IActionResult New() => View("NewDeadline", new NewDeadlineForm());

    /// <summary>A county asks its city to agree within working days.</summary>
    [Authorize(Policy = Policies.AskDeadlines)]
    [HttpPost("deadlines/new")]
    public async Task<IActionResult> Ask([FromServices] OpenNotice open, NewDeadlineForm form, CancellationToken ct)
    {
        if (Divisions is not [var county, ..])
        {
            return NotFound();
        }

        var opened = await open.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User),
                Subject = NoticeSubjects.Deadline,
                RegionCode = county,
                PartyRegionCode = RegionCodes.CityOf(county),
                Title = form.Title ?? "",
                Body = form.Body ?? "",
                WorkingDays = form.WorkingDays ?? 0,
                Lines = [new() { SubjectKey = Guid.CreateVersion7(), Name = form.Matter ?? "", Remark = string.IsNullOrEmpty(form.Remark) ? null : form.Remark }],
            },
            ct);
        if (opened.Ok)
        {
            TempData["Done"] = $"提出去了，{ChineseDates.Short(opened.Value.ConcludableFrom)}起没有意见就视为同意。";
            return Redirect($"/deadlines/{opened.Value.Key}");
        }

        ModelState.AddModelError(
            opened.Refusal is NoticeLineBad ? nameof(form.Matter) : opened.Refusal.Field ?? "",
            opened.Refusal is NoticeLineBad bad ? bad.Why + "。" : opened.Refusal.Message);
        return View("NewDeadline", form);
    }

    [Authorize(Policy = Policies.AskDeadlines)]
    [HttpPost("deadlines/{notice:guid}/withdraw")]
    public async Task<IActionResult> Withdraw([FromServices] WithdrawNotice withdraw, Guid notice, DeadlineForm form, CancellationToken ct)
    {
        if (await read.ForStaffAsync(notice, ct) is not { Audience: NoticeAudience.Party } found || !Divisions.Contains(found.RegionCode))
        {
            return NotFound();
        }

        var done = await withdraw.RunAsync(new() { Actor = AccountClaims.ActorOf(User), NoticeKey = notice, Reason = form.Reason ?? "" }, ct);
        if (done.Ok)
        {
            TempData["Done"] = "撤回了，对方不用再答复。";
            return Redirect($"/deadlines/{notice}");
        }

        ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
        return await PageAsync(notice, form, ct);
    }

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

    /// <summary>The party that answers and the division that asked see it; nobody else.</summary>
    private async Task<IActionResult> PageAsync(Guid notice, DeadlineForm form, CancellationToken ct)
    {
        var found = await read.ForStaffAsync(notice, ct);
        if (found?.PartyRegionCode is not { } party || !(Divisions.Contains(party) || Divisions.Contains(found.RegionCode)))
        {
            return NotFound();
        }

        (form.Notice, form.Today, form.IsParty) = (found, clock.Today(), Divisions.Contains(party));
        form.Objections = await objections.OfAsync(notice, ct);
        return View("Deadline", form);
    }
}
