using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Identity;
using Training.Domain.People;
using Training.Domain.Regions;
using Training.Domain.Sessions.Bookings;
using Training.Web.Hosting;

namespace Training.Web.Features.Bookings;

/// <param name="Overlap">Somebody was chosen who has another class then.</param>
public sealed record BookForPage(ClassBookings Class, string? Text, IReadOnlyList<FoundPerson> Found, BookForForm Form, AnotherClassThen? Overlap);

public sealed class BookForForm
{
    /// <summary>What was searched, so that the list stands again after a refusal.</summary>
    public string? Text { get; set; }

    public Guid? PersonKey { get; set; }

    public string? Note { get; set; }

    public bool Overlap { get; set; }
}

/// <summary>电话预约: the station looks somebody up, as on the roll, and books for him or her.</summary>
[Authorize(Policy = Policies.Bookings)]
[Route("class-bookings/{key:guid}/new")]
public sealed class BookForController(ReadBookings bookings, FindPeople find, BookSeat book) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Find(Guid key, CancellationToken ct) => PageAsync(key, new BookForForm(), null, ct);

    /// <summary>Posted, so that no address and no log carries a name or the end of a phone number.</summary>
    [HttpPost("find")]
    public Task<IActionResult> FindNow(Guid key, BookForForm form, CancellationToken ct) => PageAsync(key, form, null, ct, searches: true);

    [HttpPost("")]
    public async Task<IActionResult> Book(Guid key, BookForForm form, CancellationToken ct)
    {
        var booked = await book.RunAsync(
            new() { SessionKey = key, PersonKey = form.PersonKey, Note = form.Note, OverlapAccepted = form.Overlap, Booker = Booker.Station(AccountClaims.ActorOf(User)) }, ct);
        if (booked.Ok)
        {
            TempData["Done"] = !booked.Value.IsNew ? "这个人已经报过了。" : booked.Value.Place is { } place ? $"排上了，第 {place} 位。" : "报好了。";
            return Redirect($"/class-bookings/{key}");
        }

        if (booked.Refusal is Training.Domain.Shared.NotFound)
        {
            return NotFound();
        }

        if (booked.Refusal is not AnotherClassThen)
        {
            ModelState.AddModelError(booked.Refusal.Field ?? "", booked.Refusal.Message);
        }

        return await PageAsync(key, form, booked.Refusal as AnotherClassThen, ct, searches: form.Text is { Length: > 0 });
    }

    private async Task<IActionResult> PageAsync(Guid key, BookForForm form, AnotherClassThen? overlap, CancellationToken ct, bool searches = false)
    {
        if (await bookings.OfClassAsync(key, ct) is not { } found)
        {
            return NotFound();
        }

        IReadOnlyList<FoundPerson> people = [];
        if (searches)
        {
            var result = await find.RunAsync(new() { Text = form.Text, CountyCode = RegionCodes.CountyOf(found.RegionCode) }, ct);
            if (result.Ok)
            {
                people = result.Value;
            }
            else
            {
                ModelState.AddModelError("Text", result.Refusal.Message);
            }
        }

        return View("BookFor", new BookForPage(found, searches ? form.Text : null, people, form, overlap));
    }
}
