using System.Text.RegularExpressions;
using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Domain.Shared;
using Training.Jobs.Work;

namespace Training.Jobs.Filing.Scans;

/// <summary>
/// Reads a scan: finds whose each page is by its code, lays the stored page over it, and holds every printed row against the paper.
/// </summary>
public sealed partial class ReadPaper(PaperTools tools)
{
    /// <summary>Points of the longer side; a page of A4 then has some 270 an inch.</summary>
    private const int LongerSide = 3200;

    /// <summary>Agreement from which a page is laid out as the sheet is. Spoilt pages of the drill came to 0.93 and more.</summary>
    private const double Alike = 0.6;

    /// <summary>The foot is looked at so many times larger when the code is not read at once.</summary>
    private const int FootTimes = 4;

    /// <summary>A longer strip of paper than this is no page and is not looked at.</summary>
    private const int Longest = 4;

    /// <summary>A page without its picture: twenty of them would fill a gigabyte, so what must be looked at again is drawn again.</summary>
    private sealed record Taken(int Number, Func<Task<string>> Open, byte[] Shown, string? Code, CodeSource Source, SheetPage? Page, PagePlace? Place)
    {
        public bool IsAlike => Place is { Agreement: >= Alike };
    }

    public async Task<Result<ScanReading>> RunAsync(string sent, PaperKind kind, string pdf, string code, string folder, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        progress.Report(new(3, "打开扫描件"));
        var drawn = await OpenAsync(sent, kind, folder, ct);
        if (!drawn.Ok)
        {
            return drawn.Refusal;
        }

        var sheet = new List<SheetPage>();
        for (var page = 1; page <= (await tools.CountAsync(pdf, folder, ct) ?? throw new UnreadablePaperException("表的 PDF 打不开")); page++)
        {
            sheet.Add(await tools.ReadAsync(pdf, page, folder, ct));
        }

        var taken = new List<Taken>();
        foreach (var (open, index) in drawn.Value.Select((d, i) => (d, i)))
        {
            progress.Report(new(5 + (50 * index / drawn.Value.Count), $"读第 {index + 1} 页的码"));
            taken.Add(await TakeAsync(index + 1, open, sheet, code, folder, ct));
        }

        var bound = Best(taken.Where(t => t.Code == code && t.Page is not null));
        // Of a page whose code cannot be read the rows are kept ready, for when somebody says whose it is.
        var doubtful = Best(taken.Where(t => t.Code is null && t.IsAlike && !bound.Exists(b => b.Page!.Number == t.Page!.Number)));
        var rows = new List<ReadScanRow>();
        foreach (var (one, index) in bound.Concat(doubtful).OrderBy(t => t.Page!.Number).Select((b, i) => (b, i)))
        {
            progress.Report(new(55 + (43 * index / (bound.Count + doubtful.Count)), $"逐行核对第 {one.Page!.Number} 页"));
            rows.AddRange(await CompareAsync(one, folder, ct));
        }

        return new ScanReading(sheet.Count, [.. taken.Select(one => Said(one, Finding(one)))], rows);

        ScanFinding Finding(Taken one) =>
            bound.Contains(one) ? ScanFinding.Bound : one.Code == code ? ScanFinding.Doubled : one.Code is not null ? ScanFinding.Other : one.IsAlike ? ScanFinding.Unread : ScanFinding.Foreign;

        ReadScanPage Said(Taken one, ScanFinding finding) =>
            new(one.Number, finding, finding is ScanFinding.Bound or ScanFinding.Doubled || doubtful.Contains(one) ? one.Page!.Number : null, one.Code, one.Source, one.Shown);
    }

    /// <summary>Of the pages that show the same page of the sheet the one that shows it best.</summary>
    private static List<Taken> Best(IEnumerable<Taken> taken) => [.. taken.GroupBy(t => t.Page!.Number).Select(g => g.MaxBy(t => t.Place!.Agreement)!)];

    /// <summary>The pages of what was sent, each drawn when its turn comes.</summary>
    private async Task<Result<List<Func<Task<string>>>>> OpenAsync(string sent, PaperKind kind, string folder, CancellationToken ct)
    {
        if (kind != PaperKind.Pdf)
        {
            return await tools.JudgeAsync(sent, folder, ct) is { } refusal ? refusal
                : (List<Func<Task<string>>>)[() => tools.PhotoAsync(sent, "photo.ppm", LongerSide, folder, ours: false, ct)];
        }

        return await tools.CountAsync(sent, folder, ct) is not { } pages ? new ScanNotOpened()
            : pages is 0 or > ScanRules.MostPages ? new ScanTooManyPages(pages)
            : (List<Func<Task<string>>>)[.. Enumerable.Range(1, pages).Select<int, Func<Task<string>>>(page => () => tools.DrawAsync(sent, page, LongerSide, folder, ct))];
    }

