using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

/// <summary>户卡: which households of the station hold one, issuing cards for several at once, the sheet to print, and withdrawing.</summary>
[Authorize(Policy = Policies.Regulars)]
[Route("cards")]
public sealed class CardsController(
    StationChoice stations, CardBook book, IssueCards issue, WithdrawCard withdraw, CardSheetTicket tickets, AccountNames names, TimeProvider clock) : Controller
{
    private const int PageSize = IssueCards.Most;

    [HttpGet("")]
    public async Task<IActionResult> List(Guid? station, CardsShown shown = CardsShown.All, int page = 1, CancellationToken ct = default)
    {
        if (await stations.OfAsync(station, ct) is not { } chosen)
        {
            return station is null ? View("NoStation") : NotFound();
        }

        return await ShowAsync(chosen, shown, page, new CardsForm { Contact = await book.LastContactAsync(chosen.Chosen, ct) }, ct);
    }

    [HttpPost("{station:guid}/issue")]
    public async Task<IActionResult> Issue(Guid station, CardsForm form, CancellationToken ct)
    {
        if (await stations.OfAsync(station, ct) is not { } chosen)
        {
            return NotFound();
        }

        var issued = await issue.RunAsync(
            new() { StationKey = station, HouseholdKeys = form.Households, Contact = form.Contact, Actor = AccountClaims.ActorOf(User) }, ct);
        if (issued.Ok)
        {
            return Redirect($"/cards/sheet/{tickets.Of(issued.Value)}");
        }

        if (issued.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.AddModelError(issued.Refusal.Field == nameof(IssueCardsInput.HouseholdKeys) ? nameof(form.Households) : issued.Refusal.Field ?? "", issued.Refusal.Message);
        return await ShowAsync(chosen, form.Shown, form.Page, form, ct);
    }

    /// <summary>The cards just issued, as often as it is opened within half an hour; after that nobody can print them again.</summary>
    [HttpGet("sheet/{ticket}")]
    public async Task<IActionResult> Sheet(string ticket, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        var cards = tickets.Read(ticket) is { } issued ? await book.ToPrintAsync(issued, ct) : [];
        return View("CardSheet", new CardSheetPage(
            [.. cards.Select(c => new CardOnSheet(c, QrDrawing.Of($"{Request.Scheme}://{Request.Host}/k/{c.Code.Text}", onPaper: true)))]));
    }

    [HttpGet("{station:guid}/{household:guid}")]
    public Task<IActionResult> One(Guid station, Guid household, CancellationToken ct) => OneAsync(station, household, null, ct);

    [HttpPost("{station:guid}/{household:guid}/withdraw")]
    public async Task<IActionResult> Withdraw(Guid station, Guid household, [FromForm] Guid card, [FromForm] string? reason, CancellationToken ct)
    {
        var done = await withdraw.RunAsync(new() { CardKey = card, Reason = reason, Actor = AccountClaims.ActorOf(User) }, ct);
        if (done.Ok)
        {
            TempData["Done"] = "作废了。拿着这张卡的人，扫出来会说换过新卡了。";
            return Redirect($"/cards/{station}/{household}");
        }

        if (done.Refusal is NotFound)
        {
            return NotFound();
        }

        ModelState.AddModelError(done.Refusal.Field ?? "", done.Refusal.Message);
        return await OneAsync(station, household, reason, ct);
    }

    private async Task<IActionResult> OneAsync(Guid station, Guid household, string? reason, CancellationToken ct)
    {
        if (await stations.OfAsync(station, ct) is not { } chosen || await book.OfHouseholdAsync(chosen.Chosen, household, ct) is not { } found)
        {
            return NotFound();
        }

        return View("HouseholdCard", new HouseholdCardPage(
            chosen.Chosen, found, await names.OfAsync(found.Cards.SelectMany(c => (long?[])[c.IssuedBy, c.WithdrawnBy]), ct), reason, clock.UtcNow()));
    }

    private async Task<IActionResult> ShowAsync(Stations chosen, CardsShown shown, int page, CardsForm form, CancellationToken ct)
    {
        var number = Math.Clamp(page, 1, 1000);
        (form.Shown, form.Page) = (shown, number);
        var lines = await book.LinesAsync(chosen.Chosen, shown, number, PageSize, ct);
        return View("Cards", new CardsPage(
            chosen, lines, form, new PageOf(number, PageSize, lines.Total, n => $"/cards?station={chosen.Chosen.Key}&shown={shown}&page={n}"), clock.Today()));
    }
}

/// <summary>Kept as typed and as ticked.</summary>
public sealed class CardsForm
{
    public List<Guid> Households { get; set; } = [];

    public string? Contact { get; set; }

    public CardsShown Shown { get; set; }

    public int Page { get; set; } = 1;
}

public sealed record CardsPage(Stations Stations, CardsPageOf Lines, CardsForm Form, PageOf Pages, DateOnly Today);

public sealed record CardOnSheet(CardToPrint Card, QrDrawing Code);

public sealed record CardSheetPage(IReadOnlyList<CardOnSheet> Cards);

public sealed record HouseholdCardPage(
    Training.Domain.Stations.Station Station, HouseholdCards Found, IReadOnlyDictionary<long, string> Names, string? Reason, DateTime NowUtc);
