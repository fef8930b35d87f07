using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Door;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

/// <summary>
/// What a card says when it is scanned with an ordinary camera: to anybody, that it is a card and whom to ring; to whoever is taking a roll
/// now, the way to mark by it. Nobody's name stands here.
/// </summary>
[AllowAnonymous]
public sealed class CardOnPaperController(FindCard cards, TodaySessions sessions) : Controller
{
    [EnableRateLimiting(RateLimits.Door)]
    [HttpGet("k/{code}")]
    public async Task<IActionResult> Show(string code, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (await cards.OnPaperAsync(code, ct) is not { } card)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("CardOnPaper", new CardOnPaperPage(null, code, []));
        }

        var running = User.May(Policies.Roll) ? (await sessions.RunAsync(User.Taker(), ct)).OfToday.Where(s => s.Status is Training.Domain.Sessions.SessionStatus.Running).ToList() : [];
        return View("CardOnPaper", new CardOnPaperPage(card, code, running));
    }
}

public sealed record CardOnPaperPage(CardOnPaper? Card, string Code, IReadOnlyList<SessionAtHand> Running);
