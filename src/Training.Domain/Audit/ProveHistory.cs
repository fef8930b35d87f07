using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Audit;

/// <summary>
/// Proves the whole written history: chains, checkpoints, and the file of checkpoints beside the database. Writes down that it was done and
/// what came out; seals nothing that did not fit.
/// </summary>
public sealed class ProveHistory(TrainingDbContext db, CheckpointFile file, TimeProvider clock)
{
    public async Task<ChainProof> RunAsync(IProgress<long>? progress = null, CancellationToken ct = default)
    {
        var proof = await AuditTrail.VerifyAsync(db, progress, ct);
        if (proof.Broken is null)
        {
            var known = await db.AuditCheckpoints().AsNoTracking().ToDictionaryAsync(c => c.Number, c => c.Hash, ct);
            if (await file.FirstUnknownAsync(known, ct) is { } number)
            {
                proof = proof with { Broken = new ChainFault(ChainFaultKind.CheckpointBroken, ChainFault.Checkpoints, number) };
            }
        }

        db.AuditProofs().Add(new AuditProof { AtUtc = clock.UtcNow(), Entries = proof.Checked, Checkpoints = proof.Checkpoints, Fault = proof.Broken?.Words });
        await db.SaveChangesAsync(ct);
        return proof;
    }
}
