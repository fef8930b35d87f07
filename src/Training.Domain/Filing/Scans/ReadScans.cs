using Microsoft.EntityFrameworkCore;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Work;

namespace Training.Domain.Filing.Scans;

/// <summary>A page of a scan. Whose it is, is said as far as the reader reaches it.</summary>
/// <param name="Other">The sheet whose code it carries; null when it is this one's or out of reach.</param>
public sealed record ScanPageView(FilingScanPage Page, ReachedSnapshot? Other);

/// <summary>One scan with everything that was read from it.</summary>
public sealed record ScanView
{
    public required FilingScan Scan { get; init; }

    public required ReachedSnapshot Of { get; init; }

    public required IReadOnlyList<ScanPageView> Pages { get; init; }

    /// <summary>Of the pages that are surely this sheet's.</summary>
    public required IReadOnlyList<FilingScanRow> Rows { get; init; }

    public required string Sha256 { get; init; }

    public WorkItem? Work { get; init; }

    /// <summary>Display names of the accounts that sent it or decided, by id.</summary>
    public required IReadOnlyDictionary<long, string> Names { get; init; }

    /// <summary>Unread pages that somebody may hold for a page that is missing.</summary>
    public IEnumerable<FilingScanPage> Doubtful => Pages.Select(p => p.Page).Where(p => p is { Finding: ScanFinding.Unread, SheetPage: { } number } && Missing.Contains(number));

    public IEnumerable<int> Missing => ScanRules.Missing(Scan.SheetPages, Pages.Select(p => p.Page));

    /// <summary>The one other sheet that the whole scan belongs to; null when it does not.</summary>
    public ReachedSnapshot? Elsewhere => Pages.Count > 0 && Pages.All(p => p.Page.Finding == ScanFinding.Other) && Pages.Select(p => p.Other?.Snapshot.Id).Distinct().ToList() is [not null] ? Pages[0].Other : null;

    public string By(long? account) => account is { } id ? Names.GetValueOrDefault(id, "") : "";
}

/// <summary>A scan in a few words, for the sheet and for lists.</summary>
/// <param name="Against">Rows on which the paper says something else.</param>
/// <param name="Left">Rows that somebody must look at.</param>
public sealed record ScanStanding(Guid Key, ScanState State, int Against, int Left, DateTime SentUtc);

/// <summary>Reads scans of sheets that the caller reaches.</summary>
public sealed class ReadScans(TrainingDbContext db, ReachSnapshot reach)
{
    public async Task<bool> ReachesAsync(Guid snapshotKey, CancellationToken ct = default) => await reach.FindAsync(snapshotKey, ct) is not null;

    /// <summary>Key of the scan that a row belongs to, within reach.</summary>
    public async Task<Guid?> OfRowAsync(Guid rowKey, CancellationToken ct = default)
    {
        var found = await (
            from row in db.FilingScanRows().AsNoTracking()
            where row.Key == rowKey
            join scan in db.FilingScans() on row.ScanId equals scan.Id
            select new { scan.Key, scan.SnapshotId }).SingleOrDefaultAsync(ct);
        return found is not null && await reach.ByIdAsync(found.SnapshotId, ct) is not null ? found.Key : null;
    }

    /// <summary>All scans of a sheet, the newest first.</summary>
    public async Task<IReadOnlyList<FilingScan>> OfAsync(long snapshotId, CancellationToken ct = default) =>
        await db.FilingScans().AsNoTracking().Where(s => s.SnapshotId == snapshotId).OrderByDescending(s => s.Id).ToListAsync(ct);

    public async Task<ScanView?> FindAsync(Guid key, CancellationToken ct = default)
    {
        if (await db.FilingScans().AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, ct) is not { } scan || await reach.ByIdAsync(scan.SnapshotId, ct) is not { } of)
        {
            return null;
        }

        var pages = new List<ScanPageView>();
        var others = new Dictionary<string, ReachedSnapshot?>(StringComparer.Ordinal);
        foreach (var page in await db.FilingScanPages().AsNoTracking().Where(p => p.ScanId == scan.Id).OrderBy(p => p.Number).ToListAsync(ct))
        {
            if (page is { Finding: ScanFinding.Other, Code: { } code } && !others.ContainsKey(code))
            {
                others[code] = await reach.ByCodeAsync(code, ct);
            }

            pages.Add(new(page, page is { Finding: ScanFinding.Other, Code: { } carried } ? others[carried] : null));
        }

