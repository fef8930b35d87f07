using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Attendance.Photos;
using Training.Domain.Evidence;
using Training.Domain.Filing;
using Training.Domain.Filing.Packs;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Tests.Work;
using Training.Testing;

namespace Training.Jobs.Tests.Filing;

public sealed partial class KilledPackTests : IDisposable
{
    private readonly DataFolder folder = new(Directory.CreateTempSubdirectory("training-pack-").FullName);

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Fact]
    public async Task After_kill_9_half_way_through_a_pack_none_is_offered_the_next_start_makes_it_whole_and_nothing_is_left_over()
    {
        await using var database = await TestDatabase.CreateAsync();
        long snapshot, work, ended;
        string photo;
        await using (var db = database.Open())
        {
            (snapshot, photo) = await SignedAsync(db);
            var queue = new WorkQueue(new WorkSignal(), TimeProvider.System);
            var item = queue.Enqueue(db, PackWork.Kind, snapshot, "做佐证材料包");
            var other = queue.Enqueue(db, PackWork.Kind, snapshot, "做佐证材料包");
            other.Status = WorkStatus.Cancelled;
            await db.SaveChangesAsync();
            (work, ended) = (item.Id, other.Id);
        }

        // A file that never gives its bytes: the pack stands half written before it.
        var path = new FolderFileStore(folder).PathOf(photo);
        var content = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        Assert.Equal(0, MakePipe(path, 0x180));
        await using (var process = RunningProcess.Start(typeof(KillableHost).Assembly.Location, "Sqlite", folder.Root, database.ConnectionString))
        {
            await database.ItemWhenAsync(work, w => w.Progress >= 20);
            await process.KillAsync();
        }

        Assert.NotEmpty(Directory.GetFiles(folder.Temporary, "pack.zip", SearchOption.AllDirectories));
        Assert.Empty(await PacksAsync(database, snapshot));
        File.Delete(path);
        await File.WriteAllBytesAsync(path, content);
        // Of an item that ended with its process, which nobody takes up again.
        Directory.CreateDirectory(Path.Combine(folder.Temporary, $"item-{ended}-1", "parts"));

        await using var jobs = await RunningJobs.StartAsync(database, _ => { }, data: folder.Root);
        Assert.Equal(2, (await database.ItemWhenAsync(work, WorkStatus.Succeeded)).Attempts);
        var sha256 = Assert.Single(await PacksAsync(database, snapshot));
        await using var zip = new FolderFileStore(folder).Open(sha256);
        Assert.Empty((await CheckPack.AloneAsync(zip)).Faults);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Temporary));
    }

    private static async Task<IReadOnlyList<string>> PacksAsync(TestDatabase database, long snapshot)
    {
        await using var db = database.Open();
        return await (from p in db.FilingPacks() where p.SnapshotId == snapshot join f in db.StoredFiles() on p.StoredFileId equals f.Id select f.Sha256).ToListAsync();
    }

    /// <summary>A signed sheet whose files are made, with one photo of a class.</summary>
    private async Task<(long Snapshot, string Photo)> SignedAsync(TrainingDbContext db)
    {
        var station = await Some.StationAsync(db);
        var session = await Some.SessionAsync(db, station, new DateOnly(2026, 9, 8), await Some.TrainerAsync(db));
        await Some.ClosedRollAsync(db, session, await Some.PeopleAsync(db, 4), 65);
        var stage = new FilingStage(db, FakeClock.Shanghai(2026, 10, 8), folder);
        var lead = (await stage.BodiesAsync(Places.Qingfeng))[0];
        var photo = await Some.AttachmentAsync(db, folder, lead, a => (a.OwnerKind, a.OwnerKey, a.Purpose, a.Kind, a.CopyFileId) = (SessionPhotos.OwnerKind, session.Key, SessionPhotos.Scene, PaperKind.Jpeg, a.StoredFileId));
        await stage.ToAsync(FilingState.Filed, "410922", "2026-09", lead);
        var snapshot = await db.FilingSnapshots().SingleAsync(s => s.PartId == null);
        await stage.Documents.FinishAsync((await stage.Documents.BeginAsync(snapshot.Id))!, new("word"u8.ToArray(), "excel"u8.ToArray(), "pdf"u8.ToArray(), []));
        return (snapshot.Id, await db.StoredFiles().Where(f => f.Id == photo.StoredFileId).Select(f => f.Sha256).SingleAsync());
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