    private async Task<Taken> TakeAsync(int number, Func<Task<string>> open, List<SheetPage> sheet, string code, string folder, CancellationToken ct)
    {
        var file = await open();
        var (read, source, page, place) = await PlacedAsync(number, file, sheet, code, folder, ct);
        var upright = await tools.TurnedAsync(file, place is { Agreement: >= Alike } ? Quarters(place.Onto) : 0, folder, ct);
        var shown = await File.ReadAllBytesAsync(await tools.PhotoAsync(upright, $"page-{number}.jpg[Q=75,strip]", 1500, folder, ours: true, ct), ct);
        File.Delete(upright);
        File.Delete(file);
        return new(number, open, shown, read, source, page, place);
    }

    private async Task<(string? Code, CodeSource Source, SheetPage? Page, PagePlace? Place)> PlacedAsync(int number, string file, List<SheetPage> sheet, string code, string folder, CancellationToken ct)
    {
        var picture = await ColourPicture.ReadAsync(file, ct);
        if (Math.Max(picture.Width, picture.Height) > Longest * Math.Min(picture.Width, picture.Height))
        {
            return (null, CodeSource.None, null, null);
        }

        var ink = picture.Ink();
        var said = Found(await tools.CodesAsync(file, folder, ct));
        if (said is { } other && other.Code != code)
        {
            return (other.Code, CodeSource.Qr, null, null);
        }

        var candidates = sheet.Where(p => said is not { Mark: > 0 } known || SheetCode.MarkOf(p.Number) == known.Mark).ToList();
        var (page, place) = (candidates.Count > 0 ? candidates : sheet).Select(p => (Page: p, Place: FindPage.On(ink, p.Picture))).MaxBy(p => p.Place.Agreement);
        if (said is not null)
        {
            return (code, CodeSource.Qr, page, place);
        }

        var (read, source) = place.Agreement < Alike ? (null, CodeSource.None) : await ReadFootAsync(number, ink, page, place, code, folder, ct);
        return (read, source, page, place);
    }

    /// <summary>The code by the foot alone, laid straight and enlarged: first the QR, as it is and drawn anew, then the printed signs, which must be the sheet's own one by one.</summary>
    private async Task<(string? Code, CodeSource Source)> ReadFootAsync(int number, Darkness ink, SheetPage page, PagePlace place, string code, string folder, CancellationToken ct)
    {
        var top = Math.Max(page.Picture.Height * 8 / 10, page.Rows.Count == 0 ? 0 : page.Rows.Max(r => r.Area.Bottom));
        foreach (var (times, from) in ((int, int)[])[(FootTimes, page.Picture.Width * 3 / 4), (2, page.Picture.Width * 3 / 4), (3, 0)])
        {
            var by = 1.0 / times;
            var moved = new Projection(by, 0, from, 0, by, top, 0, 0);
            var foot = Straight(ink, place.Onto, moved, (page.Picture.Width - from) * times, (page.Picture.Height - top) * times);
            var name = Path.Combine(folder, $"foot-{number}-{times}.pgm");
            await foot.WriteAsync(name, ct);
            if (Found(await tools.CodesAsync(name, folder, ct)) is { } said)
            {
                return (said.Code, CodeSource.Qr);
            }
        }

        foreach (var (drawn, index) in CodeGrid.Of(page)?.Redrawn(ink, place.Onto).Select((d, i) => (d, i)) ?? [])
        {
            var name = Path.Combine(folder, $"code-{number}-{index}.pgm");
            await drawn.WriteAsync(name, ct);
            if (Found(await tools.CodesAsync(name, folder, ct)) is { } said)
            {
                return (said.Code, CodeSource.Qr);
            }
        }

        var compare = new CompareSigns(page, ink.Seen(page.Picture.Width, page.Picture.Height, place.Onto));
        foreach (var line in page.Foot.Where(l => l.Text.Contains(code, StringComparison.Ordinal)))
        {
            var shift = compare.Shift(line);
            var start = line.Text.IndexOf(code, StringComparison.Ordinal);
            if (line.Glyphs.Skip(start).Take(code.Length).All(g => JudgeRow.Agrees(compare.See(g, shift))))
            {
                return (code, CodeSource.Signs);
            }
        }

        var words = await tools.WordsAsync(Path.Combine(folder, $"foot-{number}-3.pgm"), "eng", folder, ct);
        return SheetCode.Typed(CodeForm().Match(words) is { Success: true } form ? form.Value : null) == code ? (code, CodeSource.Signs) : (null, CodeSource.None);
    }