        var all = await db.FilingScanRows().AsNoTracking().Where(r => r.ScanId == scan.Id).OrderBy(r => r.SheetPage).ThenBy(r => r.Number).ToListAsync(ct);
        var rows = ScanRules.Own(pages.Select(p => p.Page), all).ToList();
        var people = rows.Select(r => r.DecidedBy).Append(scan.SentBy).OfType<long>().Distinct().ToList();
        return new()
        {
            Scan = scan, Of = of, Pages = pages, Rows = rows,
            Sha256 = await db.StoredFiles().Where(f => f.Id == scan.StoredFileId).Select(f => f.Sha256).SingleAsync(ct),
            Work = await WorkQueue.LatestAsync(db, ScanWork.Kind, scan.Id, ct),
            Names = await db.Accounts().Where(a => people.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct),
        };
    }

    /// <summary>Where the present scans of these signed sheets stand; a sheet without one is not in it.</summary>
    public static async Task<IReadOnlyDictionary<long, ScanStanding>> StandingAsync(TrainingDbContext db, IReadOnlyCollection<long> snapshotIds, CancellationToken ct)
    {
        var scans = await db.FilingScans().AsNoTracking().Where(s => snapshotIds.Contains(s.SnapshotId) && s.ReplacedUtc == null).OrderBy(s => s.Id).ToListAsync(ct);
        var ids = scans.ConvertAll(s => s.Id);
        var pages = await db.FilingScanPages().AsNoTracking().Where(p => ids.Contains(p.ScanId)).ToListAsync(ct);
        var rows = ScanRules.Own(pages, await db.FilingScanRows().AsNoTracking().Where(r => ids.Contains(r.ScanId) && r.Verdict != RowVerdict.Same).ToListAsync(ct)).ToLookup(r => r.ScanId);
        return scans.GroupBy(s => s.SnapshotId).ToDictionary(
            g => g.Key, g => new ScanStanding(g.Last().Key, g.Last().State, rows[g.Last().Id].Count(r => r.IsAgainst), rows[g.Last().Id].Count(r => r.NeedsSomebody), g.Last().SentUtc));
    }

    /// <summary>Key of the scan that a page belongs to, within reach.</summary>
    public async Task<Guid?> OfPageAsync(Guid pageKey, CancellationToken ct = default)
    {
        var found = await (
            from page in db.FilingScanPages().AsNoTracking()
            where page.Key == pageKey
            join scan in db.FilingScans() on page.ScanId equals scan.Id
            select new { scan.Key, scan.SnapshotId }).SingleOrDefaultAsync(ct);
        return found is not null && await reach.ByIdAsync(found.SnapshotId, ct) is not null ? found.Key : null;
    }

    /// <summary>Hash of a page's picture, within reach.</summary>
    public async Task<string?> PageAsync(Guid key, CancellationToken ct = default)
    {
        var found = await (
            from page in db.FilingScanPages().AsNoTracking()
            where page.Key == key
            join scan in db.FilingScans() on page.ScanId equals scan.Id
            join file in db.StoredFiles() on page.StoredFileId equals file.Id
            select new { scan.SnapshotId, file.Sha256 }).SingleOrDefaultAsync(ct);
        return found is not null && await reach.ByIdAsync(found.SnapshotId, ct) is not null ? found.Sha256 : null;
    }

    /// <summary>Hash of a row's piece of paper, or of the same piece as printed.</summary>
    public async Task<string?> PieceAsync(Guid rowKey, bool printed, CancellationToken ct = default)
    {
        var found = await (
            from row in db.FilingScanRows().AsNoTracking()
            where row.Key == rowKey
            join scan in db.FilingScans() on row.ScanId equals scan.Id
            select new { scan.SnapshotId, File = printed ? row.SheetFileId : row.PaperFileId }).SingleOrDefaultAsync(ct);
        return found?.File is { } file && await reach.ByIdAsync(found.SnapshotId, ct) is not null
            ? await db.StoredFiles().Where(f => f.Id == file).Select(f => f.Sha256).SingleAsync(ct) : null;
    }
}
