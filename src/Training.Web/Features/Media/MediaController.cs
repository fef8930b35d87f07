using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Caching.Memory;
using Training.Domain.Courses;
using Training.Domain.Identity;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Web.Hosting;

namespace Training.Web.Features.Media;

/// <summary>
/// The files of published lessons. Only names that the transcoder writes are answered, so nothing else of the data folder can be
/// reached. The address carries the mark of one publication, so a browser may keep what it got for ever, and who began with an earlier
/// publication goes on with it until it is swept.
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

        // A player asks for a segment every few seconds; the database is asked once in a while. What is not public yet is not remembered:
        // families have it at once when the county passes it.
        if (!cache.TryGetValue(lesson, out LessonMediaPlace? place))
        {
            place = await media.FindAsync(lesson, ct);
            if (place is { IsPublic: true })
            {
                cache.Set(lesson, place, Remembered);
            }
        }

        if (place is null || FolderOf(lesson, place, mark) is not { } published || !await MayHaveAsync(place, lesson, ct))
        {
            return NotFound();
        }

        var file = Path.Combine(folder.Media, published, path);
        if (!System.IO.File.Exists(file) || !MediaContentTypes.Provider.TryGetContentType(file, out var type))
        {
            return NotFound();
        }

        SecurityHeaders.OfPart(Response.Headers);
        Response.Headers.CacheControl = place.IsPublic ? "public, max-age=31536000, immutable" : "private, no-store";
        if (path == MasterPlaylist.FileName && Request.Query["t"] is { Count: > 0 } wanted)
        {
            var sounds = await media.TracksAsync(lesson, [.. wanted.Select(key => Guid.TryParse(key, out var track) ? track : default)], ct);
            return Content(
                MasterPlaylist.With(
                    await System.IO.File.ReadAllTextAsync(file, ct),
                    [.. sounds.Select(sound => new AlternativeSound(sound.Label, MediaAddress.Of(lesson, sound.Folder, $"{LadderPlan.SoundTrackName}/{FfmpegCommand.PlaylistName}")))]),
                type);
        }

        return PhysicalFile(file, type, enableRangeProcessing: true);
    }

    /// <summary>What nobody but its teacher and those who review it may see yet is not public.</summary>
    private async Task<bool> MayHaveAsync(LessonMediaPlace place, Guid lesson, CancellationToken ct) =>
        place.IsPublic || place.TrainerId == AccountClaims.TrainerOf(User) || (User.May(Policies.Courses) && await media.IsWithinReachAsync(lesson, ct));

    /// <summary>The folder that now stands, or an earlier one or a sound track's of this lesson that still lies there.</summary>
    private string? FolderOf(Guid lesson, LessonMediaPlace place, string mark)
    {
        if (MediaAddress.Mark(place.Folder) == mark)
        {
            return place.Folder;
        }

        var own = Path.Combine(folder.Media, lesson.ToString("N"));
        return Directory.Exists(own)
            ? Directory.EnumerateDirectories(own).Select(run => $"{lesson:N}/{Path.GetFileName(run)}").FirstOrDefault(run => MediaAddress.Mark(run) == mark)
            : null;
    }

    [GeneratedRegex(@"\A(master\.m3u8|low\.mp4|play\.mp4|audio\.m4a|poster\.jpg|glimpse\.webp|story\.vtt|story-\d{1,2}\.jpg|[a-z0-9]{1,20}/(index\.m3u8|init\.mp4|\d{1,8}\.m4s))\z")]
    private static partial Regex MediaFile();
}
