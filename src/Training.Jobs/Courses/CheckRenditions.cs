using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Persistence;
using Training.Jobs.Media;

namespace Training.Jobs.Courses;

/// <summary>
/// Looks whether the files of every published rendition are there and weigh what they weighed when they were verified: a disk that lost some,
/// or a machine that lost its power while they were written. What is broken is made again by itself.
/// </summary>
public sealed class CheckRenditions(TrainingDbContext db, LessonWork lessons, LessonFolders folders)
{
    /// <summary>How many were found broken that nobody had found before.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var count = 0;
        var published = await db.Lessons().AsNoTracking().Where(lesson => lesson.Status == LessonStatus.Published && lesson.PublishedFolder != null)
            .Select(lesson => new { lesson.Id, lesson.PublishedFolder }).ToListAsync(ct);
        foreach (var lesson in published)
        {
            var rows = await db.Renditions().AsNoTracking().Where(row => row.LessonId == lesson.Id && row.BrokenUtc == null).ToListAsync(ct);
            var broken = rows.Where(row => RenditionReader.BytesOf(Path.Combine(folders.At(lesson.PublishedFolder!), row.Name)) != row.Bytes).Select(row => row.Id).ToList();
            if (broken.Count > 0)
            {
                await lessons.BrokenAsync(lesson.Id, broken, ct);
                count += broken.Count;
            }
        }

        return count;
    }
}
