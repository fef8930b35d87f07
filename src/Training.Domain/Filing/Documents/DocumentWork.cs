using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Evidence;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Filing.Documents;

/// <summary>What is made of a signed sheet, and the name that its files are given.</summary>
public sealed record DocumentSource(long SnapshotId, Paper Paper);

/// <param name="Pages">The pages of the PDF as JPEG.</param>
public sealed record MadeDocuments(byte[] Word, byte[] Excel, byte[] Pdf, IReadOnlyList<byte[]> Pages);

/// <summary>
/// Word, Excel and PDF of a signed sheet: made once, by a job, and kept by their hashes. What is there already is left alone, so that a paper
/// that was printed and its file stay the same.
/// </summary>
public sealed class DocumentWork(TrainingDbContext db, FiledPaper papers, IFileStore files, TimeProvider clock)
{
    public const string Kind = "filing-documents";

    /// <summary>Null when there is nothing left to make.</summary>
    public async Task<DocumentSource?> BeginAsync(long snapshotId, CancellationToken ct = default)
    {
        var snapshot = await db.FilingSnapshots().AsNoTracking().SingleOrDefaultAsync(s => s.Id == snapshotId, ct);
        return snapshot is null || await db.FilingDocuments().AnyAsync(d => d.SnapshotId == snapshotId && d.Kind == DocumentKind.Pdf, ct)
            ? null : new(snapshotId, await papers.OfAsync(snapshot, ct));
    }

    public async Task FinishAsync(DocumentSource source, MadeDocuments made, CancellationToken ct = default)
    {
        var snapshot = await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Id == source.SnapshotId, ct);
        var filing = await db.Filings().IgnoreQueryFilters().AsNoTracking().SingleAsync(f => f.Id == snapshot.FilingId, ct);
        var (word, excel, pdf) = (await KeepAsync(made.Word, ct), await KeepAsync(made.Excel, ct), await KeepAsync(made.Pdf, ct));
        var pages = new List<KeptFile>();
        foreach (var page in made.Pages)
        {
            pages.Add(await KeepAsync(page, ct));
        }

        var now = clock.UtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var (kind, kept) in ((DocumentKind, KeptFile)[])[(DocumentKind.Word, word), (DocumentKind.Excel, excel), (DocumentKind.Pdf, pdf)])
        {
            db.FilingDocuments().Add(new() { SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, Kind = kind, StoredFileId = await RowAsync(kept, now, ct), MadeUtc = now });
        }

        for (var i = 0; i < pages.Count; i++)
        {
            db.FilingPages().Add(new() { Key = Guid.CreateVersion7(), SnapshotId = snapshot.Id, RegionCode = snapshot.RegionCode, Number = i + 1, StoredFileId = await RowAsync(pages[i], now, ct) });
        }

        await AuditTrail.AppendAsync(
            db, filing.AuditStream(), Actor.Job, nameof(DocumentWork), now, null,
            new { snapshot = snapshot.Key, word = word.Sha256, excel = excel.Sha256, pdf = pdf.Sha256 }, ct: ct, regionCode: filing.RegionCode);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<KeptFile> KeepAsync(byte[] content, CancellationToken ct)
    {
        using var stream = new MemoryStream(content, writable: false);
        return await files.KeepAsync(stream, ct);
    }

    private async Task<long> RowAsync(KeptFile kept, DateTime nowUtc, CancellationToken ct)
    {
        var row = await db.StoredFileAsync(kept, nowUtc, ct);
        await db.SaveChangesAsync(ct);
        return row.Id;
    }
}
