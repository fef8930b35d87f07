using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Audit;

/// <summary>
/// Seals the ends of all chains. The seal's number and hash also go to a file beside the database, so that cutting off the newest seal
/// together with what it sealed is found as well. With nothing new it makes none.
/// </summary>
public sealed class AddCheckpoint(TrainingDbContext db, CheckpointFile file, TimeProvider clock)
{
    // Keys are given out before they are committed: an entry with a lower key may arrive after a higher one was seen.
    private const long Overlap = 1_000;

    /// <summary>Returns the new seal, or null when no chain has moved.</summary>
    public async Task<AuditCheckpoint?> RunAsync(CancellationToken ct = default)
    {
        var last = await db.AuditCheckpoints().AsNoTracking().OrderByDescending(c => c.Number).FirstOrDefaultAsync(ct);
        var since = (last?.LastEntryId ?? 0) - Overlap;
        var entries = db.AuditEntries().IgnoreQueryFilters().AsNoTracking();
        var ends = entries.Where(e => e.Id > since).GroupBy(e => e.Stream).Select(g => new { Stream = g.Key, Sequence = g.Max(e => e.Sequence) });
        var heads = await (
            from end in ends
            join entry in entries on new { end.Stream, end.Sequence } equals new { entry.Stream, entry.Sequence }
            where !db.AuditHeads().Any(h => h.Stream == end.Stream && h.Sequence == end.Sequence)
            select new { entry.Id, entry.Stream, entry.Sequence, entry.Hash }).ToListAsync(ct);
        if (heads.Count == 0)
        {
            return null;
        }

        var now = clock.UtcNow();
        var checkpoint = new AuditCheckpoint
        {
            Number = (last?.Number ?? 0) + 1,
            MadeUtc = new DateTime(now.Ticks - (now.Ticks % 10), DateTimeKind.Utc),
            LastEntryId = Math.Max(last?.LastEntryId ?? 0, heads.Max(h => h.Id)),
            Entries = await entries.LongCountAsync(ct),
            PreviousHash = last?.Hash ?? AuditTrail.Start,
            Hash = AuditTrail.Start,
        };
        var rows = heads.ConvertAll(h => new AuditHead { CheckpointNumber = checkpoint.Number, Stream = h.Stream, Sequence = h.Sequence, Hash = h.Hash });
        checkpoint.Hash = HashOf(checkpoint, rows);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            db.AuditCheckpoints().Add(checkpoint);
            await db.SaveChangesAsync(ct);
            await db.InsertManyUnkeyedAsync(rows, ct);
            await transaction.CommitAsync(ct);
        }

        await file.AppendAsync(checkpoint, ct);
        return checkpoint;
    }

    internal static byte[] HashOf(AuditCheckpoint checkpoint, IReadOnlyList<AuditHead> heads) => AuditTrail.Hash(
        checkpoint.PreviousHash,
        ((string?[])[
            AuditTrail.Said(checkpoint.Number), AuditTrail.Said(checkpoint.MadeUtc.Ticks),
            AuditTrail.Said(checkpoint.LastEntryId), AuditTrail.Said(checkpoint.Entries),
        ]).Concat(heads.OrderBy(h => h.Stream, StringComparer.Ordinal).SelectMany(h => (string?[])[h.Stream, AuditTrail.Said(h.Sequence), Convert.ToHexStringLower(h.Hash)])));
}
