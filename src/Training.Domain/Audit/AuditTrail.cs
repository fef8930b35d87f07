using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Regions;

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
    internal static readonly byte[] Start = new byte[32];

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Adds one entry; the caller saves. Two writers of one stream at once meet the unique index, and the later one fails whole.</summary>
    /// <param name="regionCode">
    /// Division whose affair it is. Not given, it is that of the scoped rows which this context is about to write, else that of the
    /// stream's last entry, else the top of the caller's own scope.
    /// </param>
    public static async Task AppendAsync(
        TrainingDbContext db, string stream, Actor actor, string process, DateTime nowUtc,
        object? before = null, object? after = null, string? reason = null, CancellationToken ct = default, long? regionCode = null)
    {
        var local = LastAdded(db, stream);
        var last = local ?? await db.AuditEntries().IgnoreQueryFilters().AsNoTracking().Where(a => a.Stream == stream)
            .OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(ct);
        var region = regionCode ?? RegionOfChanges(db) ?? last?.RegionCode ?? await TopAsync(db, ct);
        db.AuditEntries().Add(Next(last, stream, actor, process, nowUtc, before, after, reason, region));
    }

    /// <summary>The entry that follows another in its stream (null: the first). For writers of many rows at once.</summary>
    /// <param name="regionCode">Division whose affair it is; not given, that of the last entry.</param>
    public static AuditEntry Next(
        AuditEntry? last, string stream, Actor actor, string process, DateTime nowUtc,
        object? before = null, object? after = null, string? reason = null, long? regionCode = null)
    {
        var entry = new AuditEntry
        {
            Stream = stream,
            Sequence = (last?.Sequence ?? 0) + 1,
            RegionCode = regionCode ?? last?.RegionCode ?? 0,
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
    public static byte[] HashOf(AuditEntry e) => Hash(
        e.PreviousHash,
        [
            e.Stream, Said(e.Sequence), Said(e.RegionCode), Said(e.OccurredUtc.Ticks), e.ActorId is { } actor ? Said(actor) : null,
            e.Process, e.Reason, e.BeforeJson, e.AfterJson,
        ]);

    /// <summary>Proves what the database alone can prove: every chain, the checkpoints, and the chains against the checkpoints.</summary>
    public static Task<ChainProof> VerifyAsync(TrainingDbContext db, IProgress<long>? progress = null, CancellationToken ct = default) =>
        ChainWalk.RunAsync(db, progress, ct);

    internal static byte[] Hash(byte[] previous, IEnumerable<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part?.Length ?? -1).Append(':').Append(part).Append('\n');
        }

        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(text.ToString())]);
    }

    internal static string Said(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The stream's last entry that this context holds. Entries are added and never changed, so nothing has to be compared to find them: comparing
    /// all that the context tracks at every entry is what makes a use case with many of them slow.
    /// </summary>
    private static AuditEntry? LastAdded(TrainingDbContext db, string stream)
    {
        var detects = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return db.AuditEntries().Local.Where(a => a.Stream == stream).MaxBy(a => a.Sequence);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    private static long? RegionOfChanges(TrainingDbContext db)
    {
        var codes = db.ChangeTracker.Entries<IRegionScoped>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && e.Entity is not AuditEntry)
            .Select(e => e.Entity.RegionCode).Where(code => code > 0).Distinct().ToList();
        return codes.Count switch
        {
            0 => null,
            1 => codes[0],
            _ => Enumerable.Range(1, (int)RegionLevel.Village).Select(up => (RegionLevel)((int)RegionLevel.Village - up))
                .Select(level => codes.ConvertAll(code => RegionCodes.At(code, level)).Distinct().ToList())
                .FirstOrDefault(at => at.Count == 1)?[0],
        };
    }

    /// <summary>Top of the caller's scope; for jobs, which reach everything, the city of the installation, or the province of several.</summary>
    private static async Task<long> TopAsync(TrainingDbContext db, CancellationToken ct)
    {
        if (db.Scope.From > 0)
        {
            return db.Scope.From;
        }

        var cities = await db.Regions().Where(r => r.Level == RegionLevel.City).OrderBy(r => r.Code).Select(r => r.Code).Take(2).ToListAsync(ct);
        return cities.Count == 1 ? cities[0] : await db.Regions().OrderBy(r => r.Code).Select(r => r.Code).FirstOrDefaultAsync(ct);
    }
}
