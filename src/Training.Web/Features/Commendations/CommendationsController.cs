using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Commendations;
using Training.Domain.Identity;
using Training.Domain.Papers;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Commendations;

/// <summary>通报表扬: the lists, one list with its candidates, what counting again comes to, and the confirmed list on paper.</summary>
[Authorize(Policy = Policies.Commendations)]
public sealed class CommendationsController(ReadCommendations read, Who who, TimeProvider clock) : Controller
{
    [HttpGet("commendations")]
    public Task<IActionResult> List(CommendationState? state, int page = 1, CancellationToken ct = default) => ListAsync(state, page, new(), ct);

    [HttpPost("commendations")]
    [Authorize(Policy = Policies.MakeCommendations)]
    public async Task<IActionResult> Start([FromServices] MakeCommendation make, CommendationForm form, CancellationToken ct)
    {
        var made = await make.StartAsync(new() { Actor = AccountClaims.ActorOf(User), RegionCode = who.Region ?? 0, Period = form.Period }, ct);
        if (made.Ok)
        {
            TempData["Done"] = "按记录算好了。看过每一个的数字，划掉不该上的，再公示。";
            return Redirect($"/commendations/{made.Value}");
        }

        ModelState.Add(made.Refusal);
        return await ListAsync(null, 1, form, ct);
    }

    [HttpGet("commendations/{key:guid}")]
    public async Task<IActionResult> Show(Guid key, CandidatePart part, PraisedKind? kind, string? county, int page = 1, CancellationToken ct = default) =>
        await read.FindAsync(key, ct) is { } view
            ? View(new OneCommendationPage(view, part, kind, RegionCodes.TryParse(county, out var code) ? code : null, Math.Clamp(page, 1, 1000), new() { Sha256 = view.List.Sha256 }))
            : NotFound();

    [HttpGet("commendations/{key:guid}/difference")]
    public async Task<IActionResult> Difference([FromServices] OpenCandidate open, Guid key, CancellationToken ct)
    {
        // Who reaches a part of the list cannot count all of it.
        if (await read.FindAsync(key, ct) is not { IsOwn: true } view)
        {
            return NotFound();
        }

        return View(new DifferencePage(view, await open.CompareAsync(view, ct), view.Candidates.ToDictionary(c => c.Line.Identity())));
    }

    [HttpGet("commendations/{key:guid}/print")]
    public async Task<IActionResult> Print(Guid key, CancellationToken ct) => await ConfirmedAsync(key, ct) is { } view ? View(view) : NotFound();

    [HttpGet("commendations/{key:guid}/word")]
    public async Task<IActionResult> Word(Guid key, CancellationToken ct) =>
        await ConfirmedAsync(key, ct) is { } view ? File(WordPaper.Write(CommendationPaper.Of(view)), WordPaper.ContentType, CommendationPaper.FileName(view)) : NotFound();

    /// <summary>Everybody who was counted, with each figure and what became of it.</summary>
    [HttpGet("commendations/{key:guid}/excel")]
    public async Task<IActionResult> Excel(Guid key, CancellationToken ct)
    {
        if (await read.FindAsync(key, ct) is not { } view)
        {
            return NotFound();
        }

        var measures = Enum.GetValues<MeasureCode>();
        return TableFile.Of(
            "xlsx", $"通报表扬名单-{view.List.Period}", ("通报表扬名单", $"{CommendationPaper.Title(view)}（{CommendationWords.Of(view.List.State)}） {CommendationPaper.Source(view)}"),
            ["类别", "县区", "名次", "名称、姓名", "所在单位", .. measures.Select(m => CommendationWords.Of(m)), "得分", "抽查属实", "状态", "原因"],
            view.Candidates.Select(c => (IReadOnlyList<string?>)
            [
                CommendationWords.Of(c.Line.Kind), c.County, CommendationWords.Place(c.Line), c.Name.Name, c.Name.Unit,
                .. measures.Select(m => c.Line.Figures.FirstOrDefault(f => f.Code == m) is { } figure ? CommendationWords.Value(figure) : ""),
                c.Line.Points is { } points ? CommendationWords.Points(points) : "", $"{c.Line.InspectedTrue}", CommendationWords.Of(c.Candidate.State), CommendationMarks.Why(c),
            ]));
    }

    private async Task<CommendationView?> ConfirmedAsync(Guid key, CancellationToken ct) =>
        await read.FindAsync(key, ct) is { List.State: CommendationState.Confirmed } view ? view : null;

    private async Task<IActionResult> ListAsync(CommendationState? state, int page, CommendationForm form, CancellationToken ct)
    {
        var at = Math.Clamp(page, 1, 1000);
        return View("List", new CommendationListPage(state, at, await read.ListAsync(state, at, ct), CommendationListPage.Ended(clock.Today()), form));
    }
}
