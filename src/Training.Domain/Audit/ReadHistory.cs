using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Audit;

public sealed record HistoryQuestion
{
    /// <summary>One stream whole (account/7), or, with a slash at its end, a kind of record (account/).</summary>
    public string? Stream { get; init; }

    /// <summary>Accounts; null asks for all, and an empty list finds nothing.</summary>
    public IReadOnlyList<long>? ActorIds { get; init; }

    public string? Process { get; init; }

    /// <summary>First and last day, in Asia/Shanghai.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    /// <summary>A division; null asks for all that the caller reaches.</summary>
    public CodeRange? Region { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Size { get; init; } = 50;
}

public sealed record HistoryPage(IReadOnlyList<AuditEntry> Lines, int Total, AuditProof? LastProof, AuditCheckpoint? LastCheckpoint);

/// <summary>The written history within the caller's divisions, newest first.</summary>
public sealed class ReadHistory(TrainingDbContext db)
{
    public const int MostExported = 20_000;

    public async Task<HistoryPage> RunAsync(HistoryQuestion question, CancellationToken ct = default)
    {
        var entries = Match(question);
        return new HistoryPage(
            await Newest(entries).Skip((question.Page - 1) * question.Size).Take(question.Size).ToListAsync(ct),
            await entries.CountAsync(ct),
            await db.AuditProofs().AsNoTracking().OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct),
            await db.AuditCheckpoints().AsNoTracking().OrderByDescending(c => c.Number).FirstOrDefaultAsync(ct));
    }

    /// <summary>The same entries for a file, at most <see cref="MostExported"/>.</summary>
    public Task<List<AuditEntry>> ExportAsync(HistoryQuestion question, CancellationToken ct = default) =>
        Newest(Match(question)).Take(MostExported).ToListAsync(ct);

    public async Task<AuditEntry?> FindAsync(long id, CancellationToken ct = default) =>
        await db.AuditEntries().AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, ct);

    /// <summary>Names of the use cases that stand in the history, for the choice on the page.</summary>
    public Task<List<string>> ProcessesAsync(CancellationToken ct = default) =>
        db.AuditEntries().Select(e => e.Process).Distinct().OrderBy(p => p).ToListAsync(ct);

    private static IQueryable<AuditEntry> Newest(IQueryable<AuditEntry> entries) =>
        entries.OrderByDescending(e => e.OccurredUtc).ThenByDescending(e => e.Id);

    private IQueryable<AuditEntry> Match(HistoryQuestion question)
    {
        var entries = db.AuditEntries().AsNoTracking();
        if (question.Stream is { Length: > 0 } stream)
        {
            entries = stream.EndsWith('/') ? entries.Where(e => e.Stream.StartsWith(stream)) : entries.Where(e => e.Stream == stream);
        }

        if (question.ActorIds is { } actors)
        {
            entries = entries.Where(e => e.ActorId != null && actors.Contains(e.ActorId.Value));
        }

        if (question.Process is { Length: > 0 } process)
        {
            entries = entries.Where(e => e.Process == process);
        }

        if (question.From is { } from)
        {
            var since = ShanghaiTime.ToUtc(from);
            entries = entries.Where(e => e.OccurredUtc >= since);
        }

        if (question.Until is { } until)
        {
            var before = ShanghaiTime.ToUtc(until.AddDays(1));
            entries = entries.Where(e => e.OccurredUtc < before);
        }

        return question.Region is { } region ? entries.Where(e => e.RegionCode >= region.From && e.RegionCode < region.Until) : entries;
    }
}
