using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Standards;
using Training.Domain.Work;

namespace Training.Domain.Filing.Documents;

/// <summary>A signed sheet that the caller reaches, through its filing or part-sheet.</summary>
public sealed record ReachedSnapshot(FilingSnapshot Snapshot, CountyFiling Filing, FilingPart? Part, Region County, SheetPeriod Period)
{
    public string Page => Part is { } part ? $"/filing-parts/{part.Key}" : $"/filings/{Filing.Key}";

    public string Title => $"{County.Name}{Period.Label}{(Part is { } part ? $"{part.OrganizationName}分表" : "标准表")}";
}

/// <summary>A file that was made, as it is handed out.</summary>
public sealed record KeptDocument(DocumentKind Kind, string Sha256, long Bytes, DateTime MadeUtc);

/// <summary>A page as a picture.</summary>
public sealed record KeptPage(Guid Key, int Number, string Sha256);

/// <summary>Finds signed sheets by key or by the code on their pages. Who reaches neither the filing nor the part-sheet finds nothing.</summary>
public sealed class ReachSnapshot(TrainingDbContext db, FilingDesk desk)
{
    public Task<ReachedSnapshot?> FindAsync(Guid key, CancellationToken ct = default) => ReachAsync(db.FilingSnapshots().AsNoTracking().Where(s => s.Key == key), ct);

    public Task<ReachedSnapshot?> ByCodeAsync(string code, CancellationToken ct = default) => ReachAsync(db.FilingSnapshots().AsNoTracking().Where(s => s.Code == code), ct);

    public Task<ReachedSnapshot?> ByIdAsync(long id, CancellationToken ct = default) => ReachAsync(db.FilingSnapshots().AsNoTracking().Where(s => s.Id == id), ct);

    public async Task<IReadOnlyList<KeptDocument>> DocumentsAsync(long snapshotId, CancellationToken ct = default) => await (
        from document in db.FilingDocuments().AsNoTracking()
        where document.SnapshotId == snapshotId
        join file in db.StoredFiles() on document.StoredFileId equals file.Id
        orderby document.Kind
        select new KeptDocument(document.Kind, file.Sha256, file.Bytes, document.MadeUtc)).ToListAsync(ct);

    public async Task<IReadOnlyList<KeptPage>> PagesAsync(long snapshotId, CancellationToken ct = default) => await (
        from page in db.FilingPages().AsNoTracking()
        where page.SnapshotId == snapshotId
        join file in db.StoredFiles() on page.StoredFileId equals file.Id
        orderby page.Number
        select new KeptPage(page.Key, page.Number, file.Sha256)).ToListAsync(ct);

    /// <summary>The picture of one page, and the sheet that it belongs to.</summary>
    public async Task<(KeptPage Page, ReachedSnapshot Of)?> PageAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from page in db.FilingPages().AsNoTracking()
            where page.Key == key
            join file in db.StoredFiles() on page.StoredFileId equals file.Id
            select new { page.SnapshotId, page.Key, page.Number, file.Sha256 }).SingleOrDefaultAsync(ct);
        return found is not null && await ByIdAsync(found.SnapshotId, ct) is { } of ? (new(found.Key, found.Number, found.Sha256), of) : null;
    }

    /// <summary>How far the making of the documents is.</summary>
    public Task<WorkItem?> WorkAsync(long snapshotId, CancellationToken ct = default) => WorkQueue.LatestAsync(db, DocumentWork.Kind, snapshotId, ct);

    private async Task<ReachedSnapshot?> ReachAsync(IQueryable<FilingSnapshot> which, CancellationToken ct)
    {
        if (await which.SingleOrDefaultAsync(ct) is not { } snapshot)
        {
            return null;
        }

        CountyFiling? filing;
        FilingPart? part = null;
        if (snapshot.PartId is { } partId)
        {
            var key = await db.FilingParts().Where(p => p.Id == partId).Select(p => (Guid?)p.Key).SingleOrDefaultAsync(ct);
            if (key is null || await desk.FindPartAsync(key.Value, ct) is not var (of, own))
            {
                return null;
            }

            (filing, part) = (of, own);
        }
        else
        {
            filing = await db.Filings().SingleOrDefaultAsync(f => f.Id == snapshot.FilingId, ct);
        }

        return filing is null ? null : new(snapshot, filing, part, await db.Regions().AsNoTracking().SingleAsync(r => r.Code == filing.RegionCode, ct), FilingDesk.Period(filing));
    }
}
