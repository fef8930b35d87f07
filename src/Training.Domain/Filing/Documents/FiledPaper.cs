using Microsoft.EntityFrameworkCore;
using Training.Domain.Papers;
using Training.Domain.Persistence;

namespace Training.Domain.Filing.Documents;

/// <summary>Where the site stands for whoever scans a paper; null while nobody has said, and then the code alone stands in the QR.</summary>
public sealed record SiteAddress(string? Url);

/// <summary>A signed sheet as paper: the words and figures of its snapshot, its remarks, who signed, and its code on every page.</summary>
public sealed class FiledPaper(TrainingDbContext db, OpenSnapshot open, SiteAddress site)
{
    public async Task<Paper> OfAsync(FilingSnapshot snapshot, CancellationToken ct = default)
    {
        var read = await open.RunAsync(snapshot, ct);
        return SheetPaper.Of(read.Sheet, new()
        {
            Remarks = read.Content.Remarks.ToLookup(r => r.Item, r => r.Text),
            Signed = await SignedAsync(snapshot, read.Content, ct),
            Code = new(
                $"标准表 {SheetCode.Spaced(snapshot.Code)}", Carried(snapshot.Code, SheetCode.MarkOf(1)), Carried(snapshot.Code, SheetCode.MarkOf(2)), Carried(snapshot.Code, SheetCode.MarkOf(3))),
        });
    }

    /// <summary>What the QR of a page says; on a page that does not know its number the mark is 0.</summary>
    public string Carried(string code, int mark) => SheetCode.Carried(code, mark, site.Url);

    private async Task<IReadOnlyList<string?>> SignedAsync(FilingSnapshot snapshot, SnapshotContent content, CancellationToken ct)
    {
        var own = await db.FilingSignatures().AsNoTracking()
            .Where(s => s.SnapshotId == snapshot.Id && (s.Kind == SignatureKind.Body || s.Kind == SignatureKind.County || s.Kind == SignatureKind.Supplement))
            .OrderBy(s => s.Id).FirstOrDefaultAsync(ct);
        if (snapshot.PartId is not null)
        {
            return [FilingWords.SignedBy(own)];
        }

        var lead = content.Parts.FirstOrDefault(p => p.Lead)?.Signature;
        return [FilingWords.SignedBy(await db.FilingSignatures().AsNoTracking().SingleOrDefaultAsync(s => s.Key == lead, ct)), FilingWords.SignedBy(own)];
    }
}
