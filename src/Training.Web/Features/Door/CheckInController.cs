using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Attendance.Door;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Door;

public sealed record CodeTooOld() : Refusal("这个签到码过时了，或者是别人拍的照片。到门口再扫一次，半分钟换一个新的。");

public sealed record WaitedTooLong() : Refusal("扫码以后隔得太久了。到门口再扫一次就行。");

public sealed record NotAResident() : Refusal("现在登录的是工作账号。自己签到是给来上课的家里人用的，退出工作账号再扫。");

/// <summary>自己签到: what opens when a resident scans the code at the door. One tap marks the own person; works with scripts off.</summary>
[AllowAnonymous]
[Route("in/{session:guid}")]
public sealed class CheckInController(CheckIn checkIn, DoorCode codes, DoorTicket ticket, TimeProvider clock) : Controller
{
    /// <summary>The scanned address: the code is looked at here, at once, and a ticket carries on for it.</summary>
    [EnableRateLimiting(RateLimits.Door)]
    [HttpGet("{code}")]
    public async Task<IActionResult> Scanned(Guid session, string code, CancellationToken ct)
    {
        if (codes.Holds(session, code, clock.UtcNow()))
        {
            ticket.Give(HttpContext, session);
            return Redirect($"/in/{session}");
        }

        return await RefusedAsync(session, new CodeTooOld(), ct, StatusCodes.Status410Gone);
    }

    [HttpGet("")]
    public async Task<IActionResult> Page(Guid session, CancellationToken ct)
    {
        if (!ticket.Opens(HttpContext, session))
        {
            return await RefusedAsync(session, new WaitedTooLong(), ct, StatusCodes.Status410Gone);
        }

        var found = await checkIn.LookAsync(session, ct);
        if (CheckIn.WhyShut(found) is { } shut)
        {
            return await RefusedAsync(session, shut, ct, StatusCodes.Status409Conflict);
        }

        if (User.Identity?.IsAuthenticated != true)
        {
            AfterSignIn.ComeBackTo(HttpContext, $"/in/{session}");
            return Show(new CheckInPage { Class = found, Today = clock.Today() });
        }

        return !User.May(Policies.OwnHousehold) ? await RefusedAsync(session, new NotAResident(), ct, StatusCodes.Status403Forbidden)
            : AccountClaims.PersonOf(User) is { } person && await checkIn.NameAsync(person, ct) is { } name ? Show(new CheckInPage { Class = found, Name = name, Today = clock.Today() })
            : await RefusedAsync(session, new NobodyBehindAccount(), ct, StatusCodes.Status409Conflict);
    }

    [EnableRateLimiting(RateLimits.Door)]
    [HttpPost("")]
    public async Task<IActionResult> Mark(Guid session, CancellationToken ct)
    {
        if (!User.May(Policies.OwnHousehold) || AccountClaims.PersonOf(User) is not { } person || AccountClaims.ActorOf(User).AccountId is not { } account)
        {
            return Redirect($"/in/{session}");
        }

        if (!ticket.Opens(HttpContext, session))
        {
            return await RefusedAsync(session, new WaitedTooLong(), ct, StatusCodes.Status410Gone);
        }

        var done = await checkIn.RunAsync(
            new()
            {
                SessionKey = session, AccountId = account, PersonId = person, Device = ticket.DeviceOf(HttpContext),
                Address = HttpContext.Connection.RemoteIpAddress?.ToString() ?? "",
            }, ct);
        return done.Ok
            ? Show(new CheckInPage { Class = done.Value.Class, Name = done.Value.Name, Done = done.Value, Today = clock.Today() })
            : await RefusedAsync(session, done.Refusal, ct, StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> RefusedAsync(Guid session, Refusal refusal, CancellationToken ct, int status)
    {
        Response.StatusCode = refusal is NotFound ? StatusCodes.Status404NotFound : status;
        return Show(new CheckInPage
        {
            Class = await checkIn.LookAsync(session, ct), Refused = refusal, ScanAgain = refusal is CodeTooOld or WaitedTooLong or DoorNotOpen, Today = clock.Today(),
        });
    }

    private ViewResult Show(CheckInPage page)
    {
        Response.Headers.CacheControl = "no-store";
        return View("CheckIn", page);
    }
}
