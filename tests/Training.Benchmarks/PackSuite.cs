using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Photos;
using Training.Domain.Calendar;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Filing.Packs;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Shared;
using Training.Domain.Standards;
using Training.Testing;

namespace Training.Benchmarks;

/// <summary>
/// The evidence pack of a county's signed sheet of a whole year, with 300 and with 3,000 photos of 300 kB. Filled here and made by processes of their own, so that the
/// memory they report is theirs; beside it the same files read, hashed and written once, one after the other.
/// </summary>
internal static class PackSuite
{
    private const int PhotoBytes = 300_000;

    private static readonly FakeClock Clock = FakeClock.Shanghai(2027, 1, 8);

    /// <param name="photos">How many, or null for both sizes.</param>
    public static async Task RunAsync(string? photos)
    {
        foreach (var many in photos is null ? (int[])[300, 3_000] : [int.Parse(photos, CultureInfo.InvariantCulture)])
        {
            await using var database = await TestDatabase.CreateAsync();
            var folder = new DataFolder(Directory.CreateTempSubdirectory("training-pack-").FullName);
            var snapshot = await FillAsync(database, folder, many);
            SqliteConnection.ClearAllPools();
            await OwnProcess.RunAsync($"pack-make={many}|{snapshot}|{folder.Root}|{database.ConnectionString}");
            Directory.Delete(folder.Root, recursive: true);
        }
    }

    /// <summary>In a process of its own.</summary>
    public static async Task MakeAsync(string words)
    {
        var parts = words.Split('|', 4);
        var (snapshot, folder) = (long.Parse(parts[1], CultureInfo.InvariantCulture), new DataFolder(parts[2]));
        await using var db = Database.Opener(DatabaseProvider.Sqlite, parts[3], AccessScope.Everything)();
        // What every process of the product holds: the model, a statement compiled, a snapshot read.
        await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Id == snapshot);
        var before = MemoryPeak.Megabytes();
        var work = Directory.CreateDirectory(Path.Combine(folder.Temporary, "pack")).FullName;
        MadePack? made = null;
        var cost = await Measure.OnceAsync(async () => made = Some.Right(await new FilingStage(db, Clock, folder).Packs.RunAsync(snapshot, work, new Progress<(int, string)>())));
        var peak = MemoryPeak.Megabytes();
        var bare = await Measure.OnceAsync(() => CopyAsync(folder, Path.Combine(folder.Temporary, "bare")));
        Measure.Print(new
        {
            suite = "pack", name = "a county's year, packed", photos = int.Parse(parts[0], CultureInfo.InvariantCulture), files = made!.Files, megabytes = made.Bytes / 1_000_000,
            cpu_ms = Measure.Rounded(cost.CpuMs), wall_ms = Measure.Rounded(cost.WallMs), lower_cpu_ms = Measure.Rounded(bare.CpuMs), lower_wall_ms = Measure.Rounded(bare.WallMs),
            ratio = Measure.Rounded(cost.CpuMs / bare.CpuMs), memory_before_mb = before, memory_peak_mb = peak,
        });
    }

    /// <summary>Every photo of the store once, into one file, hashed on its way and once more when it is whole: what a pack cannot do without.</summary>
    private static async Task CopyAsync(DataFolder folder, string to)
    {
        var buffer = new byte[1 << 17];
        await using (var into = File.Create(to))
        {
            foreach (var file in Directory.EnumerateFiles(folder.Files, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length == PhotoBytes))
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                await using var from = File.OpenRead(file);
                int read;
                while ((read = await from.ReadAsync(buffer)) > 0)
                {
                    hash.AppendData(buffer, 0, read);
                    await into.WriteAsync(buffer.AsMemory(0, read));
                }
            }

            into.Flush(flushToDisk: true);
        }

        await using var written = File.OpenRead(to);
        await SHA256.HashDataAsync(written);
    }

    private static async Task<long> FillAsync(TestDatabase database, DataFolder folder, int photos)
    {
        await using var db = Database.Opener(database)();
        await SampleCity.FillAsync(db);
        await new ImportStandard(db, Clock).EnsureShippedAsync();
        db.CalendarLists().Add(new()
        {
            Key = Guid.CreateVersion7(), Year = Clock.Today().Year, Source = ShippedCalendar.SourceOf(Clock.Today().Year), TakenUtc = Clock.UtcNow(),
            Days = [new() { Date = new DateOnly(Clock.Today().Year, 1, 1), Name = "元旦", Kind = CalendarDayKind.Holiday }],
        });
        await db.SaveChangesAsync();
        var stage = new FilingStage(db, Clock, folder);
        var lead = (await stage.BodiesAsync(Places.Qingfeng))[0];
        var sessions = await db.Set<Session>().AsNoTracking().Where(s => s.RegionCode >= Places.Qingfeng && s.RegionCode < Places.Qingfeng + 1_000_000).OrderBy(s => s.Id).Select(s => s.Key).ToListAsync();
        await PhotosAsync(db, folder, sessions, photos);
        await stage.ToAsync(FilingState.Filed, "410922", "2026", lead);
        var snapshot = await db.FilingSnapshots().SingleAsync(s => s.PartId == null);
        await stage.Documents.FinishAsync((await stage.Documents.BeginAsync(snapshot.Id))!, new("word"u8.ToArray(), "excel"u8.ToArray(), "pdf"u8.ToArray(), []));
        return snapshot.Id;
    }

    private static async Task PhotosAsync(TrainingDbContext db, DataFolder folder, List<Guid> sessions, int photos)
    {
        var (store, random, content) = (new FolderFileStore(folder), new Random(2026), new byte[PhotoBytes]);
        var (files, attached) = (new List<StoredFile>(), new List<Attachment>());
        for (var n = 0; n < photos; n++)
        {
            random.NextBytes(content);
            var kept = await store.KeepAsync(new MemoryStream(content));
            files.Add(new() { Id = 1_000_000 + n, Sha256 = kept.Sha256, Bytes = kept.Bytes, StoredUtc = new DateTime(2026, 11, 6, 2, 0, 0, DateTimeKind.Utc) });
            attached.Add(new()
            {
                Id = 1_000_000 + n, Key = Guid.CreateVersion7(), OwnerKind = SessionPhotos.OwnerKind, OwnerKey = sessions[n % sessions.Count], Purpose = SessionPhotos.Scene, Title = "现场照片", FileName = "IMG.jpg",
                Kind = PaperKind.Jpeg, Status = AttachmentStatus.Ready, StoredFileId = files[^1].Id, CopyFileId = files[^1].Id, ThumbnailFileId = files[^1].Id, AddedUtc = files[^1].StoredUtc,
            });
        }

        await db.InsertManyAsync(files);
        await db.InsertManyAsync(attached);
    }
}
