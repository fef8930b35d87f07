using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Audit;

/// <summary>Who acts: an account, or null for a job.</summary>
public readonly record struct Actor(long? AccountId)
{
    public static Actor Job { get; } = new(null);
}

/// <summary>
/// Adds entries to the written history in the same save as the change they tell of, and proves the chains. Personal values must not be
/// handed in: give ids, counts and states.
/// </summary>
public static class AuditTrail
{
    private static readonly byte[] Start = new byte[32];

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Adds one entry; the caller saves. Two writers of one stream at once meet the unique index, and the later one fails whole.</summary>
    public static async Task AppendAsync(
        TrainingDbContext db, string stream, Actor actor, string process, DateTime nowUtc,
        object? before = null, object? after = null, string? reason = null, CancellationToken ct = default)
    {
        var local = db.AuditEntries().Local.Where(a => a.Stream == stream).MaxBy(a => a.Sequence);
        var last = local ?? await db.AuditEntries().AsNoTracking().Where(a => a.Stream == stream)
            .OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(ct);
        db.AuditEntries().Add(Next(last, stream, actor, process, nowUtc, before, after, reason));
    }

    /// <summary>The entry that follows another in its stream (null: the first). For writers of many rows at once.</summary>
    public static AuditEntry Next(
        AuditEntry? last, string stream, Actor actor, string process, DateTime nowUtc,
        object? before = null, object? after = null, string? reason = null)
    {
        var entry = new AuditEntry
        {
            Stream = stream,
            Sequence = (last?.Sequence ?? 0) + 1,
            // PostgreSQL keeps microseconds: what is hashed must be what comes back.
            OccurredUtc = new DateTime(nowUtc.Ticks - (nowUtc.Ticks % 10), DateTimeKind.Utc),
            ActorId = actor.AccountId,
            Process = process,
            Reason = reason,
            BeforeJson = before is null ? null : JsonSerializer.Serialize(before, Json),
            AfterJson = after is null ? null : JsonSerializer.Serialize(after, Json),
            PreviousHash = last?.Hash ?? Start,
            Hash = Start,
        };
        entry.Hash = HashOf(entry);
        return entry;
    }

    /// <summary>The hash that an entry must carry: over every column, lengths written out so that no two entries read alike.</summary>
    public static byte[] HashOf(AuditEntry e)
    {
        var text = new StringBuilder();
        foreach (var part in (string?[])
        [
            e.Stream, e.Sequence.ToString(CultureInfo.InvariantCulture), e.OccurredUtc.Ticks.ToString(CultureInfo.InvariantCulture),
            e.ActorId?.ToString(CultureInfo.InvariantCulture), e.Process, e.Reason, e.BeforeJson, e.AfterJson,
        ])
        {
            text.Append(part?.Length ?? -1).Append(':').Append(part).Append('\n');
        }

        return SHA256.HashData([.. e.PreviousHash, .. Encoding.UTF8.GetBytes(text.ToString())]);
    }

    /// <summary>Walks all chains in order and returns the first entry that does not fit, or null when all hold; counts as it goes.</summary>
    public static async Task<(long Checked, AuditEntry? Broken)> VerifyAsync(
        TrainingDbContext db, IProgress<long>? progress = null, CancellationToken ct = default)
    {
        long count = 0;
        AuditEntry? last = null;
        await foreach (var entry in db.AuditEntries().AsNoTracking().OrderBy(a => a.Stream).ThenBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            var previous = last is not null && last.Stream == entry.Stream ? last : null;
            if (entry.Sequence != (previous?.Sequence ?? 0) + 1
                || !entry.PreviousHash.AsSpan().SequenceEqual(previous?.Hash ?? Start)
                || !entry.Hash.AsSpan().SequenceEqual(HashOf(entry)))
            {
                return (count, entry);
            }

            last = entry;
            if (++count % 1000 == 0)
            {
                progress?.Report(count);
            }
        }

        return (count, null);
    }
}
