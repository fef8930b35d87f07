using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Courses;
using Training.Jobs.Media;
using Training.Jobs.Tests.Media;
using Training.Jobs.Tests.Work;
using Training.Jobs.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Courses;

/// <summary>What a village gets on its USB stick.</summary>
public sealed class VillageKitTests : IDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-kits-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Fact]
    public async Task A_published_lesson_becomes_an_archive_for_a_stick()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var lesson = await Some.LessonAsync(db, await Some.CourseAsync(db, await Some.TrainerAsync(db)), row => row.PublishedFolder = $"{row.Key:N}/whole");
        var made = (await new TranscodeVideo(Bench.Tool).RunAsync(
            new TranscodeRequest
            {
                SourceFile = Path.Combine(Recordings.Root, "media-samples", "pressure-portrait.mp4"), OutputFolder = Path.Combine(folder.Media, lesson.PublishedFolder!),
                WorkFolder = folder.Temporary, Ladder = Bench.Quick,
            },
            null, CancellationToken.None)).Value!;
        using (HistoryWatch.Arranging())
        {
            lesson.DurationMs = (long)made.Duration.TotalMilliseconds;
            db.Renditions().AddRange(made.Renditions.Select(r => new Rendition { LessonId = lesson.Id, Name = r.Name, Kind = r.Kind, Width = r.Width ?? 0, Height = r.Height ?? 0 }));
            await db.SaveChangesAsync();
        }

        await using var jobs = await RunningJobs.StartAsync(database, services => services.AddSingleton(Bench.Quick), data: folder.Root);
        Assert.True((await jobs.UseAsync<KitWork, Result<Done>>(kits => kits.RequestAsync(lesson.Key, new Actor(null)))).Ok);
        await database.ItemWhenAsync(1, WorkStatus.Succeeded);
        var line = Assert.Single(await jobs.UseAsync<KitWork, IReadOnlyList<KitLine>>(kits => kits.ListAsync()));
        Assert.True(line is { Pieces: 1, IsStale: false, IsBeingMade: false, Refusal: null });

        var stick = Directory.CreateDirectory(Path.Combine(folder.Temporary, "stick")).FullName;
        ZipFile.ExtractToDirectory(Path.Combine(folder.Media, line.Archive!), stick);
        stick = Assert.Single(Directory.EnumerateFileSystemEntries(stick));
        Assert.Equal("给卧床老人翻身", Path.GetFileName(stick));
        Assert.Equal(["01-给卧床老人翻身.mp3", "90-给卧床老人翻身-电视版.mp4", "99-播出单.docx"], Directory.EnumerateFiles(stick).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.InRange((await LoudnessAsync(stick, "01-给卧床老人翻身.mp3"))!.Value.Integrated, -17, -15);

        // An upright lesson stands on a lying ground, in what every box on the list decodes (MakeKit has read it back), with its index at its head.
        var film = await Bench.ProbeAsync(Path.Combine(stick, "90-给卧床老人翻身-电视版.mp4"));
        Assert.All(
            (string[])["stream.0.codec_name=\"h264\"", "stream.0.profile=\"Main\"", "stream.0.width=1280", "stream.0.height=720", "stream.1.codec_name=\"aac\""],
            fact => Assert.Contains(film, tag => tag.EndsWith(fact, StringComparison.Ordinal)));
        Assert.InRange(await LongestBetweenWholePicturesAsync(stick, "90-给卧床老人翻身-电视版.mp4"), 0.1, 5);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(stick, "90-给卧床老人翻身-电视版.mp4"));
        Assert.True(bytes.AsSpan().IndexOf("moov"u8) < bytes.AsSpan().IndexOf("mdat"u8));

        // Asked for anew it takes the place of the old one.
        Assert.True((await jobs.UseAsync<KitWork, Result<Done>>(kits => kits.RequestAsync(lesson.Key, new Actor(null)))).Ok);
        await database.ItemWhenAsync(2, WorkStatus.Succeeded);
        var archive = Assert.Single(Directory.EnumerateFiles(folder.Media, "*.zip", SearchOption.AllDirectories));

        // The nightly sweep leaves it, and takes what a killed process had half packed.
        var half = archive + ".half";
        await File.WriteAllTextAsync(half, "");
        foreach (var left in (string[])[archive, half, made.Folder])
        {
            File.SetLastWriteTimeUtc(left, TimeProvider.System.UtcNow().AddDays(-2));
        }

        await using var scope = jobs.Services.GetRequiredService<UnattendedScopes>().Open();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<SweepMedia>().RunAsync());
        Assert.True(File.Exists(archive) && !File.Exists(half));
    }

    /// <summary>Eleven minutes of a speaker who is far off at first and close by later, with a pause between two sentences in the middle.</summary>
    [Fact]
    public async Task A_long_lesson_becomes_pieces_of_five_to_ten_minutes_each_as_loud_as_the_other()
    {
        var lesson = Directory.CreateDirectory(Path.Combine(folder.Temporary, "lesson")).FullName;
        await Bench.Tool.MustAsync(
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=color=pink:sample_rate=24000:duration=660:seed=3",
                "-af", "volume='if(lt(t,340),0.05,if(lt(t,342),0,0.4))':eval=frame", "-ac", "1", "-c:a", "aac", "-b:a", "32k", FfmpegCommand.ProgressiveName,
            ],
            lesson, FfmpegCommand.ProgressiveName, CancellationToken.None);
        var stick = Directory.CreateDirectory(Path.Combine(folder.Temporary, "stick")).FullName;

        var made = await new MakeKit(Bench.Tool).RunAsync(lesson, stick, "翻身", [(LadderPlan.AudioName, 0, 0)], 660, (_, _) => { }, CancellationToken.None);

        Assert.Equal(["01-翻身-第1段.mp3", "02-翻身-第2段.mp3"], made.Pieces.Select(piece => piece.FileName));
        Assert.Null(made.Film);
        Assert.InRange(made.Pieces[0].Seconds, 340, 342);
        foreach (var piece in made.Pieces)
        {
            Assert.InRange(piece.Seconds, 300, 600);
            Assert.InRange((await LoudnessAsync(stick, piece.FileName))!.Value.Integrated, -17, -15);
            Assert.InRange(piece.Loudness!.Value, -17, -15);
            var facts = await Bench.ProbeAsync(Path.Combine(stick, piece.FileName));
            Assert.All((string[])["codec_name=\"mp3\"", "sample_rate=\"44100\"", "channels=1", "bit_rate=\"64000\""], fact => Assert.Contains(facts, line => line.EndsWith(fact, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_lesson_that_families_do_not_see_has_no_kit()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var course = await Some.CourseAsync(db, await Some.TrainerAsync(db), with: row => row.Status = CourseStatus.Draft);
        var lesson = await Some.LessonAsync(db, course);
        var kits = new KitWork(db, new WorkQueue(new WorkSignal(), TimeProvider.System), TimeProvider.System);
        Assert.IsType<NotFound>((await kits.RequestAsync(lesson.Key, new Actor(null))).Refusal);
        Assert.Empty(await kits.ListAsync());
    }

    private static async Task<double> LongestBetweenWholePicturesAsync(string folder, string file)
    {
        var whole = new List<double>();
        await Bench.Tool.RunAsync(
            new ToolCall { Program = "ffprobe", Arguments = ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-print_format", "csv=p=0", "-i", file], WorkingFolder = folder },
            line =>
            {
                if (line.Split(',') is [var at, var flags, ..] && flags.StartsWith('K'))
                {
                    whole.Add(double.Parse(at, CultureInfo.InvariantCulture));
                }

                return true;
            },
            null, CancellationToken.None);
        return whole.Zip(whole.Skip(1), (one, next) => next - one).Max();
    }

    private static async Task<LoudnessReading?> LoudnessAsync(string folder, string file)
    {
        var log = new LoudnessLog();
        await Bench.Tool.RunAsync(
            new ToolCall { Program = "ffmpeg", Arguments = ["-nostdin", "-hide_banner", "-nostats", "-i", file, "-af", "ebur128=framelog=verbose", "-f", "null", "-"], WorkingFolder = folder },
            null, log.Add, CancellationToken.None);
        return log.Reading;
    }
}
