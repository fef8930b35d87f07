using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance;
using Training.Domain.Attendance.Photos;
using Training.Domain.Attendance.Taught;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Testing;

namespace Training.Domain.Tests.Attendance;

public sealed class ClassPhotoTests : IDisposable
{
    private static readonly GeoPoint Station = new(35.902, 115.107);

    private readonly FakeClock clock = FakeClock.Shanghai(2026, 11, 18, 10, 0);
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-class-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    private FolderFileStore Files => new(folder);

    private AttachmentOwners Owners(TrainingDbContext db) => new([new SessionPhotos(db, Files, new Vault(folder), clock), new SessionMaterial(db)]);

    private Task<Result<AddedAttachment>> AddAsync(TrainingDbContext db, Session session, byte[] photo, Func<AddClassPhotoInput, AddClassPhotoInput>? with = null)
    {
        var input = new AddClassPhotoInput
        {
            SessionKey = session.Key, Actor = new Actor(null), Purpose = SessionPhotos.Scene, SourceName = "IMG_1.jpg", Content = new MemoryStream(photo),
        };
        var owners = Owners(db);
        return new AddClassPhoto(db, owners, new AddAttachment(db, owners, Files, new WorkQueue(new WorkSignal(), clock), clock), clock).RunAsync(with?.Invoke(input) ?? input);
    }

