using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <summary>取消、恢复: what a family does with its own bookings.</summary>
[Authorize(Policy = Policies.OwnHousehold)]
public sealed class OwnBookingsController(CancelBooking cancel) : Controller
{
    [HttpPost("bookings/{key:guid}/cancel")]
    public Task<IActionResult> Cancel(Guid key, string? back, CancellationToken ct) => ChangeAsync(
        key, back, cancel.RunAsync, "已经取消。改主意了，10 分钟内点“恢复”。", ct);

    [HttpPost("bookings/{key:guid}/restore")]
    public Task<IActionResult> Restore(Guid key, string? back, CancellationToken ct) => ChangeAsync(key, back, cancel.RestoreAsync, "恢复了，还按原来的报名。", ct);

    private async Task<IActionResult> ChangeAsync(
        Guid key, string? back, Func<CancelBookingInput, CancellationToken, Task<Result<Done>>> change, string done, CancellationToken ct)
    {
        if (AccountClaims.PersonOf(User) is not { } resident)
        {
            return NotFound();
        }

        var changed = await change(new() { BookingKey = key, Booker = Booker.Resident(AccountClaims.ActorOf(User), resident) }, ct);
        if (changed.Refusal is Training.Domain.Shared.NotFound)
        {
            return NotFound();
        }

        TempData[changed.Ok ? "Done" : "Refused"] = changed.Refusal?.Message ?? done;
        return Redirect(Url.IsLocalUrl(back) ? back : "/family");
    }
}
