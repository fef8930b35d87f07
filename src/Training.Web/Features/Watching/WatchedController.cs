using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Training.Domain.Courses.Watching;
using Training.Domain.Identity;
using Training.Web.Hosting;

namespace Training.Web.Features.Watching;

/// <summary>How a trainer's own lessons were watched: numbers and where people stop, no names.</summary>
[Authorize(Policy = Policies.Teaching)]
public sealed class WatchedController(WatchFigures figures) : Controller
{
    [HttpGet("lessons/{course:guid}/watched")]
    public async Task<IActionResult> Watched(Guid course, CancellationToken ct) =>
        AccountClaims.TrainerOf(User) is { } trainer && await figures.OfAsync(course, trainer, ct) is { } watched ? View("Watched", new WatchedPage(course, watched)) : NotFound();
}

public sealed record WatchedPage(Guid Key, CourseWatched Course)
{
    /// <summary>2:35.</summary>
    public static string Clock(long ms) => $"{(int)TimeSpan.FromMilliseconds(ms).TotalMinutes}:{TimeSpan.FromMilliseconds(ms).Seconds:00}";
}