    private static async Task<Session> SessionAsync(TrainingDbContext db, DateOnly? day = null)
    {
        var station = await Some.StationAsync(db, with: s => (s.Latitude, s.Longitude) = (Station.Latitude, Station.Longitude));
        return await Some.SessionAsync(db, station, day ?? new DateOnly(2026, 11, 18));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_the_file_says_is_believed_first_and_the_place_is_sealed(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var session = await SessionAsync(db);
        var photo = SamplePhoto.Jpeg(new DateTime(2026, 11, 16, 15, 0, 0), new GeoPoint(35.762, 115.029));
        var added = (await AddAsync(db, session, photo, i => i with
        {
            Facts = new ClassPhotoFacts
            {
                TakenUtc = clock.UtcNow(), TakenFrom = PhotoFactSource.Phone, Place = Station, PlaceFrom = PhotoFactSource.Phone, Device = "f00d", DeviceNowUtc = clock.UtcNow().AddMinutes(3),
            },
        })).Value!;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(photo)), added.Sha256);
        var row = await db.ClassPhotos().SingleAsync();
        Assert.Equal((PhotoFactSource.File, PhotoFactSource.File, 180_000L, "f00d"), (row.TakenFrom, row.PlaceFrom, row.ClockOffsetMs, row.Device));
        Assert.InRange(row.StationMetres!.Value, 16_000, 18_000);
        Assert.Equal("35.762000;115.029000;;HONOR 90", new Vault(folder).Open(row.NotesSealed!, OpeningPurpose.Export));
        var line = Assert.Single(await new ReadClassPhotos(db, new ReadAttachments(db)).OfAsync(session.Key));
        Assert.Equal(["照片是上课前两天拍的", "照片是在离站点约 17 公里的地方拍的"], line.Remarks);
        Assert.Equal(AttachmentStatus.Waiting, line.Picture.Status);
        Assert.Equal(PhotoWork.Kind, (await db.WorkItems().SingleAsync()).Kind);
        var history = await db.AuditEntries().SingleAsync(a => a.Stream == $"session/{session.Key}");
        Assert.Equal(($"session/{session.Key}", "AddAttachment"), (history.Stream, history.Process));
        Assert.DoesNotContain("115.029", history.AfterJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_tells_nothing_takes_the_phones_word()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var session = await SessionAsync(db);
        await AddAsync(db, session, SamplePhoto.Jpeg(), i => i with
        {
            Facts = new ClassPhotoFacts { TakenUtc = session.PlannedStartUtc.AddMinutes(20), TakenFrom = PhotoFactSource.Original, Place = Station, PlaceFrom = PhotoFactSource.Phone, AccuracyMetres = 35.2 },
        });
        await AddAsync(db, session, SamplePhoto.Jpeg(number: 2));
        var rows = await db.ClassPhotos().OrderBy(p => p.Id).ToListAsync();
        Assert.Equal((PhotoFactSource.Original, PhotoFactSource.Phone, 0), (rows[0].TakenFrom, rows[0].PlaceFrom, rows[0].StationMetres));
        Assert.Equal("35.902000;115.107000;35;", new Vault(folder).Open(rows[0].NotesSealed!, OpeningPurpose.Export));
        Assert.Equal((PhotoFactSource.Unknown, PhotoFactSource.Unknown, null, null, null), (rows[1].TakenFrom, rows[1].PlaceFrom, rows[1].StationMetres, rows[1].TakenUtc, rows[1].NotesSealed));
        Assert.All(await new ReadClassPhotos(db, new ReadAttachments(db)).OfAsync(session.Key), line => Assert.Empty(line.Remarks));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_same_photo_sent_many_times_at_once_is_one_photo(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var session = await SessionAsync(db);
        var photo = SamplePhoto.Jpeg(number: 7);
        var sha = Convert.ToHexStringLower(SHA256.HashData(photo));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var own = database.Open();
            return await AddAsync(own, session, photo, i => i with { Sha256 = sha });
        }));
        Assert.All(answers, answer => Assert.Equal(sha, answer.Value!.Sha256));
        Assert.Single(answers.Select(answer => answer.Value!.Key).Distinct());
        Assert.Equal(1, await db.ClassPhotos().CountAsync());
        Assert.Null((await AuditTrail.VerifyAsync(db)).Broken);

        // A removal holds against a phone that repeats itself; a person may hang the photo there again.
        await new RemoveAttachment(db, Owners(db), clock).RunAsync(new() { Actor = Actor.Job, Key = answers[0].Value!.Key, Reason = "拍糊了" });
        Assert.True((await AddAsync(db, session, photo, i => i with { Sha256 = sha })).Value!.WasThere);
        Assert.Equal(1, await db.ClassPhotos().CountAsync());
        Assert.False((await AddAsync(db, session, photo)).Value!.WasThere);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_photo_of_another_class_is_said(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var (session, earlier) = (await SessionAsync(db), await SessionAsync(db, new DateOnly(2026, 11, 3)));
        await AddAsync(db, session, SamplePhoto.Jpeg(number: 1));
        await AddAsync(db, earlier, SamplePhoto.Jpeg(number: 1));
        await AddAsync(db, session, SamplePhoto.Jpeg(number: 2));
        var lines = await new ReadClassPhotos(db, new ReadAttachments(db)).OfAsync(session.Key);
        Assert.Equal([["同一张照片在11月3日的“压疮预防与翻身拍背”上也用过"], []], lines.Select(l => l.Remarks.ToArray()));

        // One within the scope of its own station only: the other class is not named.
        await using var own = database.Open(AccessScope.Of([new CodeRange(0, long.MaxValue)], [session.StationId]));
        Assert.Equal(["同一张照片在别处的一次课上也用过"], (await new ReadClassPhotos(own, new ReadAttachments(own)).OfAsync(session.Key))[0].Remarks);
    }

    [Fact]
    public async Task What_is_no_photo_of_this_class_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var (today, tomorrow) = (await SessionAsync(db), await SessionAsync(db, new DateOnly(2026, 11, 19)));
        Assert.Equal("这次课排在11月19日，到那天才能传照片。", Assert.IsType<ClassNotBegun>((await AddAsync(db, tomorrow, SamplePhoto.Jpeg())).Refusal).Message);
        Assert.IsType<PdfAmongPhotos>((await AddAsync(db, today, [.. "%PDF-1.7\n"u8, .. new byte[50], .. "%%EOF"u8])).Refusal);
        Assert.IsType<NeitherPaperNorPhoto>((await AddAsync(db, today, "<svg onload=alert(1)>"u8.ToArray())).Refusal);
        Assert.IsType<EmptyAttachment>((await AddAsync(db, today, [])).Refusal);
        Assert.IsType<ArrivedDifferent>((await AddAsync(db, today, SamplePhoto.Jpeg(), i => i with { Sha256 = new string('0', 64) })).Refusal);
        Assert.IsType<AttachmentPurposeUnknown>((await AddAsync(db, today, SamplePhoto.Jpeg(), i => i with { Purpose = "别的" })).Refusal);
        Assert.IsType<NotFound>((await AddAsync(db, today, SamplePhoto.Jpeg(), i => i with { SessionKey = Guid.CreateVersion7() })).Refusal);
        (today.Status, today.CancelReason) = (SessionStatus.Cancelled, "下雪");
        await db.SaveChangesAsync();
        Assert.IsType<AttachmentsClosed>((await AddAsync(db, today, SamplePhoto.Jpeg())).Refusal);
        Assert.False(await db.ClassPhotos().AnyAsync() || await db.Attachments().AnyAsync());
    }

    /// <summary>The hostile collection beside the checkout, where there is one: by its content one file is a photo, whatever they are called.</summary>
    [Fact]
    public async Task Of_the_collected_files_only_the_picture_is_a_photo()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var session = await SessionAsync(db);
        foreach (var file in Collected())
        {
            await using var content = File.OpenRead(file);
            var answer = await AddAsync(db, session, [], i => i with { Content = content, SourceName = Path.GetFileName(file) });
            Assert.True(answer.Ok == (Path.GetFileName(file) == "jpeg_photo_renamed.mp4"), $"{file}: {answer.Refusal?.Message}");
        }

        Assert.Equal(Collected().Count(f => f.EndsWith("jpeg_photo_renamed.mp4", StringComparison.Ordinal)), await db.ClassPhotos().CountAsync());
    }

    private static IEnumerable<string> Collected()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Training.sln")))
        {
            root = root.Parent!;
        }

        var media = Path.Combine(root.Parent!.FullName, "shared", "media");
        return Directory.Exists(media) ? Directory.EnumerateFiles(media).Where(f => !f.EndsWith(".tsv", StringComparison.Ordinal)) : [];
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_class_is_archived_while_there_is_an_outline_or_a_paper(DatabaseProvider on)
    {
        await using var database = await TestDatabase.CreateAsync(on);
        await using var db = database.Open();
        var session = await SessionAsync(db);
        var taker = RollTaker.Coordinator(7);
        var archive = new ArchiveTaught(db, clock);
        Task<Result<Done>> Write(string? outline, string? topic = null) => archive.RunAsync(new() { SessionKey = session.Key, Taker = taker, Outline = outline, TopicCode = topic });

        Assert.True((await Write("  一、翻身\n二、拍背 ")).Ok);
        Assert.Equal("  一、翻身\n二、拍背 ", (await db.TaughtRecords().SingleAsync()).Outline);
        Assert.True(session.MaterialArchived);
        Assert.True((await Write("  一、翻身\n二、拍背 ")).Ok);
        Assert.Equal(1, await db.AuditEntries().CountAsync(a => a.Process == nameof(ArchiveTaught)));
        Assert.True((await Write(" ")).Ok);
        Assert.False(session.MaterialArchived || await db.TaughtRecords().AnyAsync());

        var paper = (await new AddAttachment(db, Owners(db), Files, new WorkQueue(new WorkSignal(), clock), clock).RunAsync(new()
        {
            Actor = new Actor(7), OwnerKind = SessionMaterial.OwnerKind, OwnerKey = session.Key, Purpose = SessionMaterial.Slides, SourceName = "课件.pdf",
            Content = new MemoryStream([.. "%PDF-1.7\n"u8, .. new byte[50], .. "%%EOF"u8]),
        })).Value!;
        Assert.True(session.MaterialArchived);
        Assert.True((await Write("再讲一遍", "first-aid")).Refusal is null or NotAStationTopic);
        await new RemoveAttachment(db, Owners(db), clock).RunAsync(new() { Actor = new Actor(7), Key = paper.Key, Reason = "传错了" });
        Assert.Equal(await db.TaughtRecords().AnyAsync(), session.MaterialArchived);
    }

    [Fact]
    public async Task The_topic_is_chosen_while_the_roll_is_open_and_by_the_classes_own_people()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        var session = await SessionAsync(db);
        var topics = await db.Set<Training.Domain.Topics.Topic>().Where(t => t.Vocabulary == Training.Domain.Topics.TopicVocabulary.Station).Select(t => t.Code).ToListAsync();
        var other = topics.First(t => t != session.TopicCode);
        ArchiveTaughtInput Input(string? topic, string? outline = null) => new() { SessionKey = session.Key, Taker = RollTaker.Coordinator(7), TopicCode = topic, Outline = outline };
        var archive = new ArchiveTaught(db, clock);

        Assert.IsType<NotAStationTopic>((await archive.RunAsync(Input("course-daily-care"))).Refusal);
        Assert.IsType<OutlineTooLong>((await archive.RunAsync(Input(null, new string('长', 4001)))).Refusal);
        Assert.True((await archive.RunAsync(Input(other))).Ok);
        Assert.Equal((other, false), (session.TopicCode, session.MaterialArchived));
        session.Status = SessionStatus.Held;
        await db.SaveChangesAsync();
        Assert.IsType<TopicIsCounted>((await archive.RunAsync(Input(Some.Topic, "讲了翻身"))).Refusal);
        Assert.True((await archive.RunAsync(Input(other, "讲了翻身"))).Ok);
        Assert.IsType<NotOnTheCard>((await archive.RunAsync(Input(null) with { Taker = RollTaker.Trainer(8, 4711) })).Refusal);
        Assert.IsType<NotFound>((await archive.RunAsync(Input(null) with { SessionKey = Guid.CreateVersion7() })).Refusal);
        session.Status = SessionStatus.Cancelled;
        await db.SaveChangesAsync();
        Assert.IsType<SessionCancelled>((await archive.RunAsync(Input(null))).Refusal);
    }
}
