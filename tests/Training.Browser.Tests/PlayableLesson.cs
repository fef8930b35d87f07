using System.Collections.Concurrent;
using Training.Domain.Courses;
using Training.Domain.Media;
using Training.Jobs.Media;
using Training.Testing.Site;

namespace Training.Browser.Tests;

/// <summary>Makes a lesson that really plays, by the product's own transcoder, of a clip that ships with it.</summary>
public static class PlayableLesson
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<(string Folder, long DurationMs)>>> Made = [];
    private static readonly LadderSettings Lowest = LadderSettings.Default.LowestRungOnly();
    private static readonly MediaTool Tool = new();

    /// <summary>Each clip is transcoded once a run, whichever tests play it.</summary>
    public static Task MakeAsync(TestSite site, Lesson lesson, string sample) => PlaceAsync(site, lesson, sample, TranscodeSampleAsync);

    /// <summary>As much picture as the lowest rendition holds, for 21 minutes; only one of them is encoded.</summary>
    public static Task MakeLongAsync(TestSite site, Lesson lesson) => PlaceAsync(site, lesson, "drawn", DrawAsync);

    private static async Task PlaceAsync(TestSite site, Lesson lesson, string sample, Func<string, Task<(string Folder, long DurationMs)>> make)
    {
        var (folder, duration) = await Made.GetOrAdd(sample, name => new(() => make(name))).Value;
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

    private static async Task<(string Folder, long DurationMs)> TranscodeSampleAsync(string sample)
    {
        var made = await TranscodeAsync(Path.Combine(Repository(), "media-samples", sample), Folder());
        return (made.Folder, (long)made.Duration.TotalMilliseconds);
    }

    private static async Task<(string Folder, long DurationMs)> DrawAsync(string name)
    {
        var work = Folder();
        var clip = name + ".mp4";
        await Tool.MustAsync(
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=60,noise=alls=10:allf=t", "-f", "lavfi", "-i", "anoisesrc=amplitude=0.1:duration=60",
                "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", clip,
            ],
            work, clip, CancellationToken.None);
        var minute = await TranscodeAsync(Path.Combine(work, clip), work);
        const int minutes = 21;
        foreach (var (stream, rendition) in new[] { ("0:v", "240p"), ("0:a", LadderPlan.AudioName) })
        {
            Directory.Delete(Path.Combine(minute.Folder, rendition), recursive: true);
            Directory.CreateDirectory(Path.Combine(minute.Folder, rendition));
            await Tool.MustAsync(
                [
                    "-nostdin", "-v", "error", "-stream_loop", $"{minutes - 1}", "-i", FfmpegCommand.ProgressiveName, "-map", stream, "-c", "copy", "-f", "hls", "-hls_time", "4",
                    "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4", "-hls_segment_filename", $"{rendition}/%05d.m4s", $"{rendition}/{FfmpegCommand.PlaylistName}",
                ],
                minute.Folder, $"{rendition}/{FfmpegCommand.PlaylistName}", CancellationToken.None);
        }

        var ladder = LadderPlan.For(minute.Facts.Media, Lowest);
        await new ComposeLesson(Tool).FinishAsync(
            minute.Folder, ladder, [.. minute.Renditions.Select(rendition => rendition with { Seconds = rendition.Seconds * minutes })], new HashSet<string>(["240p"]), CancellationToken.None);
        return (minute.Folder, (long)minute.Duration.TotalMilliseconds * minutes);
    }

    private static string Folder()
    {
        var work = Directory.CreateTempSubdirectory("training-lesson-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(work, recursive: true);
        return work;
    }

    private static async Task<TranscodedVideo> TranscodeAsync(string file, string work)
    {
        var made = await new TranscodeVideo(Tool).RunAsync(
            new TranscodeRequest { SourceFile = file, OutputFolder = Path.Combine(work, "made"), WorkFolder = work, Ladder = Lowest }, null, CancellationToken.None);
        Assert.True(made.Ok, made.Refusal?.Message);
        return made.Value;
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
