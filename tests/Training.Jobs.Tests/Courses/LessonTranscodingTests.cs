using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Courses;
using Training.Jobs.Tests.Media;
using Training.Jobs.Tests.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Courses;

/// <summary>From an upload to a lesson that plays, through the real queue, the real ffmpeg and a real kill -9.</summary>
public sealed class LessonTranscodingTests : IDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-lessons-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    private static string Sample => Path.Combine(Recordings.Root, "media-samples", "turn-over.mp4");

    private static void Quick(IServiceCollection services) => services.AddSingleton(Bench.Quick);

    [Fact]
    public async Task An_uploaded_clip_waits_for_room_and_becomes_a_lesson_that_plays()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (item, lesson) = await UploadAsync(database, await File.ReadAllBytesAsync(Sample));
        var disk = new TightDisk(0);
        await using var jobs = await RunningJobs.StartAsync(database, services => services.AddSingleton(Bench.Quick).AddSingleton<IDiskSpace>(disk), data: folder.Root);
        await database.ItemWhenAsync(item, WorkStatus.Waiting);
        await database.ItemWhenAsync(item + 1, row => row is { Status: WorkStatus.Queued, Attempts: > 0 } && row.Error!.StartsWith("磁盘不够，还差", StringComparison.Ordinal));
        disk.Free = 100L << 30;
        Assert.Equal(100, (await database.ItemWhenAsync(item, WorkStatus.Succeeded)).Progress);
        await PlaysAsync(database, lesson);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_is_refused_with_its_sentence_and_is_not_tried_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (item, lesson) = await UploadAsync(database, (await File.ReadAllBytesAsync(Sample))[..200_000]);
        await using var jobs = await RunningJobs.StartAsync(database, Quick, data: folder.Root);
        var refused = await database.ItemWhenAsync(item, WorkStatus.Refused);
        Assert.Equal(1, refused.Attempts);
        await using var db = database.Open();
        var state = (await new TrainerCourses(db).LessonAsync(lesson, null))!;
        Assert.Equal(LessonStatus.Refused, state.Status);
        Assert.StartsWith("文件不完整：应有 40 秒，只有", state.Sentence, StringComparison.Ordinal);
        Assert.Null(state.Folder);
        Assert.Empty(Directory.EnumerateFiles(folder.Media, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Killed_in_the_middle_of_encoding_it_is_finished_after_the_next_start()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (item, lesson) = await UploadAsync(database, await File.ReadAllBytesAsync(Sample));
        await using (var process = RunningProcess.Start(typeof(KillableHost).Assembly.Location, "Sqlite", folder.Root, database.ConnectionString))
        {
            // With all renditions it is far from its end here.
            await database.ItemWhenAsync(item, WorkStatus.Waiting);
            await database.ItemWhenAsync(item + 1, row => row.Progress >= 3);
            await process.KillAsync();
        }

        await using (var db = database.Open())
        {
            var half = await db.Lessons().AsNoTracking().SingleAsync();
            Assert.Null(half.PublishedFolder);
            Assert.Contains(half.Status, (LessonStatus[])[LessonStatus.Encoding, LessonStatus.Verifying]);
        }

        Assert.NotEmpty(Directory.EnumerateDirectories(Path.Combine(folder.Media, lesson.ToString("N")), ".partial-*"));
        await using var jobs = await RunningJobs.StartAsync(database, Quick, data: folder.Root);
        await database.ItemWhenAsync(item, WorkStatus.Succeeded);
        Assert.Equal(2, (await database.ItemAsync(item + 1)).Attempts);
        await PlaysAsync(database, lesson);
    }

    [Fact]
    public async Task A_lesson_plays_after_its_starter_and_then_gets_the_rest_while_the_first_folder_stays_for_who_watches()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (item, lesson) = await UploadAsync(database, await File.ReadAllBytesAsync(Sample));
        var ladder = LadderSettings.Default with { Preset = "superfast" };
        await using var jobs = await RunningJobs.StartAsync(database, services => services.AddSingleton(ladder), data: folder.Root);
        await database.ItemWhenAsync(item, WorkStatus.Waiting);
        await database.ItemWhenAsync(item + 1, WorkStatus.Succeeded);
        await using var db = database.Open();
        var first = (await new TrainerCourses(db).LessonAsync(lesson, null))!;
        Assert.True(first is { Status: LessonStatus.Published, Percent: 100 });
        Assert.Equal(["audio", "voice", "240p"], first.Renditions.Select(rendition => rendition.Name).Take(3));

        await database.ItemWhenAsync(item, WorkStatus.Succeeded);
        var after = (await new TrainerCourses(db).LessonAsync(lesson, null))!;
        Assert.NotEqual(first.Folder, after.Folder);
        Assert.Equal(["audio", "voice", "240p", "360p", "480p", "slides"], after.Renditions.Select(rendition => rendition.Name));
        Assert.All((string[])[first.Folder!, after.Folder!], place => Assert.True(File.Exists(Path.Combine(folder.Media, place, MasterPlaylist.FileName))));
        Assert.Contains("slides/index.m3u8", await File.ReadAllTextAsync(Path.Combine(folder.Media, after.Folder!, MasterPlaylist.FileName)), StringComparison.Ordinal);
        Assert.All(await db.Renditions().Where(row => row.Kind == RenditionKind.Audio || row.Kind == RenditionKind.Voice).ToListAsync(),
            row => Assert.InRange(row.Loudness!.Value, Loudness.Target - Loudness.Tolerance, Loudness.Target + Loudness.Tolerance));

        // Nobody watches the first folder two days later; the one that stands stays however old it is.
        foreach (var place in (string[])[first.Folder!, after.Folder!])
        {
            Directory.SetLastWriteTimeUtc(Path.Combine(folder.Media, place), TimeProvider.System.UtcNow().AddDays(-2));
        }

        await using var scope = jobs.Services.GetRequiredService<UnattendedScopes>().Open();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<SweepMedia>().RunAsync());
        Assert.Equal(after.Folder, $"{lesson:N}/{Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(Path.Combine(folder.Media, lesson.ToString("N")))))}");
    }

    [Fact]
    public async Task A_rendition_whose_files_are_gone_is_made_again_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (item, lesson) = await UploadAsync(database, await File.ReadAllBytesAsync(Sample));
        await using var jobs = await RunningJobs.StartAsync(database, Quick, data: folder.Root);
        await database.ItemWhenAsync(item, WorkStatus.Succeeded);
        await using var db = database.Open();
        var before = (await new TrainerCourses(db).LessonAsync(lesson, null))!.Folder!;
        File.Delete(Path.Combine(folder.Media, before, "audio", "00001.m4s"));

        Assert.Equal(1, await CheckAsync(jobs));
        Assert.Equal(0, await CheckAsync(jobs));
        var rung = await db.WorkItems().AsNoTracking().SingleAsync(work => work.Kind == LessonWork.RungKind);
        await database.ItemWhenAsync(rung.Id, WorkStatus.Succeeded);
        var after = (await new TrainerCourses(db).LessonAsync(lesson, null))!.Folder!;
        Assert.NotEqual(before, after);
        Assert.True(File.Exists(Path.Combine(folder.Media, after, "audio", "00001.m4s")));
        Assert.Equal(
            new FileInfo(Path.Combine(folder.Media, before, "240p", "00000.m4s")).Length, new FileInfo(Path.Combine(folder.Media, after, "240p", "00000.m4s")).Length);
        Assert.All(await db.Renditions().AsNoTracking().ToListAsync(), row => Assert.Null(row.BrokenUtc));
        Assert.Equal(0, await CheckAsync(jobs));
    }

    private static async Task<int> CheckAsync(RunningJobs jobs)
    {
        await using var scope = jobs.Services.GetRequiredService<UnattendedScopes>().Open();
        return await scope.ServiceProvider.GetRequiredService<CheckRenditions>().RunAsync();
    }

    /// <summary>Saved as the site saves it, before any job runs.</summary>
    private async Task<(long Item, Guid Lesson)> UploadAsync(TestDatabase database, byte[] content)
    {
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer);
        var clock = TimeProvider.System;
        var added = await new AddLesson(db, new FolderFileStore(folder), new WorkQueue(new WorkSignal(), clock), clock).RunAsync(new AddLessonInput
        {
            Actor = new Actor(null), CourseKey = course.Key, TrainerId = trainer.Id, SourceName = "翻身.mp4", Content = new MemoryStream(content),
        });
        Assert.True(added.Ok, added.Refusal?.Message);
        return (await db.WorkItems().Select(row => row.Id).SingleAsync(), added.Value.Key);
    }

    private async Task PlaysAsync(TestDatabase database, Guid lesson)
    {
        await using var db = database.Open();
        var state = (await new TrainerCourses(db).LessonAsync(lesson, null))!;
        Assert.True(state is { Status: LessonStatus.Published, Percent: 100, Sentence: null });
        Assert.Equal(["audio", "voice", "240p"], state.Renditions.Select(rendition => rendition.Name));
        Assert.InRange(state.DurationMs!.Value, 39_000, 42_000);
        var place = Path.Combine(folder.Media, state.Folder!);
        foreach (var file in (string[])[MasterPlaylist.FileName, FfmpegCommand.ProgressiveName, FfmpegCommand.PlayedName, FfmpegCommand.PosterName, FfmpegCommand.TakeHomeName, Storyboard.VttName, "240p/index.m3u8", "audio/index.m3u8"])
        {
            Assert.True(File.Exists(Path.Combine(place, file)), file);
        }

        // Nothing of earlier attempts, and nothing in the work folder.
        Assert.Equal(Path.GetFullPath(place), Assert.Single(Directory.EnumerateDirectories(Path.GetDirectoryName(place)!)));
        Assert.Empty(Directory.EnumerateFiles(folder.Temporary, "*", SearchOption.AllDirectories));
    }
}
