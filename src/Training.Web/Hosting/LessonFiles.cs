using Microsoft.Extensions.Caching.Memory;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <param name="Address">For the page.</param>
public sealed record LessonFile(string Address, long Bytes)
{
    /// <summary>约 12 MB: never said smaller than it is.</summary>
    public string About => $"约 {Math.Max(1, (Bytes + 999_999) / 1_000_000)} MB";
}

/// <summary>What a player finds of one published lesson; what the publication does not have is null.</summary>
/// <param name="Played">One plain file that any browser plays, with scripts off too; its first picture comes after a few kilobytes.</param>
/// <param name="Low">The same for taking home.</param>
/// <param name="Sound">The sound as a stream.</param>
/// <param name="TakeHomeSound">The sound as one small file.</param>
/// <param name="Poster">As large as a phone shows.</param>
/// <param name="Glimpse">The same in two kilobytes, for before the film's first picture.</param>
/// <param name="Story">Which small picture belongs to which second, WebVTT.</param>
public sealed record LessonSources(string Master, string Played, LessonFile? Low, string? Sound, LessonFile? TakeHomeSound, string? Poster, string? Glimpse, string? Story);

/// <summary>
/// The one place that knows which file of a publication is for what. A published folder never changes, so what lies in it is looked up once.
/// </summary>
public sealed class LessonFiles(DataFolder folder, IMemoryCache cache)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public LessonSources Of(Guid lesson, string published) => cache.GetOrCreate((nameof(LessonFiles), published), entry =>
    {
        entry.SlidingExpiration = Remembered;
        return Look(lesson, published);
    })!;

    private LessonSources Look(Guid lesson, string published)
    {
        LessonFile? File(string name)
        {
            var file = new FileInfo(Path.Combine(folder.Media, published, name));
            return file.Exists ? new LessonFile(MediaAddress.Of(lesson, published, name), file.Length) : null;
        }

        // What was published before files came in fragments plays from the one that is there.
        return new LessonSources(
            MediaAddress.Of(lesson, published, "master.m3u8"), File("play.mp4")?.Address ?? MediaAddress.Of(lesson, published, "low.mp4"), File("low.mp4"), File("voice/index.m3u8")?.Address ?? File("audio/index.m3u8")?.Address,
            File("audio.m4a"), File("poster.jpg")?.Address, File("glimpse.webp")?.Address, File("story.vtt")?.Address);
    }
}
