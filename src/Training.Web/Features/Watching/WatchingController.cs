using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Courses.Watching;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Watching;

/// <summary>What a player tells while it plays. The answers carry nothing but whether it was heard; the pages with figures are elsewhere.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Watching)]
public sealed class WatchingController(CountWatching watching) : Controller
{
    /// <summary>200 with the nonce of a new sitting; 204: what is watched here is not counted.</summary>
    [HttpPost("watch/{lesson:guid}")]
    public async Task<IActionResult> Open(Guid lesson, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        return await watching.OpenAsync(lesson, Watcher(), ct) is { } nonce ? Json(new { Sitting = nonce, Every = WatchTerms.Shipped.BeatSeconds }) : NoContent();
    }

    /// <summary>204: heard; 410: the sitting is over, and the player opens another; 400: nothing a player of ours says.</summary>
    [HttpPost("watch/beat")]
    public async Task<IActionResult> Beat(BeatForm form, CancellationToken ct) =>
        form.Read() is not { } beat || !ModelState.IsValid ? BadRequest()
        : await watching.BeatAsync(beat, Watcher(), ct) == BeatAnswer.Over ? StatusCode(StatusCodes.Status410Gone)
        : NoContent();

    private Watcher Watcher() => new(AccountClaims.PersonOf(User), AccountClaims.TrainerOf(User), AccountClaims.ActorOf(User));
}

/// <summary>A beat as a form, because a page that is going can only send one.</summary>
public sealed class BeatForm
{
    public Guid? Sitting { get; set; }

    public int? Number { get; set; }

    /// <summary>Written with a point, whatever the reader's language.</summary>
    public string? Rate { get; set; }

    /// <summary>Milliseconds: <c>0-15000,42000-44100</c>.</summary>
    public string? Played { get; set; }

    /// <summary>Null when anything is missing or malformed.</summary>
    public WatchBeat? Read()
    {
        if (Sitting is not { } nonce || Number is not > 0 || Number is not { } number
            || !double.TryParse(Rate, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) || !double.IsFinite(rate))
        {
            return null;
        }

        var stretches = new List<Stretch>();
        foreach (var part in (Played ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Take(WatchRules.MostStretches))
        {
            if (part.Split('-') is not [var from, var to] || !Milliseconds(from, out var begins) || !Milliseconds(to, out var ends))
            {
                return null;
            }

            stretches.Add(new Stretch(begins, ends));
        }

        return new WatchBeat(nonce, number, rate, stretches);
    }

    private static bool Milliseconds(string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
