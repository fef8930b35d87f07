using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Notices;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <summary>Pages that anybody opens without an account: today, the timetable, the courses.</summary>
[AllowAnonymous]
public sealed class FamiliesController(
    PublicTimetable timetable, PublicCourses courses, ReadBookings bookings, FamilyCircles circles, WatchBook watch, TrainingDbContext db, TimeProvider clock) : Controller
{
    /// <summary>Where this reader lives, so that nobody has to say it twice: a code of a county, no more.</summary>
    public const string PlaceCookie = "place";

    [HttpGet("/")]
    public async Task<IActionResult> Home([FromServices] NoticeLists notices, CancellationToken ct)
    {
        var today = clock.Today();
        var place = await PlaceAsync(null, ct);
        var own = await CircleAsync(ct);
        var booked = own is null ? null : (await OwnBookings.ReadAsync(bookings, db, own, clock.UtcNow(), ct)).Coming
            .FirstOrDefault(b => b.State != BookingState.Cancelled && b.Status != SessionStatus.Cancelled);
        var left = own is null ? [] : await watch.ReadAsync(Resident!.Value, 1, ct);
        var next = place is null || booked is not null ? null : (await timetable.RunAsync(new() { From = today, RegionCode = place.Code, Most = 1, Days = 30 }, ct)).Entries;
        return View(new HomePage(today, place, next is [var entry, ..] ? entry : null, await notices.OpenNowAsync(ct: ct), booked, own?.Members.Count > 1, left is [var last] ? last : null));
    }

    [HttpGet("timetable")]
    public async Task<IActionResult> Timetable(string? place, string? words, DateOnly? from, CancellationToken ct)
    {
        var today = clock.Today();
        var chosen = await PlaceAsync(place, ct);
        if (place is not null)
        {
            Keep(chosen);
        }

        var first = from is { } day && day > today && day < today.AddYears(1) ? day : today;
        var asked = words?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, 40)] : null;
        var found = await timetable.RunAsync(new() { From = first, RegionCode = chosen?.Code, Words = asked }, ct);
        var own = await CircleAsync(ct);
        var mine = own is null ? [] : await bookings.OfFamilyAsync(own, ct);
        return View(new TimetablePage(
            today, first, chosen, asked, found, await bookings.SeatsAsync([.. found.Entries.Select(e => e.Key)], ct),
            mine.Where(b => b.State != BookingState.Cancelled).ToLookup(b => b.SessionKey), own?.Members.Count > 1));
    }

    [HttpGet("timetable/places")]
    public async Task<IActionResult> Places(CancellationToken ct) => View(await db.RegionsInForce().AsNoTracking()
        .Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct));

    [HttpGet("courses")]
    public async Task<IActionResult> Courses(CancellationToken ct) => View(await courses.ByTopicAsync(ct));

    /// <param name="course">Its key.</param>
    /// <param name="lesson">The first one, when none is named.</param>
    /// <param name="at">The second to begin at: a part of the lesson, with scripts off.</param>
    /// <param name="files">Which file of the lesson is for what.</param>
    /// <param name="ct">Cancellation.</param>
    [HttpGet("courses/{course:guid}/{lesson:guid?}")]
    public async Task<IActionResult> Lesson(Guid course, Guid? lesson, long? at, [FromServices] LessonFiles files, CancellationToken ct)
    {
        var found = await courses.FindAsync(course, ct);
        var current = found?.Lessons.FirstOrDefault(line => lesson is null || line.Key == lesson);
        if (found is null && await courses.FindWithdrawnAsync(course, ct) is { } withdrawn)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return View("Withdrawn", withdrawn);
        }

        if (found is null || current is null)
        {
            return NotFound();
        }

        var left = Resident is { } resident ? await watch.WhereAsync(resident, current.Key, ct) ?? 0 : (long?)null;
        return View(new LessonPage(
            found, current, files.Of(current.Key, current.Folder), current.Content, left, at is { } second && second >= 0 && second * 1000 < current.DurationMs ? second : null));
    }

    private long? Resident => User.May(Policies.OwnHousehold) ? AccountClaims.PersonOf(User) : null;

    private async Task<FamilyCircle?> CircleAsync(CancellationToken ct) => Resident is { } resident ? await circles.OfAsync(resident, ct) : null;

    private async Task<Region?> PlaceAsync(string? asked, CancellationToken ct) =>
        RegionCodes.TryParse(asked ?? Request.Cookies[PlaceCookie], out var code)
            ? await db.Regions().AsNoTracking().SingleOrDefaultAsync(region => region.Code == code && region.Level == RegionLevel.County, ct)
            : null;

    private void Keep(Region? place)
    {
        if (place is null)
        {
            Response.Cookies.Delete(PlaceCookie);
            return;
        }

        Response.Cookies.Append(PlaceCookie, RegionCodes.Short(place.Code), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = Request.IsHttps,
        });
    }
}
