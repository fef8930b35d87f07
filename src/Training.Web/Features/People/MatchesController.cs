using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.People;

/// <summary>Rows that may be one person: the list, the two side by side, and what somebody decided.</summary>
[Authorize(Policy = Policies.Matches)]
public sealed class MatchesController(ReadMatches matches, PersonPages pages, TrainingDbContext db) : Controller
{
    private const int PageSize = 50;

    [HttpGet("people/matches")]
    public async Task<IActionResult> List(MatchState state = MatchState.Proposed, bool across = false, int page = 1, CancellationToken ct = default)
    {
        var number = Math.Clamp(page, 1, 1000);
        // Only whoever reaches a whole city can see a pair across its counties.
        var mayBeAcross = RegionCodes.CountyOf(db.Scope.From) != RegionCodes.CountyOf(Math.Max(db.Scope.From, db.Scope.Until - 1));
        return View("Matches", new MatchListPage(await matches.ListAsync(state, across && mayBeAcross, number, PageSize, ct), state, across && mayBeAcross, mayBeAcross, number, PageSize));
    }

    [HttpGet("people/matches/{key:guid}")]
    public Task<IActionResult> Pair(Guid key, CancellationToken ct) => PageAsync(key, new DecisionForm(), ct);

    [Authorize(Policy = Policies.DecideMatches)]
    [HttpPost("people/matches/{key:guid}/merge")]
    public async Task<IActionResult> Merge([FromServices] MergePersons merge, Guid key, DecisionForm form, CancellationToken ct)
    {
        if (await matches.OneAsync(key, ct) is not { } pair)
        {
            return NotFound();
        }

        Guid[] both = [pair.First.Person.Key, pair.Second.Person.Key];
        if (form.Into is not { } into || !both.Contains(into))
        {
            ModelState.AddModelError(nameof(form.Into), "选以哪一条为准。");
            return await PageAsync(key, form, ct);
        }

        var done = await merge.RunAsync(
            new()
            {
                Actor = AccountClaims.ActorOf(User), FromKey = both.Single(k => k != into), IntoKey = into, Why = form.Why, SameHousehold = form.SameHousehold,
            },
            ct);
        return done.Ok ? Next(pair.Next, "合并好了。弄错了，在这个人的页面上撤销。") : await RefusedAsync(done.Refusal, key, form, ct);
    }

    [Authorize(Policy = Policies.DecideMatches)]
    [HttpPost("people/matches/{key:guid}/apart")]
    public async Task<IActionResult> Apart([FromServices] RejectMatch reject, Guid key, DecisionForm form, CancellationToken ct)
    {
        var next = (await matches.OneAsync(key, ct))?.Next;
        var done = await reject.RunAsync(new() { Actor = AccountClaims.ActorOf(User), MatchKey = key, Why = form.Why }, ct);
        return done.Ok ? Next(next, "记下了，这两位不是同一个人，不会再提。") : await RefusedAsync(done.Refusal, key, form, ct);
    }

    [Authorize(Policy = Policies.DecideMatches)]
    [HttpPost("people/merges/{key:guid}/undo")]
    public async Task<IActionResult> Undo([FromServices] UndoMerge undo, Guid key, DecisionForm form, CancellationToken ct)
    {
        var person = await db.PersonMerges().Where(m => m.Key == key).Join(db.People(), m => m.FromId, p => p.Id, (m, p) => (Guid?)p.Key).SingleOrDefaultAsync(ct);
        if (person is null)
        {
            return NotFound();
        }

        var done = await undo.RunAsync(new() { Actor = AccountClaims.ActorOf(User), MergeKey = key, Why = form.Why, NotSame = form.NotSame }, ct);
        TempData[done.Ok ? "Done" : "Refused"] = done.Refusal?.Message ?? "撤销了，两条登记和它们的记录都回到原来的样子。";
        return Redirect($"/people/{person}#merges");
    }

    private IActionResult Next(Guid? next, string done)
    {
        TempData["Done"] = done;
        return Redirect(next is { } key ? $"/people/matches/{key}" : "/people/matches");
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal, Guid key, DecisionForm form, CancellationToken ct)
    {
        if (refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.AddModelError(refusal.Field ?? "", refusal.Message);
        return await PageAsync(key, form, ct);
    }

    private async Task<IActionResult> PageAsync(Guid key, DecisionForm form, CancellationToken ct)
    {
        if (await matches.OneAsync(key, ct) is not { } pair)
        {
            return NotFound();
        }

        var names = await pages.DecidersAsync([pair.Match.DecidedBy], ct);
        return View("Pair", new MatchPairPage(pair, form, pair.Match.DecidedBy is { } id ? names.GetValueOrDefault(id) : null, Difference.Between(pair)));
    }
}