    private static Darkness Straight(Darkness ink, Projection onto, Projection piece, int width, int height)
    {
        var points = new float[width * height];
        for (var i = 0; i < points.Length; i++)
        {
            var (px, py) = piece.Of(i % width, i / width);
            var (u, v) = onto.Of(px, py);
            points[i] = ink.Holds(u, v) ? ink.At(u, v) : 0;
        }

        return new(width, height, points);
    }

    private async Task<IReadOnlyList<ReadScanRow>> CompareAsync(Taken one, string folder, CancellationToken ct)
    {
        var (page, onto) = (one.Page!, one.Place!.Onto);
        var picture = await ColourPicture.ReadAsync(await one.Open(), ct);
        var seen = picture.Ink().Seen(page.Picture.Width, page.Picture.Height, onto);
        var compare = new CompareSigns(page, seen);
        var rows = new List<ReadScanRow>();
        foreach (var row in page.Rows)
        {
            ct.ThrowIfCancellationRequested();
            var judged = JudgeRow.Of(row.Signed, See(compare, row.Cells));
            var verdict = !one.IsAlike && judged.Verdict == RowVerdict.Differs ? RowVerdict.Unclear : judged.Verdict;
            if (verdict == RowVerdict.Same)
            {
                rows.Add(new(page.Number, rows.Count + 1, row.Label, verdict, row.Said, null, null, null, null));
                continue;
            }

            var box = row.Area.Grown(8);
            var read = new List<string>();
            foreach (var cell in judged.Cells)
            {
                read.Add(JudgeRow.Read(cell) ?? await WordsAsync(seen, cell.Cell, folder, ct));
            }

            rows.Add(new(
                page.Number, rows.Count + 1, row.Label, verdict, string.Join('　', judged.Cells.Select(c => c.Cell.Text.Length > 0 ? c.Cell.Text : "（空白）")), string.Join('　', read.Where(r => r.Length > 0)), judged.Words,
                Pieces.OfPaper(picture, onto, page, box), Pieces.OfSheet(page, box)));
        }

        return rows;
    }

    private static List<CellSeen> See(CompareSigns compare, IReadOnlyList<SheetCell> cells)
    {
        var shifts = cells.SelectMany(c => c.Lines).ToDictionary<SheetLine, SheetLine, (float X, float Y)>(l => l, compare.Shift, ReferenceEqualityComparer.Instance);
        // Paper bends slowly: what stands in one row lies aside by much the same.
        var aside = shifts.Where(s => s.Key.Glyphs.Count > 1).Select(s => s.Value.X).Order().ToList();
        var usual = aside.Count > 2 ? aside[aside.Count / 2] : (float?)null;
        return
        [
            .. cells.Select(cell => new CellSeen(
                cell, [.. cell.Lines.SelectMany(l => l.Glyphs.Select(g => compare.See(g, shifts[l])))], compare.Strange(cell, cell.Lines.Count > 0 ? shifts[cell.Lines[^1]] : (0, 0)),
                usual is { } x ? cell.Lines.Where(l => l.Glyphs.Any(g => char.IsAsciiDigit(g.Sign))).Select(l => Math.Abs(shifts[l].X - x)).DefaultIfEmpty().Max() : 0)),
        ];
    }

    /// <summary>A cell that cannot be read sign by sign, as tesseract reads it: for people only, nothing is decided by it.</summary>
    private async Task<string> WordsAsync(Darkness seen, SheetCell cell, string folder, CancellationToken ct)
    {
        var area = cell.Area.Within(seen.Width, seen.Height);
        var piece = Straight(seen, Projection.Same, new(0.5, 0, area.Left, 0, 0.5, area.Top, 0, 0), area.Width * 2, area.Height * 2);
        var file = Path.Combine(folder, $"cell-{Guid.CreateVersion7():N}.pgm");
        await piece.WriteAsync(file, ct);
        return Blanks().Replace(await tools.WordsAsync(file, "chi_sim", folder, ct), "");
    }

    /// <summary>How often the picture must be turned clockwise to stand upright.</summary>
    private static int Quarters(Projection onto) => ((int)Math.Round(-Math.Atan2(onto.D, onto.A) / (Math.PI / 2)) + 4) % 4;

    private static (string Code, int Mark)? Found(IReadOnlyList<string> said) => said.Select(SheetCode.Find).FirstOrDefault(f => f is not null);

    [GeneratedRegex("[0-9A-Z]{4} ?[0-9A-Z]{4}")]
    private static partial Regex CodeForm();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
