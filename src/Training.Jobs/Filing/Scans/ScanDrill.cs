using System.Globalization;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Domain.Papers;
using Training.Jobs.Papers;
using Training.Jobs.Work;

namespace Training.Jobs.Filing.Scans;

/// <summary>In which order the pages of a paper come back, and which.</summary>
public enum PageOrder
{
    InOrder,
    Shuffled,
    Missing,
    Doubled,

    /// <summary>With pages of another snapshot of the same filing between them.</summary>
    Mixed,
}

/// <summary>
/// Prints sheets of one to three pages, some with figures changed under the true code, spoils the pages as scanners, telephones, pens and seals do, puts
/// them out of order, and reads them back with what reads stamped paper. The same seed does the same.
/// </summary>
public sealed class ScanDrill(PaperTools tools, WordToPdf pdf, string folder, int seed)
{
    private const int MostPages = 3;

    private readonly Random dice = new(seed);
    private readonly Dictionary<string, string> printed = new(StringComparer.Ordinal);
    private int put;

    /// <summary>A page as it is put into the scanner.</summary>
    private sealed record Sent(string Code, int Page, string Pdf, bool Own);

    /// <summary>A page as it came out of it.</summary>
    private sealed record Spoilt(Sent Page, Spoiling How, byte[] Jpeg);

    public async Task<ScanDrillResult> RunAsync(IReadOnlyList<(Paper Paper, string Code)> sheets, int schedules, IProgress<int>? progress, CancellationToken ct)
    {
        var result = new ScanDrillResult();
        for (var schedule = 0; schedule < schedules; schedule++)
        {
            var (own, pages) = (schedule / 2 % sheets.Count, 1 + (schedule / 2 % MostPages));
            await RunAsync(result, schedule, own, DrillPaper.Lengthened(sheets[own].Paper, pages), sheets[own].Code, pages, ct);
            progress?.Report(schedule + 1);
        }

        return result;
    }

    private async Task RunAsync(ScanDrillResult result, int schedule, int own, Paper paper, string code, int wanted, CancellationToken ct)
    {
        var papers = new DrillPaper(dice);
        var stored = await PrintAsync(paper, $"sheet-{own}-{wanted}", ct);
        // Every second one carries changes, in every third row and another third each time.
        var planted = new Dictionary<string, Planting>(StringComparer.Ordinal);
        var changed = schedule % 2 == 0 ? stored : await PrintAsync(papers.Changed(paper, schedule / 2 % 3, planted), $"changed-{schedule}", ct);
        var work = Directory.CreateDirectory(Path.Combine(folder, $"schedule-{schedule}")).FullName;
        var pages = await tools.CountAsync(changed, work, ct) ?? 0;
        var sheetPages = await tools.CountAsync(stored, work, ct) ?? 0;
        var order = (PageOrder)dice.Next(5);
        order = pages == 1 && order is PageOrder.Shuffled or PageOrder.Missing ? PageOrder.InOrder : order;
        var sent = Enumerable.Range(1, pages).Select(p => new Sent(code, p, changed, Own: true)).ToList();
        switch (order)
        {
            case PageOrder.Shuffled:
                sent.Reverse();
                break;
            case PageOrder.Missing:
                sent.RemoveAt(dice.Next(sent.Count));
                break;
            case PageOrder.Doubled:
                sent.Insert(dice.Next(sent.Count + 1), sent[dice.Next(sent.Count)]);
                break;
            case PageOrder.Mixed:
                var (other, otherCode) = papers.OfAnother(paper, code, near: dice.Next(2) == 0);
                var page = 1 + dice.Next(sheetPages);
                sent.Insert(dice.Next(sent.Count + 1), new(otherCode, page, await PrintAsync(other, $"other-{schedule}", ct), Own: false));
                sent.RemoveAll(s => s.Own && s.Page == page && pages > 1);
                break;
            default:
                break;
        }

        var spoilt = new List<Spoilt>();
        foreach (var one in sent)
        {
            spoilt.Add(await SpoilAsync(one, planted, spoilt.Count, work, ct));
        }

        var file = Path.Combine(work, "sent");
        await File.WriteAllBytesAsync(file, spoilt.Count == 1 ? spoilt[0].Jpeg : PicturesPdf.Of([.. spoilt.Select(s => s.Jpeg)]), ct);
        var read = await new ReadPaper(tools).RunAsync(file, spoilt.Count == 1 ? PaperKind.Jpeg : PaperKind.Pdf, stored, code, work, new Silent(), ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"{schedule + 1}（{sheetPages} 页，{order}）");
        if (!read.Ok)
        {
            throw new InvalidOperationException($"{name}: {read.Refusal.Message}");
        }

        Judge(result, read.Value, spoilt, planted, name, $"{sheetPages} {order}");
        Directory.Delete(work, recursive: true);
    }

