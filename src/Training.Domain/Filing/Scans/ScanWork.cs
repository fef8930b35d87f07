using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Filing.Documents;
using Training.Domain.Media;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing.Scans;

/// <summary>What is to be read, and the PDF that it is held against.</summary>
public sealed record ScanSource(long ScanId, PaperKind Kind, string Sha256, string PdfSha256, string Code);

/// <param name="Picture">JPEG.</param>
/// <param name="Code">As read from the page, whosever it is.</param>
public sealed record ReadScanPage(int Number, ScanFinding Finding, int? SheetPage, string? Code, CodeSource Source, byte[] Picture);

/// <param name="Paper">Piece of the paper as PNG, and <paramref name="Sheet"/> the same as printed; for rows that do not agree.</param>
public sealed record ReadScanRow(int SheetPage, int Number, string Label, RowVerdict Verdict, string Said, string? Seen, string? Words, byte[]? Paper, byte[]? Sheet);

public sealed record ScanReading(int SheetPages, IReadOnlyList<ReadScanPage> Pages, IReadOnlyList<ReadScanRow> Rows);

/// <summary>The record's side of reading a scan. It may be begun again at any time: what a scan says is written once, in one save.</summary>
public sealed class ScanWork(TrainingDbContext db, IFileStore files, TimeProvider clock)
{
    public const string Kind = "filing-scan";

    /// <summary>Null when it is read already, or was replaced before its turn came.</summary>
    public async Task<ScanSource?> BeginAsync(long scanId, CancellationToken ct = default)
    {
        var scan = await db.FilingScans().AsNoTracking().SingleOrDefaultAsync(s => s.Id == scanId, ct);
        if (scan is not { State: ScanState.Waiting, ReplacedUtc: null })
        {
            return null;
        }

        var sent = await db.StoredFiles().Where(f => f.Id == scan.StoredFileId).Select(f => f.Sha256).SingleAsync(ct);
        var pdf = await (
            from document in db.FilingDocuments()
            where document.SnapshotId == scan.SnapshotId && document.Kind == DocumentKind.Pdf
            join file in db.StoredFiles() on document.StoredFileId equals file.Id
            select file.Sha256).SingleAsync(ct);
        return new(scan.Id, scan.Kind, sent, pdf, await db.FilingSnapshots().Where(s => s.Id == scan.SnapshotId).Select(s => s.Code).SingleAsync(ct));
    }

    /// <summary>Writes down that nothing could be read, with the sentence for whoever sent it.</summary>
    public async Task BreakAsync(long scanId, string trouble, CancellationToken ct = default)
    {
        var scan = await db.FilingScans().SingleAsync(s => s.Id == scanId, ct);
        (scan.State, scan.Trouble, scan.ReadUtc) = (ScanState.Broken, trouble, clock.UtcNow());
        await SaveAsync(scan, new { scan = scan.Key, scanState = scan.State }, ct);
    }

    public async Task<ScanState> FinishAsync(ScanSource source, ScanReading reading, CancellationToken ct = default)
    {
        var scan = await db.FilingScans().SingleAsync(s => s.Id == source.ScanId, ct);
        var now = clock.UtcNow();
        var pages = new List<(ReadScanPage Page, KeptFile File)>();
        foreach (var page in reading.Pages)
        {
            pages.Add((page, await KeepAsync(page.Picture, ct)));
        }

        var rows = new List<(ReadScanRow Row, KeptFile? Paper, KeptFile? Sheet)>();
        foreach (var row in reading.Rows)
        {
            rows.Add((row, row.Paper is null ? null : await KeepAsync(row.Paper, ct), row.Sheet is null ? null : await KeepAsync(row.Sheet, ct)));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in pages.Select(p => p.File).Concat(rows.SelectMany(r => (KeptFile?[])[r.Paper, r.Sheet]).OfType<KeptFile>()).DistinctBy(f => f.Sha256))
        {
            var stored = await db.StoredFileAsync(file, now, ct);
            await db.SaveChangesAsync(ct);
            ids[file.Sha256] = stored.Id;
        }

        var found = pages.ConvertAll(p => new FilingScanPage
        {
            Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = scan.RegionCode, Number = p.Page.Number, Finding = p.Page.Finding, SheetPage = p.Page.SheetPage,
            Code = p.Page.Code, Source = p.Page.Source, StoredFileId = ids[p.File.Sha256],
        });
        var compared = rows.ConvertAll(r => new FilingScanRow
        {
            Key = Guid.CreateVersion7(), ScanId = scan.Id, RegionCode = scan.RegionCode, SheetPage = r.Row.SheetPage, Number = r.Row.Number, Label = Cut(r.Row.Label, FilingScanRow.LabelMaxLength),
            Verdict = r.Row.Verdict, Said = Cut(r.Row.Said, FilingScanRow.TextMaxLength), Seen = r.Row.Seen is { } seen ? Cut(seen, FilingScanRow.TextMaxLength) : null,
            Words = r.Row.Words is { } words ? Cut(words, FilingScanRow.TextMaxLength) : null,
            PaperFileId = r.Paper is { } paper ? ids[paper.Sha256] : null, SheetFileId = r.Sheet is { } sheet ? ids[sheet.Sha256] : null,
        });
        db.FilingScanPages().AddRange(found);
        db.FilingScanRows().AddRange(compared);
        (scan.SheetPages, scan.ReadUtc) = (reading.SheetPages, now);
        scan.State = ScanRules.StateOf(reading.SheetPages, found, compared);
        await SaveAsync(scan, new { scan = scan.Key, scanState = scan.State, differing = compared.Count(r => r.Verdict == RowVerdict.Differs), unclear = compared.Count(r => r.Verdict == RowVerdict.Unclear) }, ct);
        await transaction.CommitAsync(ct);
        return scan.State;
    }

    private async Task SaveAsync(FilingScan scan, object after, CancellationToken ct)
    {
        var filingId = await db.FilingSnapshots().Where(s => s.Id == scan.SnapshotId).Select(s => s.FilingId).SingleAsync(ct);
        var filing = await db.Filings().IgnoreQueryFilters().AsNoTracking().SingleAsync(f => f.Id == filingId, ct);
        await AuditTrail.AppendAsync(db, filing.AuditStream(), Actor.Job, nameof(ScanWork), clock.UtcNow(), null, after, ct: ct, regionCode: filing.RegionCode);
        await db.SaveChangesAsync(ct);
    }

    private async Task<KeptFile> KeepAsync(byte[] content, CancellationToken ct)
    {
        using var stream = new MemoryStream(content, writable: false);
        return await files.KeepAsync(stream, ct);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
