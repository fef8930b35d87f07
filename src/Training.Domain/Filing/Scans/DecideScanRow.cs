using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing.Documents;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing.Scans;

public sealed record DecideScanRowInput
{
    public required Actor Actor { get; init; }

    public required Guid RowKey { get; init; }

    /// <summary>Same or Differs; nobody decides that something cannot be seen.</summary>
    public RowVerdict? Decision { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Somebody looked at paper and sheet side by side and says what stands there. A later look may say otherwise; the history keeps both.</summary>
public sealed class DecideScanRow(TrainingDbContext db, ReachSnapshot reach, TimeProvider clock)
{
    /// <returns>Key of the scan.</returns>
    public async Task<Result<Guid>> RunAsync(DecideScanRowInput input, CancellationToken ct = default)
    {
        if (await db.FilingScanRows().SingleOrDefaultAsync(r => r.Key == input.RowKey, ct) is not { } row
            || await db.FilingScans().SingleOrDefaultAsync(s => s.Id == row.ScanId, ct) is not { } scan || await reach.ByIdAsync(scan.SnapshotId, ct) is not { } reached)
        {
            return new NotFound("这一行");
        }

        if (Refuse(input, scan, row) is { } refusal)
        {
            return refusal;
        }

        var before = new { row = row.Key, scanVerdict = row.Decision };
        var now = clock.UtcNow();
        (row.Decision, row.Reason, row.DecidedUtc, row.DecidedBy) = (input.Decision, input.Reason, now, input.Actor.AccountId);
        var rows = await db.FilingScanRows().Where(r => r.ScanId == scan.Id).ToListAsync(ct);
        var pages = await db.FilingScanPages().AsNoTracking().Where(p => p.ScanId == scan.Id).ToListAsync(ct);
        scan.State = ScanRules.StateOf(scan.SheetPages, pages, rows);
        await AuditTrail.AppendAsync(
            db, reached.Filing.AuditStream(), input.Actor, nameof(DecideScanRow), now, before, new { row = row.Key, scanVerdict = row.Decision, scan = scan.Key, scanState = scan.State }, input.Reason, ct, reached.Filing.RegionCode);
        var saved = await db.SaveOrClashAsync(ct);
        return saved.Ok ? scan.Key : saved.Refusal;
    }

    private static Refusal? Refuse(DecideScanRowInput input, FilingScan scan, FilingScanRow row) =>
        scan.ReplacedUtc is not null ? new ScanIsReplaced()
        : row.Verdict == RowVerdict.Same ? new NothingToDecide()
        : input.Decision is not (RowVerdict.Same or RowVerdict.Differs) ? new NoDecisionChosen()
        : string.IsNullOrWhiteSpace(input.Reason) ? new DecisionNeedsReason()
        : input.Reason.Length > FilingScanRow.ReasonMaxLength ? new DecisionReasonTooLong(input.Reason.Length)
        : null;
}
