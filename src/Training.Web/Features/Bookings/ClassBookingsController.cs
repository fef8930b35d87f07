using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Bookings;

/// <summary>报名名单: who has booked the coming classes of the own stations.</summary>
[Authorize(Policy = Policies.Bookings)]
[Route("class-bookings")]
public sealed class ClassBookingsController(ReadBookings bookings, CancelBooking cancel, ChangeClass change) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> List(CancellationToken ct) => View("List", await bookings.ToComeAsync(ct: ct));

    [HttpGet("{key:guid}")]
    public Task<IActionResult> One(Guid key, CancellationToken ct) => PageAsync(key, ct);

    [HttpPost("{key:guid}/take-off")]
    public Task<IActionResult> TakeOff(Guid key, Guid booking, CancellationToken ct) => BookingAsync(key, booking, cancel.RunAsync, "取消了，10 分钟内能恢复。", ct);

    [HttpPost("{key:guid}/restore")]
    public Task<IActionResult> Restore(Guid key, Guid booking, CancellationToken ct) => BookingAsync(key, booking, cancel.RestoreAsync, "恢复了。", ct);

    [HttpPost("{key:guid}/seats")]
    public async Task<IActionResult> Seats(Guid key, string? seats, CancellationToken ct)
    {
        var empty = string.IsNullOrWhiteSpace(seats);
        if (!empty && !int.TryParse(seats, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            ModelState.AddModelError("Seats", new BadSeats(0).Message);
            return await PageAsync(key, ct);
        }

        var changed = await change.SeatsAsync(
            new() { SessionKey = key, Seats = empty ? null : int.Parse(seats!, System.Globalization.CultureInfo.InvariantCulture), Actor = AccountClaims.ActorOf(User) }, ct);
        return await AnswerAsync(key, changed.Refusal, "座位数改好了。排队的人按先后补上，已经发短信。", ct);
    }

    [HttpPost("{key:guid}/call-off")]
    public async Task<IActionResult> CallOff(Guid key, string? reason, CancellationToken ct)
    {
        var cancelled = await change.CancelAsync(new() { SessionKey = key, Reason = reason, Actor = AccountClaims.ActorOf(User) }, ct);
        return await AnswerAsync(
            key, cancelled.Refusal,
            cancelled.Ok ? $"这次课取消了。给 {cancelled.Value.Told} 人发了短信{(cancelled.Value.ToCall > 0 ? $"，还有 {cancelled.Value.ToCall} 人没留电话，要您告诉" : "")}。" : "", ct);
    }

    private async Task<IActionResult> BookingAsync(
        Guid key, Guid booking, Func<CancelBookingInput, CancellationToken, Task<Result<Done>>> act, string done, CancellationToken ct)
    {
        var changed = await act(new() { BookingKey = booking, Booker = Booker.Station(AccountClaims.ActorOf(User)) }, ct);
        return await AnswerAsync(key, changed.Refusal, done, ct);
    }

    private async Task<IActionResult> AnswerAsync(Guid key, Refusal? refusal, string done, CancellationToken ct)
    {
        switch (refusal)
        {
            case null:
                TempData["Done"] = done;
                return Redirect($"/class-bookings/{key}");
            case Training.Domain.Shared.NotFound:
                return NotFound();
            case { Field: { } field }:
                ModelState.AddModelError(field, refusal.Message);
                return await PageAsync(key, ct);
            default:
                TempData["Refused"] = refusal.Message;
                return Redirect($"/class-bookings/{key}");
        }
    }

    private async Task<IActionResult> PageAsync(Guid key, CancellationToken ct) =>
        await bookings.OfClassAsync(key, ct) is { } found ? View("Bookings", found) : NotFound();
}
