using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Audit;

/// <summary>What was done to the written history, as far as the chains can tell.</summary>
public enum ChainFaultKind
{
    /// <summary>A column of the entry is not what was hashed.</summary>
    Altered,

    /// <summary>An entry before it is missing, or the order was changed.</summary>
    Gap,

    /// <summary>The entry does not hold the hash of the one before: that one was written anew.</summary>
    LinkBroken,

    /// <summary>A checkpoint saw an entry that is no longer there.</summary>
    TailCut,

    /// <summary>A checkpoint saw this chain, and nothing of it is left.</summary>
    StreamGone,

    /// <summary>The chain fits in itself, but a checkpoint saw another entry at this place.</summary>
    Rewritten,

    /// <summary>The checkpoints themselves do not fit.</summary>
    CheckpointBroken,
}

/// <summary>The first thing that does not fit.</summary>
/// <param name="Sequence">Number of the entry in its stream, or of the checkpoint.</param>
public sealed record ChainFault(ChainFaultKind Kind, string Stream, long Sequence, DateTime? OccurredUtc = null, string? Process = null)
{
    public const string Checkpoints = "checkpoint";

    public string Words
    {
        get
        {
            var entry = $"{Stream} 的第 {Sequence} 条{(OccurredUtc is { } at ? $"（{ShanghaiTime.FromUtc(at):yyyy-MM-dd HH:mm:ss}，{Process}）" : "")}";
            var what = Kind switch
            {
                ChainFaultKind.Altered => $"{entry}被改过",
                ChainFaultKind.Gap => $"{entry}前面少了记录，或者次序被动过",
                ChainFaultKind.LinkBroken => $"{entry}接不上前一条，前一条被换过",
                ChainFaultKind.TailCut => $"{entry}不见了，末尾被删过",
                ChainFaultKind.StreamGone => $"{Stream} 的整条记录被删掉了，原来至少有 {Sequence} 条",
                ChainFaultKind.Rewritten => $"{entry}和封存时不一样，整条记录被重写过",
                ChainFaultKind.CheckpointBroken => $"第 {Sequence} 次封存被改过，或者被删过",
                _ => throw new InvalidOperationException($"No words for {Kind}."),
            };
            return $"操作历史对不上：{what}。请保留数据库和备份，找管理员核对。";
        }
    }
}

/// <summary>How many entries fitted before the first that did not (null: all fitted).</summary>
public readonly record struct ChainProof(long Checked, ChainFault? Broken)
{
    public long Checkpoints { get; init; }
}

/// <summary>Walks all chains, then all checkpoints, and holds the one against the other. Streams: memory does not grow with the history.</summary>
internal static class ChainWalk
{
    public static async Task<ChainProof> RunAsync(TrainingDbContext db, IProgress<long>? progress, CancellationToken ct)
    {
        long count = 0;
        AuditEntry? last = null;
        var entries = db.AuditEntries().IgnoreQueryFilters().AsNoTracking();
        await foreach (var entry in entries.OrderBy(a => a.Stream).ThenBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            var previous = last is not null && last.Stream == entry.Stream ? last : null;
            if (FaultOf(entry, previous) is { } kind)
            {
                return new(count, new ChainFault(kind, entry.Stream, entry.Sequence, entry.OccurredUtc, entry.Process));
            }

            last = entry;
            if (++count % 1000 == 0)
            {
                progress?.Report(count);
            }
        }

        var (checkpoints, broken) = await WalkCheckpointsAsync(db, ct);
        return new(count, broken ?? await AgainstHeadsAsync(db, ct)) { Checkpoints = checkpoints };
    }

    private static ChainFaultKind? FaultOf(AuditEntry entry, AuditEntry? previous) =>
        !entry.Hash.AsSpan().SequenceEqual(AuditTrail.HashOf(entry)) ? ChainFaultKind.Altered
        : entry.Sequence != (previous?.Sequence ?? 0) + 1 ? ChainFaultKind.Gap
        : !entry.PreviousHash.AsSpan().SequenceEqual(previous?.Hash ?? AuditTrail.Start) ? ChainFaultKind.LinkBroken
        : null;

    private static async Task<(long Count, ChainFault? Broken)> WalkCheckpointsAsync(TrainingDbContext db, CancellationToken ct)
    {
        AuditCheckpoint? last = null;
        foreach (var checkpoint in await db.AuditCheckpoints().AsNoTracking().OrderBy(c => c.Number).ToListAsync(ct))
        {
            var heads = await db.AuditHeads().AsNoTracking().Where(h => h.CheckpointNumber == checkpoint.Number).ToListAsync(ct);
            if (checkpoint.Number != (last?.Number ?? 0) + 1
                || !checkpoint.PreviousHash.AsSpan().SequenceEqual(last?.Hash ?? AuditTrail.Start)
                || !checkpoint.Hash.AsSpan().SequenceEqual(AddCheckpoint.HashOf(checkpoint, heads)))
            {
                return (last?.Number ?? 0, new ChainFault(ChainFaultKind.CheckpointBroken, ChainFault.Checkpoints, checkpoint.Number, checkpoint.MadeUtc, nameof(AddCheckpoint)));
            }

            last = checkpoint;
        }

        return (last?.Number ?? 0, null);
    }

    private static async Task<ChainFault?> AgainstHeadsAsync(TrainingDbContext db, CancellationToken ct)
    {
        var entries = db.AuditEntries().IgnoreQueryFilters();
        var head = await db.AuditHeads().AsNoTracking()
            .Where(h => !entries.Any(e => e.Stream == h.Stream && e.Sequence == h.Sequence && e.Hash == h.Hash))
            .OrderBy(h => h.Id).FirstOrDefaultAsync(ct);
        if (head is null)
        {
            return null;
        }

        var there = await entries.AsNoTracking().Where(e => e.Stream == head.Stream).OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(ct);
        return there is null ? new ChainFault(ChainFaultKind.StreamGone, head.Stream, head.Sequence)
            : there.Sequence < head.Sequence ? new ChainFault(ChainFaultKind.TailCut, head.Stream, there.Sequence + 1)
            : new ChainFault(ChainFaultKind.Rewritten, head.Stream, head.Sequence);
    }
}
