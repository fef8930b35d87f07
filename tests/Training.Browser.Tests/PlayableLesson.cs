using System.Collections.Concurrent;
using Training.Domain.Courses;
using Training.Jobs.Media;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>Makes a lesson that really plays, by the product's own transcoder, of a clip that ships with it.</summary>
public static class PlayableLesson
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<(string Folder, long DurationMs)>>> Made = [];

    /// <summary>Each clip is transcoded once a run, whichever tests play it.</summary>
    public static async Task MakeAsync(TestSite site, Lesson lesson, string sample)
    {
        var (folder, duration) = await Made.GetOrAdd(sample, name => new(() => TranscodeAsync(name))).Value;
        var target = Path.Combine(site.Folder.Media, lesson.PublishedFolder!);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await using var db = site.Open();
        (await db.FindAsync<Lesson>(lesson.Id))!.DurationMs = duration;
        await db.SaveChangesAsync();
    }

    private static async Task<(string Folder, long DurationMs)> TranscodeAsync(string sample)
    {
        var work = Directory.CreateTempSubdirectory("training-lesson-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(work, recursive: true);
        var made = await new TranscodeVideo(new MediaTool()).RunAsync(
            new TranscodeRequest
            {
                SourceFile = Path.Combine(Repository(), "media-samples", sample),
                OutputFolder = Path.Combine(work, "made"),
                WorkFolder = work,
                Ladder = Domain.Media.LadderSettings.Default.LowestRungOnly(),
            },
            null,
            CancellationToken.None);
        Assert.True(made.Ok, made.Refusal?.Message);
        return (made.Value.Folder, (long)made.Value.Duration.TotalMilliseconds);
    }

    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Training.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
