using Microsoft.EntityFrameworkCore;
using Training.Domain.Courses;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Work;

namespace Training.Domain.Uploads;

/// <param name="ReservedBytes">Promised to uploads and to the encoding of what was uploaded.</param>
public sealed record DiskNow(long FreeBytes, long ReservedBytes, DiskState State)
{
    /// <summary>For a page; null while there is nothing to say.</summary>
    public string? Sentence => State switch
    {
        DiskState.Full => "服务器的磁盘满了。上传和转码都先停在原处，腾出地方后会自己接着做，不用点什么。",
        DiskState.Low => $"服务器的磁盘快满了：还剩 {DiskRoom.Said(FreeBytes)}，其中 {DiskRoom.Said(ReservedBytes)} 已经留给正在上传和转码的课。请管理员早些腾出地方。",
        _ => null,
    };
}

/// <summary>What of the disk is promised: the rest of every upload under way, and what encoding will write of those and of the finished ones.</summary>
public sealed class UploadRoom(TrainingDbContext db, DiskRoom room)
{
    /// <summary>Of the whole installation: the disk is one, whoever's the files are.</summary>
    public async Task<long> ReservedAsync(CancellationToken ct = default)
    {
        var arriving = await db.Uploads().IgnoreQueryFilters().Where(u => u.Status == UploadStatus.Receiving || u.Status == UploadStatus.Streaming)
            .SumAsync(u => u.Bytes - u.Offset + u.MadeBytes, ct);
        var beingMade = await db.Uploads().IgnoreQueryFilters()
            .Where(u => u.Status == UploadStatus.Finished && db.WorkItems().Any(w =>
                w.Kind == LessonWork.Kind && w.SubjectId == u.LessonId && w.FinishedUtc == null))
            .SumAsync(u => u.MadeBytes, ct);
        return arriving + beingMade;
    }

    public async Task<DiskNow> NowAsync(CancellationToken ct = default)
    {
        var reserved = await ReservedAsync(ct);
        return new DiskNow(room.FreeBytes, reserved, room.StateWith(reserved));
    }

    /// <summary>How many bytes are missing for an upload of this length; 0 when it fits. Within <see cref="HoldAsync"/>'s transaction the answer stays true.</summary>
    public async Task<long> MissingForAsync(long bytes, CancellationToken ct = default) => room.Missing(bytes + UploadRules.MadeOf(bytes), await ReservedAsync(ct));

    /// <summary>Makes everybody else who promises room wait until the caller's transaction ends.</summary>
    internal async Task HoldAsync(CancellationToken ct) =>
        await db.DiskLedgers().Where(l => l.Id == DiskLedger.TheOne).ExecuteUpdateAsync(s => s.SetProperty(l => l.Promises, l => l.Promises + 1), ct);

    /// <summary>Before the transaction: the row that is held.</summary>
    internal async Task PrepareAsync(CancellationToken ct)
    {
        if (await db.DiskLedgers().AnyAsync(ct))
        {
            return;
        }

        var first = new DiskLedger { Id = DiskLedger.TheOne };
        db.DiskLedgers().Add(first);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (db.DiskLedgers().AsNoTracking().Any())
        {
            // Another start was quicker.
        }

        db.Entry(first).State = EntityState.Detached;
    }
}
