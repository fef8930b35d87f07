using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Caching.Memory;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Media;

/// <summary>
/// The files of published lessons. Only names that the transcoder writes are answered, so nothing else of the data folder can be
/// reached. The address carries the mark of one publication, so a browser may keep what it got for ever.
/// </summary>
[AllowAnonymous]
public sealed partial class MediaController(LessonMedia media, DataFolder folder, IMemoryCache cache) : Controller
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    [HttpGet("media/{lesson:guid}/{mark}/{**path}")]
    [HttpHead("media/{lesson:guid}/{mark}/{**path}")]
    public async Task<IActionResult> File(Guid lesson, string mark, string? path, CancellationToken ct)
    {
        if (path is null || !MediaFile().IsMatch(path))
        {
            return NotFound();
        }

        // A player asks for a segment every few seconds; the database is asked once in a while.
        var place = await cache.GetOrCreateAsync(lesson, entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Remembered;
            return media.FindAsync(lesson, ct);
        });
        if (place is null || MediaAddress.Mark(place.Folder) != mark || !(place.IsPublic || place.TrainerId == AccountClaims.TrainerOf(User)))
        {
            return NotFound();
        }

        var file = Path.Combine(folder.Media, place.Folder, path);
        if (!System.IO.File.Exists(file) || !MediaContentTypes.Provider.TryGetContentType(file, out var type))
        {
            return NotFound();
        }

        Response.Headers.CacheControl = place.IsPublic ? "public, max-age=31536000, immutable" : "private, no-store";
        return PhysicalFile(file, type, enableRangeProcessing: true);
    }

    [GeneratedRegex(@"\A(master\.m3u8|low\.mp4|poster\.jpg|audio\.m4a|story\.vtt|story-\d{1,2}\.jpg|[a-z0-9]{1,20}/(index\.m3u8|init\.mp4|\d{1,8}\.m4s))\z")]
    private static partial Regex MediaFile();
}
