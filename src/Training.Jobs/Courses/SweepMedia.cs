using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Jobs.Courses;

/// <summary>
/// Takes away what no pointer names: folders that a newer publication has taken the place of, once nobody can be watching them any more, and
/// what killed runs left of lessons that no run came to again.
/// </summary>
public sealed class SweepMedia(TrainingDbContext db, DataFolder folder, TimeProvider clock)
{
    /// <summary>Longer than the longest lesson, than the longest run, and than anybody leaves a page open.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Of an archive that is being packed.</summary>
    internal const string HalfEnding = ".half";

    /// <summary>How many folders and archives went.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var old = clock.UtcNow() - Kept;
        var named = await NamedAsync(ct);
        var count = 0;
        foreach (var lesson in Directory.EnumerateDirectories(folder.Media))
        {
            foreach (var run in Directory.EnumerateDirectories(lesson))
            {
                if (Directory.GetLastWriteTimeUtc(run) < old && !named.Contains($"{Path.GetFileName(lesson)}/{Path.GetFileName(run)}"))
                {
                    Directory.Delete(run, recursive: true);
                    count++;
                }
            }

            // Archives of kits, and what a killed process had half packed.
            foreach (var archive in Directory.EnumerateFiles(lesson))
            {
                if (File.GetLastWriteTimeUtc(archive) < old && !named.Contains($"{Path.GetFileName(lesson)}/{Path.GetFileName(archive)}"))
                {
                    File.Delete(archive);
                    count++;
                }
            }
        }

        return count;
    }

    private async Task<HashSet<string>> NamedAsync(CancellationToken ct)
    {
        var named = await db.Lessons().Where(row => row.PublishedFolder != null).Select(row => row.PublishedFolder!).ToListAsync(ct);
        named.AddRange(await db.LessonSoundTracks().Where(row => row.PublishedFolder != null).Select(row => row.PublishedFolder!).ToListAsync(ct));
        named.AddRange(await db.LessonKits().Where(kit => kit.Archive != null).Select(kit => kit.Archive!).ToListAsync(ct));
        return [.. named];
    }
}
