using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Families;

/// <summary>我家: what the signed-in family sees of itself, and of nobody else.</summary>
[Authorize(Policy = Policies.OwnHousehold)]
public sealed class OwnHouseholdController(OwnHousehold household, OwnFile file, WatchBook watch) : Controller
{
    [HttpGet("family")]
    public async Task<IActionResult> Own(CancellationToken ct) =>
        View("Own", AccountClaims.PersonOf(User) is { } person ? await household.ReadAsync(person, ct) : null);

    [HttpGet("family/file")]
    public async Task<IActionResult> File(CancellationToken ct) =>
        AccountClaims.PersonOf(User) is { } person && await file.ReadAsync(person, ct) is { } page ? View("File", page) : Redirect("/family");

    /// <summary>Where the player stands: sent while it plays, when it pauses and when the page is left.</summary>
    [HttpPost("family/left/{lesson:guid}")]
    [EnableRateLimiting(RateLimits.Bookmarks)]
    public async Task<IActionResult> Left(Guid lesson, double? seconds, CancellationToken ct) =>
        seconds is not { } at || AccountClaims.PersonOf(User) is not { } person ? BadRequest()
        : await watch.LeaveAsync(person, new LeftAt(lesson, at), ct) ? NoContent()
        : NotFound();

    /// <summary>What this browser kept before anybody signed in: <c>lesson:seconds</c>, one field a lesson.</summary>
    [HttpPost("family/left")]
    [EnableRateLimiting(RateLimits.Bookmarks)]
    public async Task<IActionResult> Adopt(string[]? kept, CancellationToken ct)
    {
        if (AccountClaims.PersonOf(User) is { } person)
        {
            var taken = await watch.AdoptAsync(person, [.. (kept ?? []).Select(Read).OfType<LeftAt>()], ct);
            TempData["Done"] = taken > 0 ? $"记下了 {taken} 个视频，换手机也能接着看。" : "这些视频账号里已经有了，按账号里的接着看。";
            TempData["Adopted"] = true;
        }

        return Redirect("/family#watch");
    }

    [HttpPost("family/left/{lesson:guid}/forget")]
    public async Task<IActionResult> Forget(Guid lesson, CancellationToken ct)
    {
        if (AccountClaims.PersonOf(User) is { } person && await watch.ForgetAsync(person, lesson, ct) > 0)
        {
            TempData["Done"] = "从这里去掉了。想看还在“看视频学”里。";
        }

        return Redirect("/family#watch");
    }

    private static LeftAt? Read(string line) =>
        line.Split(':') is [var key, var seconds] && Guid.TryParse(key, out var lesson)
            && double.TryParse(seconds, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var at)
            ? new LeftAt(lesson, at) : null;
}
