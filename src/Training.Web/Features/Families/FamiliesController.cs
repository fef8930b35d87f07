using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Notices;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Sessions;
using Training.Domain.Shared;

namespace Training.Web.Features.Families;

/// <summary>Pages that anybody opens without an account: today, the timetable, the courses.</summary>
[AllowAnonymous]
public sealed class FamiliesController(
    PublicTimetable timetable, PublicCourses courses, TrainingDbContext db, TimeProvider clock) : Controller
{
    /// <summary>Where this reader lives, so that nobody has to say it twice: a code of a county, no more.</summary>
    public const string PlaceCookie = "place";

    [HttpGet("/")]
    public async Task<IActionResult> Home([FromServices] NoticeLists notices, CancellationToken ct)
    {
        var today = clock.Today();
        var place = await PlaceAsync(null, ct);
        var next = place is null ? null : (await timetable.RunAsync(new() { From = today, RegionCode = place.Code, Most = 1, Days = 30 }, ct)).Entries;
        return View(new HomePage(today, place, next is [var entry, ..] ? entry : null, await notices.OpenNowAsync(ct: ct)));
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
        return View(new TimetablePage(today, first, chosen, asked, found));
    }

    [HttpGet("timetable/places")]
    public async Task<IActionResult> Places(CancellationToken ct) => View(await db.RegionsInForce().AsNoTracking()
        .Where(region => region.Level == RegionLevel.County).OrderBy(region => region.Code).ToListAsync(ct));

    [HttpGet("courses")]
    public async Task<IActionResult> Courses(CancellationToken ct) => View(await courses.ByTopicAsync(ct));

    [HttpGet("courses/{course:guid}/{lesson:guid?}")]
    public async Task<IActionResult> Lesson(Guid course, Guid? lesson, CancellationToken ct)
    {
        var found = await courses.FindAsync(course, ct);
        var current = found?.Lessons.FirstOrDefault(line => lesson is null || line.Key == lesson);
        return found is null || current is null ? NotFound() : View(new LessonPage(found, current));
    }

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
