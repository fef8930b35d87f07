using System.Text;
using Training.Domain.Audit;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Uploads;
using Training.Domain.Work;
using Training.Testing;

namespace Training.Domain.Tests.Uploads;

/// <summary>The use cases of uploads over one folder, one disk and one clock, each call with a context of its own as a request has.</summary>
internal sealed class UploadBench : IAsyncDisposable
{
    private UploadBench(TestDatabase database, Course course, long account, long trainer) =>
        (Database, Course, Sender, Trainer) = (database, course, new Actor(account), trainer);

    public TestDatabase Database { get; }

    public Course Course { get; }

    public Actor Sender { get; }

    public long Trainer { get; }

    public FakeClock Clock { get; } = FakeClock.Ordinary();

    public TightDisk Disk { get; } = new(100L << 30);

    public DataFolder Folder { get; } = new(Directory.CreateTempSubdirectory("training-uploads-").FullName);

    public PartialFiles Partials => new(Folder);

    public FolderFileStore Files => new(Folder);

    private DiskRoom Room => new(Disk, Folder, new DiskLimits());

    public static async Task<UploadBench> MakeAsync(DatabaseProvider on = DatabaseProvider.Sqlite)
    {
        var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        using var arranging = HistoryWatch.Arranging();
        var trainer = await Some.TrainerAsync(db);
        var course = await Some.CourseAsync(db, trainer);
        var account = new Account { UserName = "sender", DisplayName = "讲师", SecurityStamp = "s" };
        db.Accounts().Add(account);
        await db.SaveChangesAsync();
        return new UploadBench(database, course, account.Id, trainer.Id);
    }

    /// <summary>A recording by its first bytes, of any length.</summary>
    public static byte[] Clip(int length, int seed = 1)
    {
        var clip = new byte[length];
        new Random(seed).NextBytes(clip);
        "\0\0\0\u0018ftypmp42\0\0\0\0"u8.CopyTo(clip);
        return clip;
    }

    public static string Metadata(params (string Name, string Value)[] pairs) =>
        string.Join(',', pairs.Select(p => $"{p.Name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(p.Value))}"));

    public async Task<Result<StartedUpload>> StartAsync(long bytes, string name = "翻身.mp4", string? metadata = null, Actor? actor = null)
    {
        await using var db = Database.Open();
        return await new StartUpload(db, new UploadRoom(db, Room), Clock).RunAsync(new()
        {
            Actor = actor ?? Sender, TrainerId = Trainer, Bytes = bytes, Metadata = metadata ?? Metadata(("course", Course.Key.ToString()), ("filename", name)),
        });
    }

    public async Task<Result<TakenBytes>> SendAsync(Guid key, long offset, byte[] piece, PieceChecksum? checksum = null, Stream? line = null, Actor? actor = null)
    {
        await using var db = Database.Open();
        return await new TakeBytes(db, Own(db), Partials, Room, new RefuseUpload(db, Partials, Clock), Clock).RunAsync(new()
        {
            Actor = actor ?? Sender, Key = key, Offset = offset, Length = line is null ? piece.Length : null, Checksum = checksum, Content = line ?? new MemoryStream(piece),
        });
    }

    public async Task<Result<FinishedUpload>> FinishAsync(Guid key, string? sha256 = null, Actor? actor = null)
    {
        await using var db = Database.Open();
        return await Finish(db).RunAsync(new() { Actor = actor ?? Sender, Key = key, TrainerId = Trainer, Sha256 = sha256 });
    }

    public async Task<Result<Guid>> CancelAsync(Guid key, Actor? actor = null)
    {
        await using var db = Database.Open();
        return await new CancelUpload(db, Own(db), Partials, Clock).RunAsync(key, actor ?? Sender);
    }

    /// <summary>By the plain form, in one stream.</summary>
    public async Task<Result<FinishedUpload>> SendWholeAsync(Stream content, long? announced = null, string name = "翻身.mp4")
    {
        await using var db = Database.Open();
        return await new TakeWhole(db, StreamRoom(db), Finish(db), new RefuseUpload(db, Partials, Clock), Files, Clock).RunAsync(new()
        {
            Actor = Sender, TrainerId = Trainer, Course = Course.Key, Recording = new() { FileName = name, AnnouncedBytes = announced ?? content.Length, Content = content },
        });
    }

    /// <summary>Another sound of a lesson, by its form.</summary>
    public async Task<Result<Guid>> SendSoundAsync(Lesson lesson, Stream content, string? label = "濮阳话", long? announced = null)
    {
        await using var db = Database.Open();
        var add = new AddSoundTrack(db, Files, new WorkQueue(new WorkSignal(), Clock), Clock);
        return await new TakeSoundTrack(db, StreamRoom(db), add, new RefuseUpload(db, Partials, Clock), Clock).RunAsync(new()
        {
            Lesson = new OwnLesson(Sender, Course.Key, lesson.Key, Trainer), Label = label,
            Recording = new() { FileName = "濮阳话.m4a", AnnouncedBytes = announced ?? content.Length, Content = content },
        });
    }

    public async Task<Result<UploadPlace>> FindAsync(Guid key, Actor? actor = null)
    {
        await using var db = Database.Open();
        return await Own(db).FindAsync(key, actor ?? Sender);
    }

    public async Task<SweptUploads> SweepAsync()
    {
        await using var db = Database.Open();
        return await new SweepUploads(db, Partials, Finish(db), Clock).RunAsync();
    }

    public async Task<DiskNow> DiskAsync()
    {
        await using var db = Database.Open();
        return await new UploadRoom(db, Room).NowAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }

    private StreamRoom StreamRoom(TrainingDbContext db) => new(db, new StartUpload(db, new UploadRoom(db, Room), Clock), Clock);

    private OwnUploads Own(TrainingDbContext db) => new(db, Partials, Files, Clock);

    private FinishUpload Finish(TrainingDbContext db) => new(
        db, Own(db), Partials, Files, new AddLesson(db, Files, new WorkQueue(new WorkSignal(), Clock), Clock), new RefuseUpload(db, Partials, Clock), Clock);
}

/// <summary>A line of which the test sees what stands in the database while it carries.</summary>
internal sealed class WatchedLine(byte[] content, Func<Task> onFirst) : MemoryStream(content)
{
    private bool asked;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!asked)
        {
            asked = true;
            await onFirst();
        }

        return await base.ReadAsync(buffer, cancellationToken);
    }
}

/// <summary>A line that breaks after so many bytes.</summary>
internal sealed class BreakingLine(byte[] content, int after) : MemoryStream(content[..after])
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The line broke.");
}
