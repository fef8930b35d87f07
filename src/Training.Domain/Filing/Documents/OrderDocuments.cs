using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;

namespace Training.Domain.Filing.Documents;

public sealed record AlreadyBeingMade() : Refusal("正在做，做好了在这一页下载。");

/// <summary>Puts the making of a sheet's documents into the queue on somebody's asking.</summary>
public sealed class OrderDocuments(TrainingDbContext db, ReachSnapshot reach, WorkQueue queue, TimeProvider clock)
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

        queue.Enqueue(db, DocumentWork.Kind, reached.Snapshot.Id, $"做 Word、Excel、PDF：{reached.Title}");
        await AuditTrail.AppendAsync(
            db, reached.Filing.AuditStream(), actor, nameof(OrderDocuments), clock.UtcNow(), null, new { snapshot = reached.Snapshot.Key }, ct: ct, regionCode: reached.Filing.RegionCode);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}