    private async Task<Spoilt> SpoilAsync(Sent one, Dictionary<string, Planting> planted, int index, string work, CancellationToken ct)
    {
        var page = await tools.ReadAsync(one.Pdf, one.Page, work, ct);
        var pen = new Pen(dice);
        // Every second page keeps its code.
        var loss = put++ % 2 == 0 ? CodeLoss.None : (CodeLoss)(1 + dice.Next(5));
        var how = Spoiling.Random(dice, page, loss) with
        {
            Strokes = [.. page.Rows.Where(r => one.Own && r.Cells.Count > 4 && planted.TryGetValue(Bare(r.Label), out var done) && done == Planting.Hand).SelectMany(r => pen.Rewritten(r.Cells[^3]))],
        };
        var raw = Path.Combine(work, $"paper-{index}.ppm");
        await new SpoilPage(dice).RunAsync(page.Picture, how, raw, ct);
        var photo = await tools.PhotoAsync(raw, Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"paper-{index}.jpg[Q={how.Quality}]")), 6000, work, ours: true, ct);
        File.Delete(raw);
        return new(one, how, await File.ReadAllBytesAsync(photo, ct));
    }

    private static void Judge(ScanDrillResult result, ScanReading read, List<Spoilt> spoilt, Dictionary<string, Planting> planted, string name, string kind)
    {
        var right = true;
        foreach (var (one, page) in spoilt.Zip(read.Pages))
        {
            var bound = page.Finding is ScanFinding.Bound or ScanFinding.Doubled;
            var known = one.Page.Own ? bound : page.Finding == ScanFinding.Other && page.Code == one.Page.Code;
            var wrong = one.Page.Own ? page.Finding == ScanFinding.Other || (bound && page.SheetPage != one.Page.Page) : bound || (page.Finding == ScanFinding.Other && !known);
            result.Page(one.How.Loss, known, page.Source == CodeSource.Signs, wrong);
            right &= !wrong && (known || page.Finding == ScanFinding.Unread || one.How.Loss != CodeLoss.None);
            if (wrong || !known)
            {
                result.Trouble(string.Create(CultureInfo.InvariantCulture, $"{name} {page.Number}，{one.How.Loss}，{one.How.DotsAnInch} dpi，{one.How.Turned:0.0}°，{one.How.Tone}{(one.How.Margin > 0 ? "，照片" : "")}：{page.Finding} {page.SheetPage}"));
            }
        }

        var shown = read.Pages.Where(p => p.Finding == ScanFinding.Bound).ToDictionary(p => p.SheetPage!.Value, p => spoilt[p.Number - 1]);
        // Every page of this sheet of which one copy was read is there once, and no other is.
        var expected = read.Pages.Where(p => p.Finding is ScanFinding.Bound or ScanFinding.Doubled).Select(p => spoilt[p.Number - 1].Page.Page).Distinct().Order();
        result.Sheet(kind, right && expected.SequenceEqual(shown.Keys.Order()) && read.Pages.Count == spoilt.Count);
        foreach (var row in read.Rows.Where(r => shown.ContainsKey(r.SheetPage)))
        {
            var paper = shown[row.SheetPage];
            if (planted.TryGetValue(Bare(row.Label), out var how))
            {
                result.Change(how, row.Verdict != RowVerdict.Same, row.Verdict == RowVerdict.Differs);
            }
            else
            {
                result.Row(paper.How.Tone, row.Verdict == RowVerdict.Same, row.Verdict == RowVerdict.Differs);
            }

            if (planted.ContainsKey(Bare(row.Label)) == (row.Verdict == RowVerdict.Same))
            {
                result.Trouble(string.Create(CultureInfo.InvariantCulture, $"{name}，{paper.How.DotsAnInch} dpi，{paper.How.Tone}{(paper.How.Margin > 0 ? "，照片" : "")}：{row.Label} {row.Verdict} {(planted.ContainsKey(Bare(row.Label)) ? how : null)} {row.Words}"));
            }
        }
    }

    private static string Bare(string label) => label.Replace(" ", "", StringComparison.Ordinal);

    private async Task<string> PrintAsync(Paper paper, string name, CancellationToken ct)
    {
        if (!printed.TryGetValue(name, out var file))
        {
            printed[name] = file = Path.Combine(folder, $"{name}.pdf");
            await File.WriteAllBytesAsync(file, await pdf.RunAsync(WordPaper.Write(paper), folder, ct), ct);
        }

        return file;
    }

    private sealed class Silent : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
        }
    }
}
