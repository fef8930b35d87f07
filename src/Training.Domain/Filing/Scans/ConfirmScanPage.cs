using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing.Documents;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing.Scans;

public sealed record ConfirmScanPageInput
{
    public required Actor Actor { get; init; }

    public required Guid PageKey { get; init; }

    public string? Reason { get; init; }
}

/// <summary>
/// Somebody who sees the paper holds a page for this sheet's, whose code no machine could read. Its rows were compared when it was read and count from now on.
/// A page that carries another code is never held for this sheet's.
/// </summary>
public sealed class ConfirmScanPage(TrainingDbContext db, ReachSnapshot reach, TimeProvider clock)
{
    /// <returns>Key of the scan.</returns>
    public async Task<Result<Guid>> RunAsync(ConfirmScanPageInput input, CancellationToken ct = default)
    {
        if (await db.FilingScanPages().SingleOrDefaultAsync(p => p.Key == input.PageKey, ct) is not { } page
            || await db.FilingScans().SingleOrDefaultAsync(s => s.Id == page.ScanId, ct) is not { } scan || await reach.ByIdAsync(scan.SnapshotId, ct) is not { } reached)
        {
            return new NotFound("这一页");
        }

        if (Refuse(input, scan, page) is { } refusal)
        {
            return refusal;
        }

        (page.Finding, page.Source) = (ScanFinding.Bound, CodeSource.Person);
        var pages = await db.FilingScanPages().Where(p => p.ScanId == scan.Id).ToListAsync(ct);
        scan.State = ScanRules.StateOf(scan.SheetPages, pages, await db.FilingScanRows().AsNoTracking().Where(r => r.ScanId == scan.Id).ToListAsync(ct));
        await AuditTrail.AppendAsync(
            db, reached.Filing.AuditStream(), input.Actor, nameof(ConfirmScanPage), clock.UtcNow(), null,
            new { scan = scan.Key, scanPage = page.Number, sheetPage = page.SheetPage, scanState = scan.State }, input.Reason, ct, reached.Filing.RegionCode);
        var saved = await db.SaveOrClashAsync(ct);
        return saved.Ok ? scan.Key : saved.Refusal;
    }

    private static Refusal? Refuse(ConfirmScanPageInput input, FilingScan scan, FilingScanPage page) =>
        scan.ReplacedUtc is not null ? new ScanIsReplaced("Reason")
        : page.Finding != ScanFinding.Unread || page.SheetPage is null ? new NotLikeThisSheet()
        : string.IsNullOrWhiteSpace(input.Reason) ? new PageNeedsReason()
        : input.Reason.Length > FilingScanRow.ReasonMaxLength ? new DecisionReasonTooLong(input.Reason.Length)
        : null;
}
