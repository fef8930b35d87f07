using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Scans;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Filing.Scans;
using Training.Jobs.Papers;
using Training.Jobs.Work;

namespace Training.Jobs.Demonstration;

/// <summary>
/// Makes the stamped paper that comes back to the demonstration's accepted sheet: printed from the same words with one figure changed, signed, sealed, written over at another figure, laid on
/// the glass, and sent by the officer who signed. What the product then reads in it is its own finding.
/// </summary>
public sealed class StampPaperWork(TrainingDbContext db, FiledPaper papers, WordToPdf pdf, PaperTools tools, SendScan send, DataFolder folder) : IWorkHandler
{
    public const string Kind = "demonstration-stamped-paper";

    /// <summary>Which of the rows with a figure is printed wrongly, and which is written over.</summary>
    private const int MisprintedRow = 2;

    private const int WrittenOverRow = 5;

    /// <summary>Points around a figure that the pen goes over.</summary>
    private const int Pen = 5;

    private const int LongerSide = 2400;

    private readonly Random dice = new(MisprintedRow);

    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        var snapshot = await db.FilingSnapshots().AsNoTracking().SingleAsync(s => s.Id == item.SubjectId, ct);
        if (await db.FilingScans().AnyAsync(s => s.SnapshotId == snapshot.Id, ct))
        {
            return WorkOutcome.Succeeded("已经有扫描件");
        }

        using var own = ItemFolder.Of(folder, item);
        var work = own.Path;
        progress.Report(new(10, "印出来"));
        var printed = Path.Combine(work, "printed.pdf");
        await File.WriteAllBytesAsync(printed, await pdf.RunAsync(WordPaper.Write(WithMisprint(await papers.OfAsync(snapshot, ct))), work, ct), ct);
        progress.Report(new(50, "签字、盖章、扫描"));
        var page = await tools.ReadAsync(printed, 1, work, ct);
        var raw = Path.Combine(work, "paper.ppm");
        await new SpoilPage(dice).RunAsync(page.Picture, Stamped(page), raw, ct);
        var scan = await tools.PhotoAsync(raw, Path.Combine(work, "paper.jpg[Q=80]"), LongerSide, work, ours: true, ct);
        await using var content = File.OpenRead(scan);
        var sent = await send.RunAsync(new() { Actor = await SignerAsync(snapshot.Id, ct), SnapshotKey = snapshot.Key, SourceName = "标准表-盖章.jpg", Content = content }, ct);
        return sent.Ok ? WorkOutcome.Succeeded("盖章的纸扫好了，交给系统核对") : WorkOutcome.Refused(sent.Refusal.Message);
    }

    private Paper WithMisprint(Paper paper)
    {
        var seen = 0;
        return paper with
        {
            Blocks = [.. paper.Blocks.Select(b => b is PaperTable table ? table with { Rows = [.. table.Rows.Select(r => Misprint.Of(r, dice) is { } other && ++seen == MisprintedRow ? other : r)] } : b)],
        };
    }

    private Spoiling Stamped(SheetPage page)
    {
        var figures = page.Rows.Where(r => !r.Signed && r.Cells.Count > 4).SelectMany(r => r.Cells[^3].Lines.Take(1)).Select(l => l.Glyphs.FirstOrDefault(g => char.IsAsciiDigit(g.Sign))).OfType<Glyph>().ToList();
        var signed = page.Rows.Where(r => r.Signed).Select(r => r.Cells).ToList();
        return new()
        {
            DotsAnInch = 220, Turned = 1.2, Corners = [(0, 0), (0, 0), (0, 0), (0, 0)], Blur = 0.4f, Shade = 0.1, Noise = 4,
            Seals = [.. signed.Select(c => c[^1].Area).Select(a => (a.Left + (a.Width * 0.45), a.Top + (a.Height * 0.5)))],
            Hands =
            [
                .. signed.Select(c => c[0].Area).Select(a => new Box(a.Left + (a.Width / 2), a.Bottom - (a.Height * 4 / 10), a.Left + (a.Width * 8 / 10), a.Bottom - 4)),
                .. figures.Skip(WrittenOverRow).Take(1).Select(g => g.Ink.Grown(Pen)),
            ],
        };
    }

    private async Task<Actor> SignerAsync(long snapshot, CancellationToken ct) =>
        new(await db.FilingSignatures().Where(s => s.SnapshotId == snapshot && s.Kind == SignatureKind.County).Select(s => s.SignedBy).FirstAsync(ct));
}
