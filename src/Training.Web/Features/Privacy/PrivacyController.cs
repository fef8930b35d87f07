using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.People.Privacy;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Privacy;

public sealed record ErasureLine(ErasureRequest Request, string Name, string Place);

public sealed record DueLine(RetentionDue Due, RetentionRule Rule, string County, string? By);

public sealed record PrivacyView(
    IReadOnlyList<ErasureLine> Requests, IReadOnlyDictionary<ErasureStatus, int> ByStatus, ErasureStatus? Status, PageOf Pages,
    IReadOnlyList<DueLine> Dues, string? Words, IReadOnlyList<FoundPerson>? Found, string? FindRefused);

/// <summary>个人信息台账: requests for erasure, what is due for clearing, the rules; the county decides and confirms.</summary>
public sealed class PrivacyController(
    TrainingDbContext db, PersonalPages pages, EraseOnRequest erasure, KeepRetention retention, FindPeople find, AccountNames names, PlaceNames places) : Controller
{
    private const int PageSize = 20;

    [HttpGet("privacy")]
    [Authorize(Policy = Policies.Privacy)]
    public async Task<IActionResult> List(ErasureStatus? status, string? words, int page = 1, CancellationToken ct = default)
    {
        var number = Math.Clamp(page, 1, 1000);
        var requests = db.ErasureRequests().AsNoTracking();
        var byStatus = await requests.GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var shown = await (
            from request in requests
            where status == null || request.Status == status
            join person in db.People() on request.PersonId equals person.Id
            orderby request.Status, request.AskedUtc descending
            select new { Request = request, person.Name }).Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var lines = new List<ErasureLine>();
        foreach (var row in shown)
        {
            lines.Add(new ErasureLine(row.Request, row.Name, await places.OfAsync(row.Request.RegionCode, ct)));
        }

        var total = status is { } one ? byStatus.GetValueOrDefault(one) : byStatus.Values.Sum();
        var found = string.IsNullOrWhiteSpace(words) ? default : await find.RunAsync(new() { Text = words, CountyCode = RegionCodes.CountyOf(db.Scope.From) }, ct);
        return View("List", new PrivacyView(
            lines, byStatus, status, new PageOf(number, PageSize, total, n => $"/privacy?{(status is null ? "" : $"status={status}&")}page={n}"),
            await DuesAsync(ct), words, found.Value, found.Refusal?.Message));
    }

    [HttpGet("privacy/erasures/{request:guid}")]
    [Authorize(Policy = Policies.Privacy)]
    public async Task<IActionResult> Erasure(Guid request, CancellationToken ct) => await ErasurePageAsync(request, new DecisionForm(), ct);

    [HttpPost("privacy/erasures/{request:guid}")]
    [Authorize(Policy = Policies.DecidePrivacy)]
    public async Task<IActionResult> Decide(Guid request, DecisionForm form, CancellationToken ct)
    {
        var decided = await erasure.DecideAsync(new() { RequestKey = request, Erase = form.Erase, Reason = form.Reason, Actor = AccountClaims.ActorOf(User) }, ct);
        if (decided.Refusal is NotFound)
        {
            return NotFound();
        }

        if (decided.Refusal is { } refusal)
        {
            ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
            return await ErasurePageAsync(request, form, ct);
        }

        TempData["Done"] = decided.Value!.Status == ErasureStatus.Done ? "已经注销，密钥也销毁了。" : "已经答复不注销，理由记下了。";
        return RedirectToAction(nameof(Erasure), new { request });
    }

    [HttpPost("privacy/retention/{due:long}/clear")]
    [Authorize(Policy = Policies.DecidePrivacy)]
    public async Task<IActionResult> Clear(long due, CancellationToken ct)
    {
        var cleared = await retention.ConfirmAsync(due, AccountClaims.ActorOf(User), ct);
        if (cleared.Refusal is NotFound)
        {
            return NotFound();
        }

        TempData[cleared.Ok ? "Done" : "Refused"] = cleared.Refusal?.Message ?? $"清理了 {cleared.Value} 条。已经填报的数没有变。";
        return RedirectToAction(nameof(List));
    }

    private async Task<List<DueLine>> DuesAsync(CancellationToken ct)
    {
        var dues = await db.RetentionDues().AsNoTracking().OrderBy(d => d.ClearedUtc != null).ThenByDescending(d => d.ListedUtc).ThenBy(d => d.RegionCode).Take(50).ToListAsync(ct);
        var by = await names.OfAsync(dues.Select(d => d.ClearedBy), ct);
        var lines = new List<DueLine>();
        foreach (var due in dues)
        {
            lines.Add(new DueLine(
                due, RetentionRules.All.Single(r => r.Code == due.Rule), await places.OfAsync(due.RegionCode, ct), due.ClearedBy is null ? null : AccountNames.Of(by, due.ClearedBy)));
        }

        return lines;
    }

    private async Task<IActionResult> ErasurePageAsync(Guid key, DecisionForm form, CancellationToken ct)
    {
        if (await db.ErasureRequests().AsNoTracking().FirstOrDefaultAsync(r => r.Key == key, ct) is not { } request)
        {
            return NotFound();
        }

        var person = await db.People().Where(p => p.Id == request.PersonId).Select(p => (Guid?)p.Key).FirstOrDefaultAsync(ct);
        return View("Erasure", await pages.ViewAsync(request, person, form, ct));
    }
}

public static class ErasureWords
{
    public static string Of(ErasureStatus status) => status switch
    {
        ErasureStatus.Asked => "等决定",
        ErasureStatus.Refused => "不注销",
        ErasureStatus.Done => "已注销",
        _ => throw new InvalidOperationException($"No words for {status}."),
    };

    public static Training.Web.Hosting.Tags.MarkKind MarkOf(ErasureStatus status) => status switch
    {
        ErasureStatus.Asked => Training.Web.Hosting.Tags.MarkKind.Wait,
        ErasureStatus.Refused => Training.Web.Hosting.Tags.MarkKind.Exempt,
        _ => Training.Web.Hosting.Tags.MarkKind.Met,
    };
}
