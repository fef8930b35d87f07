using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Trainers;
using Training.Domain.Work;
using Training.Testing;

namespace Training.Domain.Tests.Courses;

public sealed class CourseUseCaseTests : IDisposable
{
    private static readonly byte[] Clip = [.. "\0\0\0\u0018ftypmp42\0\0\0\0"u8, .. Enumerable.Range(0, 9000).Select(i => (byte)i)];

    private readonly FakeClock clock = FakeClock.Ordinary();
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-courses-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    private IFileStore Files => new FolderFileStore(folder);

    private CreateCourseInput Course(Trainer trainer) => new()
    {
        Actor = new Actor(1), TrainerId = trainer.Id, Title = " 给卧床老人翻身 ", TopicCode = Some.CourseTopic, Summary = "",
    };

    private Task<Result<AddedLesson>> AddAsync(TrainingDbContext db, Guid course, long? trainer, byte[] content, string name = "C:\\手机\\翻身\u202e4pm.mp4", string? title = null) =>
        new AddLesson(db, Files, new WorkQueue(new WorkSignal(), clock), clock).RunAsync(new AddLessonInput
        {
            Actor = new Actor(1), CourseKey = course, TrainerId = trainer, Title = title, SourceName = name, Content = new MemoryStream(content),
        });

    [Theory, OnSqlite, OnPostgres]
    public async Task From_upload_to_families(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var key = (await new CreateCourse(db, clock).RunAsync(Course(trainer))).Value;
        var added = (await AddAsync(db, key, trainer.Id, Clip)).Value!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Clip)), added.Sha256);
        Assert.True(Files.Holds(added.Sha256));

        var read = new TrainerCourses(db);
        var course = Assert.Single(await read.OfAsync(trainer.Id));
        Assert.Equal(("给卧床老人翻身", null, CourseStatus.Draft), (course.Title, course.Summary, course.Status));
        var lesson = Assert.Single(course.Lessons);
        Assert.Equal(("翻身4pm", "翻身4pm.mp4", LessonStatus.Queued, Clip.Length), (lesson.Title, lesson.SourceName, lesson.Status, (int)lesson.SourceBytes));
        var item = await db.WorkItems().SingleAsync();
        Assert.Equal((LessonWork.Kind, "转码：翻身4pm"), (item.Kind, item.Title));

        Assert.IsType<NothingPlaysYet>((await SubmitAsync(db, key, trainer.Id)).Refusal);
        await EncodeAsync(new LessonWork(db, new WorkQueue(new WorkSignal(), clock), clock), item.SubjectId, "1/2");
        var version = (await SubmitAsync(db, key, trainer.Id)).Value;
        Assert.Null(await new PublicCourses(db).FindAsync(key));
        Assert.True((await new ReviewCourse(db, clock).RunAsync(new() { Actor = new Actor(2), VersionKey = version, Approve = true })).Ok);

        var shown = (await new PublicCourses(db).FindAsync(key))!;
        Assert.Equal("1/2", Assert.Single(shown.Lessons).Folder);
        var ready = (await read.LessonAsync(lesson.Key, trainer.Id))!;
        Assert.True(ready is { IsSettled: true, HasPicture: true, Percent: 100, DurationMs: 60_000 });
        Assert.Equal(["audio", "240p"], ready.Renditions.Select(rendition => rendition.Name));
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);
    }

    private static readonly MediaFacts Facts = new(
        new AdmittedMedia { Kind = ContainerKind.Mp4, Audio = new ProbedStream { Index = 0, Type = StreamType.Audio, Channels = 1 }, AudioTrack = new ScannedTrack(9, 0, 60), Duration = TimeSpan.FromMinutes(1) },
        new LoudnessGain(2, false), new LoudnessGain(2, false));

    [Fact]
    public async Task The_same_file_twice_is_kept_once_and_makes_two_lessons()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var key = (await new CreateCourse(db, clock).RunAsync(Course(trainer))).Value;
        Assert.True((await AddAsync(db, key, trainer.Id, Clip, title: "第一课")).Ok);
        Assert.True((await AddAsync(db, key, trainer.Id, Clip, title: "第二课")).Ok);
        Assert.Equal(1, await db.StoredFiles().CountAsync());
        Assert.Equal([1, 2], await db.Lessons().OrderBy(l => l.Ordinal).Select(l => l.Ordinal).ToListAsync());
        Assert.Equal(2, await db.WorkItems().CountAsync());
    }

    [Theory]
    [InlineData("", typeof(EmptyFile))]
    [InlineData("<!doctype html><html></html>", typeof(WebPageFile))]
    [InlineData("#EXTM3U\nhttp://127.0.0.1/\n", typeof(PlaylistFile))]
    public async Task What_is_plainly_no_recording_is_refused_and_nothing_is_kept(string content, Type refusal)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var key = (await new CreateCourse(db, clock).RunAsync(Course(trainer))).Value;
        Assert.IsType(refusal, (await AddAsync(db, key, trainer.Id, Encoding.UTF8.GetBytes(content))).Refusal);
        Assert.Equal(0, await db.Lessons().CountAsync() + await db.StoredFiles().CountAsync() + await db.WorkItems().CountAsync());
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Nobody_adds_to_or_submits_another_trainers_course()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var other = await Some.TrainerAsync(db, name: "别人");
        var key = (await new CreateCourse(db, clock).RunAsync(Course(trainer))).Value;
        Assert.IsType<NotFound>((await AddAsync(db, key, other.Id, Clip)).Refusal);
        Assert.IsType<NotFound>((await SubmitAsync(db, key, other.Id)).Refusal);
        await using var elsewhere = database.Open(AccessScope.Of([new CodeRange(Places.Nanle, Places.Nanle + 1_000_000)]));
        Assert.IsType<NotFound>((await AddAsync(elsewhere, key, null, Clip)).Refusal);
    }

    [Fact]
    public async Task A_course_belongs_to_a_county_that_its_trainer_serves()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var create = new CreateCourse(db, clock);
        Assert.IsType<NotServingCounty>((await create.RunAsync(Course(trainer) with { CountyCode = Places.Nanle })).Refusal);
        db.TrainerCounties().Add(new TrainerCounty { TrainerId = trainer.Id, RegionCode = Places.Nanle, FromDate = new DateOnly(2026, 1, 1) });
        await db.SaveChangesAsync();
        Assert.IsType<CourseNeedsCounty>((await create.RunAsync(Course(trainer))).Refusal);
        Assert.True((await create.RunAsync(Course(trainer) with { CountyCode = Places.Nanle })).Ok);
    }

    [Fact]
    public async Task A_course_needs_a_name_and_a_topic()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var create = new CreateCourse(db, clock);
        Assert.IsType<CourseNeedsTitle>((await create.RunAsync(Course(trainer) with { Title = "  " })).Refusal);
        Assert.IsType<CourseTitleTooLong>((await create.RunAsync(Course(trainer) with { Title = new string('长', 101) })).Refusal);
        Assert.IsType<CourseSummaryTooLong>((await create.RunAsync(Course(trainer) with { Summary = new string('长', 501) })).Refusal);
        Assert.IsType<CourseNeedsTopic>((await create.RunAsync(Course(trainer) with { TopicCode = "nothing" })).Refusal);
    }

    [Fact]
    public async Task Work_that_was_killed_begins_anew_and_only_one_runner_publishes()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer);
        var lesson = await Some.LessonAsync(db, course, row => (row.Status, row.PublishedFolder) = (LessonStatus.Queued, null));
        var work = new LessonWork(db, new WorkQueue(new WorkSignal(), clock), clock);
        Assert.False((await work.BeginAsync(lesson.Id))!.AlreadyPublished);
        await work.EnterAsync(lesson.Id, LessonStatus.Encoding);

        await EncodeAsync(work, lesson.Id, "a/first");
        Assert.True((await work.BeginAsync(lesson.Id))!.AlreadyPublished);
        await Assert.ThrowsAsync<InvalidOperationException>(() => work.PublishAsync(lesson.Id, new("a/second", null, []), TimeSpan.FromMinutes(1), Facts, false, null));
        Assert.Equal("a/first", (await db.Lessons().AsNoTracking().SingleAsync()).PublishedFolder);

        // Two parts were put together on the same folder: only the first moves the pointer.
        var more = new MadeRendition { Name = "360p", Width = 640, Height = 360, Codecs = "avc1", Seconds = 60, Bytes = 2000, PeakBitsPerSecond = 350_000, AverageBitsPerSecond = 300_000 };
        Assert.True(await work.AddAsync(lesson.Id, new("a/third", "a/first", [more])));
        Assert.False(await work.AddAsync(lesson.Id, new("a/fourth", "a/first", [more with { Name = "480p" }])));
        var source = (await work.BeginAsync(lesson.Id))!;
        Assert.Equal(("a/third", Facts), (source.PublishedFolder, source.Measured));
        Assert.Equal(["240p", "360p", "audio"], source.Renditions.Select(made => made.Name).Order());
        Assert.Null(await work.BeginAsync(987654));
    }

    [Fact]
    public async Task A_lesson_whose_work_was_given_up_shows_as_failed_with_the_reason()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer);
        var lesson = await Some.LessonAsync(db, course, row => (row.Status, row.PublishedFolder) = (LessonStatus.Encoding, null));
        db.WorkItems().Add(new WorkItem
        {
            Kind = LessonWork.Kind, SubjectId = lesson.Id, Title = "转码", Status = WorkStatus.Failed, Error = "做到一半程序停了。",
            EnqueuedUtc = clock.UtcNow(), NotBeforeUtc = clock.UtcNow(),
        });
        await db.SaveChangesAsync();
        var state = (await new TrainerCourses(db).LessonAsync(lesson.Key, trainer.Id))!;
        Assert.Equal((LessonStatus.Failed, "做到一半程序停了。", null), (state.Status, state.Sentence, state.Folder));
        Assert.Null(await new TrainerCourses(db).LessonAsync(lesson.Key, trainer.Id + 1));
    }

    private Task<Result<Guid>> SubmitAsync(TrainingDbContext db, Guid course, long trainer) =>
        new SubmitCourse(db, new CourseContents(db), new Officers(db), clock).RunAsync(new SubmitCourseInput { Actor = new Actor(1), CourseKey = course, TrainerId = trainer });

    private static async Task EncodeAsync(LessonWork work, long lesson, string place)
    {
        await work.BeginAsync(lesson);
        await work.EnterAsync(lesson, LessonStatus.Encoding);
        await work.EnterAsync(lesson, LessonStatus.Verifying);
        await work.PublishAsync(lesson, new(place, null,
        [
            new MadeRendition { Name = "240p", Width = 426, Height = 240, Codecs = "avc1", Seconds = 60, Bytes = 1000, PeakBitsPerSecond = 150_000, AverageBitsPerSecond = 100_000 },
            new MadeRendition { Name = "audio", Codecs = "mp4a.40.2", Seconds = 60, Bytes = 500, PeakBitsPerSecond = 64_000, AverageBitsPerSecond = 64_000 },
        ]), TimeSpan.FromMinutes(1), Facts, damaged: false, handOverOf: null);
    }
}
