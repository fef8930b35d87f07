using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Sessions.Bookings;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <param name="Circle">Null for a visitor.</param>
/// <param name="Mine">The family's bookings of this class.</param>
public sealed record ClassPage(PublicClass Class, bool IsOpen, DateOnly Today, FamilyCircle? Circle, IReadOnlyList<FamilyBooking> Mine, Guid? Chosen, AnotherClassThen? Overlap)
{
    /// <summary>Who of the family could still be booked.</summary>
    public IEnumerable<FamilyMember> Others => Circle?.Members.Where(m => !Mine.Any(b => b.Member.Id == m.Id && b.State != BookingState.Cancelled)) ?? [];
}

/// <summary>One class: anybody looks, a signed-in family books.</summary>
public sealed class ClassController(ReadBookings bookings, BookSeat book, FamilyCircles circles, TimeProvider clock) : Controller
{
    [AllowAnonymous]
    [HttpGet("classes/{key:guid}")]
    public Task<IActionResult> Show(Guid key, CancellationToken ct) => PageAsync(key, null, null, ct);

    [Authorize(Policy = Policies.OwnHousehold)]
    [HttpPost("classes/{key:guid}/book")]
    public async Task<IActionResult> Book(Guid key, BookForm form, CancellationToken ct)
    {
        if (AccountClaims.PersonOf(User) is not { } resident)
        {
            return NotFound();
        }

        var booked = await book.RunAsync(
            new() { SessionKey = key, PersonKey = form.PersonKey, OverlapAccepted = form.Overlap, Booker = Booker.Resident(AccountClaims.ActorOf(User), resident) }, ct);
        if (booked.Ok)
        {
            TempData["Done"] = booked.Value.Place is { } place ? $"排上了，您排在第 {place} 位。有空位就发短信告诉您。" : "报好了。到时候直接去就行。";
            return Redirect($"/classes/{key}");
        }

        if (booked.Refusal is not AnotherClassThen)
        {
            ModelState.AddModelError(booked.Refusal.Field ?? "", booked.Refusal.Message);
        }

        return await PageAsync(key, form.PersonKey, booked.Refusal as AnotherClassThen, ct);
    }

    private async Task<IActionResult> PageAsync(Guid key, Guid? chosen, AnotherClassThen? overlap, CancellationToken ct)
    {
        if (await bookings.FindAsync(key, ct) is not { } found)
        {
            return NotFound();
        }

        var circle = User.May(Policies.OwnHousehold) && AccountClaims.PersonOf(User) is { } resident ? await circles.OfAsync(resident, ct) : null;
        var mine = circle is null ? [] : (await bookings.OfFamilyAsync(circle, ct)).Where(b => b.SessionKey == key).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        return View("Class", new ClassPage(
            found, found.Status == Domain.Sessions.SessionStatus.Planned && now < found.StartUtc, Domain.Shared.ShanghaiTime.Today(clock), circle, mine, chosen, overlap));
    }
}

public sealed class BookForm
{
    public Guid? PersonKey { get; set; }

    /// <summary>两处都报</summary>
    public bool Overlap { get; set; }
}
