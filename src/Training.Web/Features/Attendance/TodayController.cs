using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Taught;
using Training.Web.Hosting;

namespace Training.Web.Features.Attendance;

/// <summary>今天: where a coordinator's or trainer's day begins.</summary>
[Authorize(Policy = Policies.Roll)]
public sealed class TodayController(TodaySessions sessions, OpenRoll open, ReadTaught taught, ReadConflicts conflicts, RollQuotas quotas) : Controller
{
    [Authorize(Policy = Policies.Roll)]
    [HttpGet("today")]
    public Task<IActionResult> Today(CancellationToken ct) => PageAsync(null, ct);

    [Authorize(Policy = Policies.Roll)]
    [HttpPost("sessions/{key:guid}/roll")]
    public async Task<IActionResult> Open(Guid key, CancellationToken ct)
    {
        var opened = await open.RunAsync(new OpenRollInput { SessionKey = key, Taker = User.Taker() }, ct);
        if (opened.Ok)
        {
            return Redirect($"/rolls/{opened.Value}");
        }

        Response.StatusCode = opened.Refusal is Training.Domain.Shared.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict;
        return await PageAsync(opened.Refusal.Message, ct);
    }

    private async Task<IActionResult> PageAsync(string? problem, CancellationToken ct)
    {
        var found = await sessions.RunAsync(User.Taker(), ct);
        var any = found.OfToday.Concat(found.Unclosed).Concat(found.Next).FirstOrDefault();
        var quota = any is null ? null : await quotas.ForAsync(any.StartedUtc ?? any.PlannedStartUtc, any.RegionCode, ct);
        return View("Today", new TodayPage(found, quota, problem)
        {
            NotArchived = await taught.MissingAsync(User.Taker(), ct),
            Conflicts = await conflicts.RunAsync(User.Taker(), ct: ct),
        });
    }
}

public sealed record TodayPage(SessionsAtHand Sessions, RollQuota? Quota, string? Problem)
{
    /// <summary>Held classes of which nothing is archived yet.</summary>
    public int NotArchived { get; init; }

    public Conflicts Conflicts { get; init; } = new([], []);

    /// <summary>For the phone to fill in.</summary>
    public static TodayPage Frame { get; } = new(new SessionsAtHand(default, [], [], []), null, null);

    public bool IsFrame => ReferenceEquals(this, Frame);
}
