using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Filing.Packs;

/// <summary>A pack as its page lists it.</summary>
public sealed record KeptPack(Guid Key, string Sha256, string ManifestSha256, long Bytes, int Files, int LeftOut, DateTime MadeUtc);

/// <summary>
/// The packs of a signed sheet. That of a county's sheet holds papers of all its bodies: a body has the pack of its own part-sheet.
/// </summary>
public sealed class ReachPacks(TrainingDbContext db, ReachSnapshot reach)
{
    public async Task<ReachedSnapshot?> FindAsync(Guid snapshotKey, CancellationToken ct = default) => await reach.FindAsync(snapshotKey, ct) is { } reached && May(reached) ? reached : null;

    public bool May(ReachedSnapshot reached) => reached.Part is not null || db.Scope.Organization is null;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<KeptPack>> OfAsync(long snapshotId, CancellationToken ct = default) => await (
        from pack in db.FilingPacks().AsNoTracking()
        where pack.SnapshotId == snapshotId
        join file in db.StoredFiles() on pack.StoredFileId equals file.Id
        orderby pack.Id descending
        select new KeptPack(pack.Key, file.Sha256, pack.ManifestSha256, file.Bytes, pack.Files, pack.LeftOut, pack.MadeUtc)).ToListAsync(ct);

    /// <summary>How far the making is.</summary>
    public Task<WorkItem?> WorkAsync(long snapshotId, CancellationToken ct = default) => WorkQueue.LatestAsync(db, PackWork.Kind, snapshotId, ct);

    public async Task<(KeptPack Pack, ReachedSnapshot Of)?> PackAsync(Guid key, CancellationToken ct = default)
    {
        var snapshot = await db.FilingPacks().Where(p => p.Key == key).Select(p => (long?)p.SnapshotId).SingleOrDefaultAsync(ct);
        return snapshot is { } id && await reach.ByIdAsync(id, ct) is { } of && May(of) ? ((await OfAsync(id, ct)).Single(p => p.Key == key), of) : null;
    }
}

/// <summary>做佐证材料包: puts the making into the queue on somebody's asking.</summary>
public sealed class OrderPack(TrainingDbContext db, ReachPacks reach, WorkQueue queue, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, Guid snapshotKey, CancellationToken ct = default)
    {
        if (await reach.FindAsync(snapshotKey, ct) is not { } reached)
        {
            return new NotFound("这张表");
        }

        if (await reach.WorkAsync(reached.Snapshot.Id, ct) is { } work && WorkRules.IsOpen(work.Status))
        {
            return new AlreadyBeingMade();
        }

        if (!await db.FilingDocuments().AnyAsync(d => d.SnapshotId == reached.Snapshot.Id, ct))
        {
            return new DocumentsNotMade();
        }

        Enqueue(db, queue, reached.Snapshot.Id, reached.Title);
        await AuditTrail.AppendAsync(
            db, PackWork.StreamOf(reached.Snapshot.Key), actor, nameof(OrderPack), clock.UtcNow(), null, new { snapshot = reached.Snapshot.Key }, ct: ct, regionCode: reached.Filing.RegionCode);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }

    internal static void Enqueue(TrainingDbContext db, WorkQueue queue, long snapshotId, string title) => queue.Enqueue(db, PackWork.Kind, snapshotId, $"做佐证材料包：{title}");
}

/// <summary>下载佐证材料包: who took a pack away, and which, is written down.</summary>
public sealed class TakePack(TrainingDbContext db, ReachPacks reach, IFileStore files, TimeProvider clock)
{
    /// <param name="goesOn">A later piece of a download that was broken off: it was written down when it began.</param>
    public async Task<(KeptPack Pack, ReachedSnapshot Of, Stream Content)?> RunAsync(Actor actor, Guid key, bool goesOn, CancellationToken ct = default)
    {
        if (await reach.PackAsync(key, ct) is not var (pack, of) || !files.Holds(pack.Sha256))
        {
            return null;
        }

        if (!goesOn)
        {
            await AuditTrail.AppendAsync(
                db, PackWork.StreamOf(of.Snapshot.Key), actor, nameof(TakePack), clock.UtcNow(), null, new { evidencePack = key, zip = pack.Sha256 }, ct: ct, regionCode: of.Filing.RegionCode);
            await db.SaveChangesAsync(ct);
        }

        return (pack, of, files.Open(pack.Sha256));
    }
}
