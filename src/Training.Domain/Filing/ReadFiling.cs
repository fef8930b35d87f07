using Microsoft.EntityFrameworkCore;
using Training.Domain.Filing.Scans;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>Everything that the page of a filing, or of one part-sheet, is made of, besides the sheet itself.</summary>
public sealed record FilingView
{
    public required CountyFiling Filing { get; init; }

    /// <summary>Null: the county's sheet.</summary>
    public FilingPart? Part { get; init; }

    public required Region County { get; init; }

    public required SheetPeriod Period { get; init; }

    public required IReadOnlyList<FilingPart> Parts { get; init; }

    public required IReadOnlyList<FilingStep> Steps { get; init; }

    public required IReadOnlyList<FilingReturn> Returns { get; init; }

    public required IReadOnlyList<FilingRemark> Remarks { get; init; }

    /// <summary>Those that hold, oldest first.</summary>
    public required IReadOnlyList<FilingSignature> Signatures { get; init; }

    public required IReadOnlyList<FilingSupplement> Supplements { get; init; }

    /// <summary>The signed sheet that stands; null while it is only computed.</summary>
    public FilingSnapshot? Snapshot { get; init; }

    /// <summary>Where the scan of its stamped paper stands.</summary>
    public ScanStanding? Scan { get; init; }

    public FilingProof? Proof { get; init; }

    /// <summary>Display names of the accounts that did something, by id.</summary>
    public required IReadOnlyDictionary<long, string> Names { get; init; }

    public FilingPart Lead => Parts.First(p => p.IsLead);

    public string By(long? account) => account is { } id ? Names.GetValueOrDefault(id, "") : "";

    public IEnumerable<FilingReturn> Unanswered => Returns.Where(r => r.Answer is null);
}

/// <summary>Reads one filing as the caller reaches it; a body reaches its part-sheet, and the filing that it leads.</summary>
public sealed class ReadFiling(TrainingDbContext db, FilingDesk desk)
{
    public async Task<FilingView?> FindAsync(Guid key, CancellationToken ct = default) =>
        await desk.FindAsync(key, ct) is { } filing ? await ReadAsync(filing, null, ct) : null;

    public async Task<FilingView?> PartAsync(Guid key, CancellationToken ct = default) =>
        await desk.FindPartAsync(key, ct) is var (filing, part) ? await ReadAsync(filing, part, ct) : null;

    public Task<FilingSnapshot?> SnapshotAsync(FilingView view, int number, CancellationToken ct = default)
    {
        long? partId = view.Part?.Id;
        return db.FilingSnapshots().AsNoTracking().SingleOrDefaultAsync(s => s.FilingId == view.Filing.Id && s.PartId == partId && s.Number == number, ct);
    }

    private async Task<FilingView> ReadAsync(CountyFiling filing, FilingPart? part, CancellationToken ct)
    {
        long? partId = part?.Id;
        var steps = await db.FilingSteps().AsNoTracking().Where(s => s.FilingId == filing.Id && (partId == null || s.PartId == partId || s.PartId == null)).OrderBy(s => s.Id).ToListAsync(ct);
        var returns = await db.FilingReturns().AsNoTracking().Where(r => r.FilingId == filing.Id && r.PartId == partId).OrderBy(r => r.Id).ToListAsync(ct);
        var remarks = await db.FilingRemarks().AsNoTracking().Where(r => r.FilingId == filing.Id && r.PartId == partId && r.RemovedUtc == null).OrderBy(r => r.Id).ToListAsync(ct);
        var signatures = await db.FilingSignatures().AsNoTracking().Where(s => s.FilingId == filing.Id && (partId == null || s.PartId == partId) && s.EndedUtc == null).OrderBy(s => s.Id).ToListAsync(ct);
        var supplements = part is null ? await db.FilingSupplements().AsNoTracking().Where(s => s.FilingId == filing.Id).OrderBy(s => s.Number).ToListAsync(ct) : [];
        var accounts = steps.Select(s => s.AccountId).Concat(returns.SelectMany(r => (long?[])[r.ReturnedBy, r.AnsweredBy])).Concat(remarks.Select(r => r.WrittenBy))
            .Concat(supplements.SelectMany(s => (long?[])[s.MadeBy, s.TakenBy])).OfType<long>().Distinct().ToList();
        var snapshot = await InForceAsync(filing, part, signatures, ct);
        return new()
        {
            Filing = filing,
            Part = part,
            County = await db.Regions().AsNoTracking().SingleAsync(r => r.Code == filing.RegionCode, ct),
            Period = FilingDesk.Period(filing),
            Parts = await desk.PartsAsync(filing, ct),
            Steps = steps,
            Returns = returns,
            Remarks = remarks,
            Signatures = signatures,
            Supplements = supplements,
            Snapshot = snapshot,
            Scan = snapshot is null ? null : (await ReadScans.StandingAsync(db, [snapshot.Id], ct)).GetValueOrDefault(snapshot.Id),
            Proof = await db.FilingProofs().AsNoTracking().SingleOrDefaultAsync(p => p.FilingId == filing.Id, ct),
            Names = accounts.Count == 0 ? new Dictionary<long, string>() : await db.Set<Identity.Account>().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct),
        };
    }

    private async Task<FilingSnapshot?> InForceAsync(CountyFiling filing, FilingPart? part, List<FilingSignature> signatures, CancellationToken ct)
    {
        if (part is null)
        {
            return await CompareFiling.InForceAsync(db, filing.Id, ct);
        }

        return signatures.LastOrDefault(s => s.PartId == part.Id) is { } signed ? await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Id == signed.SnapshotId, ct) : null;
    }
}
