using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

/// <summary>点名核对: what on rolls asks for a second look, with the evidence in words, and what each second look came to.</summary>
[Authorize(Policy = Policies.RollFlags)]
[Route("roll-flags")]
public sealed class FlagsController(ReadFlags read, ReviewFlag review, AccountNames names, TrainingDbContext db, TimeProvider clock) : Controller
{
    private const int PageSize = 20;

    [HttpGet("")]
    public async Task<IActionResult> List(string? county, FlagsShown shown = FlagsShown.Waiting, RollFlagKind? kind = null, int page = 1, CancellationToken ct = default)
    {
        var reached = (await db.Regions().AsNoTracking().Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct))
            .Where(region => db.Scope.Holds(region.Code)).ToList();
        var chosen = RegionCodes.TryParse(county, out var code) ? reached.SingleOrDefault(region => region.Code == code) : null;
        if (county is { Length: > 0 } && chosen is null)
        {
            return NotFound();
        }

        var number = Math.Clamp(page, 1, 1000);
        var found = await read.RunAsync(
            new() { Shown = shown, Kind = kind, Within = chosen is null ? null : RegionCodes.RangeOf(chosen.Code) }, number, PageSize, ct);
        return View("Flags", new FlagsPage(found, reached, chosen, shown, kind, number, PageSize, clock.UtcNow()));
    }

    [HttpGet("{key:guid}")]
    public Task<IActionResult> One(Guid key, CancellationToken ct) => OneAsync(key, new ReviewForm(), ct);

    [Authorize(Policy = Policies.ReviewRollFlags)]
    [HttpPost("{key:guid}")]
    public async Task<IActionResult> Review(Guid key, ReviewForm form, CancellationToken ct)
    {
        var done = await review.RunAsync(new() { FlagKey = key, Verdict = form.Verdict, Note = form.Note, Actor = AccountClaims.ActorOf(User) }, ct);
        if (done.Ok)
        {
            TempData["Done"] = "记下了。";
            return Redirect($"/roll-flags/{key}");
        }

        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
        return await OneAsync(key, form, ct);
    }

    private async Task<IActionResult> OneAsync(Guid key, ReviewForm form, CancellationToken ct)
    {
        if ((await read.RunAsync(new() { FlagKey = key }, 1, 1, ct)).Lines is not [var line])
        {
            return NotFound();
        }

        return View("Flag", new FlagPage(line, await names.OfAsync(line.Reviews.Select(r => r.AccountId), ct), form, clock.UtcNow()));
    }
}

public sealed class ReviewForm
{
    public FlagVerdict? Verdict { get; set; }

    public string? Note { get; set; }
}

public sealed record FlagPage(FlagLine Line, IReadOnlyDictionary<long, string> Names, ReviewForm Form, DateTime NowUtc);

public sealed record FlagsPage(
    FlagsPageOf Found, IReadOnlyList<Region> Counties, Region? County, FlagsShown Shown, RollFlagKind? Kind, int Number, int Size, DateTime NowUtc)
{
    public PageOf Pages => new(Number, Size, Found.Total, page => Address(Shown, Kind, page));

    public string Address(FlagsShown shown, RollFlagKind? kind, int page = 1) =>
        $"/roll-flags?shown={shown}" + (kind is null ? "" : $"&kind={kind}") + (County is null ? "" : $"&county={RegionCodes.Short(County.Code)}") + (page > 1 ? $"&page={page}" : "");
}
