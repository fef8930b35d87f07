using System.Globalization;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Domain.Papers;
using Training.Jobs.Papers;
using Training.Jobs.Work;

namespace Training.Jobs.Filing.Scans;

/// <summary>What a drill came to.</summary>
public sealed record ScanDrillResult
{
    /// <summary>Pages that were spoilt and read back.</summary>
    public int Scans { get; init; }

    public int CodesRead { get; init; }

    /// <summary>Of these, by the QR; the rest by the printed signs.</summary>
    public int ByQr { get; init; }

    /// <summary>Rows of the paper in which one figure was another one.</summary>
    public int Planted { get; init; }

    /// <summary>Of these, rows that did not pass for agreeing.</summary>
    public int Caught { get; init; }

    /// <summary>Of these, rows said to differ, the others being left to people.</summary>
    public int CaughtSurely { get; init; }

    /// <summary>Rows that nobody had touched.</summary>
    public int Untouched { get; init; }

    public int FalselyDiffering { get; init; }

    public int Unclear { get; init; }

    /// <summary>What went wrong, one line each.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];

    public bool Holds => CodesRead >= Scans * 0.99 && Caught == Planted && FalselyDiffering == 0;
}

/// <summary>
/// Prints sheets, some with one figure changed in many rows under the true code, spoils the pages as scanners and telephones do, and reads them back
/// with what reads stamped paper. The same seed does the same.
/// </summary>
public sealed class ScanDrill(PaperTools tools, WordToPdf pdf, string folder, int seed)
{
    /// <summary>实施情况 in the annex's columns.</summary>
    private const int FigureColumn = 4;

    private const int Columns = 7;

    private readonly Random dice = new(seed);

    public async Task<ScanDrillResult> RunAsync(IReadOnlyList<(Paper Paper, string Code)> sheets, int schedules, IProgress<int>? progress, CancellationToken ct)
    {
        var result = new ScanDrillResult();
        var printed = new Dictionary<int, string>();
        for (var schedule = 0; schedule < schedules; schedule++)
        {
            var (paper, code) = sheets[schedule / 2 % sheets.Count];
            var own = schedule / 2 % sheets.Count;
            if (!printed.TryGetValue(own, out var stored))
            {
                printed[own] = stored = await PrintAsync(paper, $"sheet-{own}", ct);
            }

            // Every second one carries changes, in every third row and another third each time.
            var planted = new List<string>();
            var sent = schedule % 2 == 0 ? stored : await PrintAsync(Changed(paper, schedule / 2 % 3, planted), $"changed-{schedule}", ct);
            result = await ReadAsync(result, stored, sent, code, planted, schedule, ct);
            progress?.Report(schedule + 1);
        }

        return result;
    }

    private async Task<ScanDrillResult> ReadAsync(ScanDrillResult result, string stored, string sent, string code, List<string> planted, int schedule, CancellationToken ct)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, $"schedule-{schedule}")).FullName;
        var troubles = result.Troubles.ToList();
        var pages = await tools.CountAsync(sent, work, ct) ?? 0;
        for (var number = 1; number <= pages; number++)
        {
            var page = await tools.ReadAsync(sent, number, work, ct);
            var how = Spoiling.Random(dice, page);
            var raw = Path.Combine(work, $"paper-{number}.ppm");
            await new SpoilPage(dice).RunAsync(page.Picture, how, raw, ct);
            var photo = await tools.PhotoAsync(raw, Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"paper-{number}.jpg[Q={how.Quality}]")), 6000, work, ours: true, ct);
            var read = await new ReadPaper(tools).RunAsync(photo, PaperKind.Jpeg, stored, code, work, new Silent(), ct);
            result = result with { Scans = result.Scans + 1 };
            var name = string.Create(CultureInfo.InvariantCulture, $"{schedule + 1}（{how.DotsAnInch} dpi，{how.Turned:0.0}°{(how.Margin > 0 ? "，照片" : "")}）");
            if (!read.Ok || read.Value.Pages[0].Finding != ScanFinding.Bound)
            {
                troubles.Add($"{name}：{(read.Ok ? read.Value.Pages[0].Finding.ToString() : read.Refusal.Message)}");
                continue;
            }

            result = result with { CodesRead = result.CodesRead + 1, ByQr = result.ByQr + (read.Value.Pages[0].Source == CodeSource.Qr ? 1 : 0) };
            foreach (var row in read.Value.Rows)
            {
                var label = row.Label.Replace(" ", "", StringComparison.Ordinal);
                var changed = planted.Contains(label);
                if (changed)
                {
                    result = result with
                    {
                        Planted = result.Planted + 1, Caught = result.Caught + (row.Verdict == RowVerdict.Same ? 0 : 1), CaughtSurely = result.CaughtSurely + (row.Verdict == RowVerdict.Differs ? 1 : 0),
                    };
                }
                else
                {
                    result = result with
                    {
                        Untouched = result.Untouched + 1, FalselyDiffering = result.FalselyDiffering + (row.Verdict == RowVerdict.Differs ? 1 : 0), Unclear = result.Unclear + (row.Verdict == RowVerdict.Unclear ? 1 : 0),
                    };
                }

                if (changed == (row.Verdict == RowVerdict.Same) || (!changed && row.Verdict != RowVerdict.Same))
                {
                    troubles.Add($"{name}：{row.Label} {row.Verdict} {row.Words}");
                }
            }
        }

        Directory.Delete(work, recursive: true);
        return result with { Troubles = troubles };
    }

    private async Task<string> PrintAsync(Paper paper, string name, CancellationToken ct)
    {
        var file = Path.Combine(folder, $"{name}.pdf");
        await File.WriteAllBytesAsync(file, await pdf.RunAsync(WordPaper.Write(paper), folder, ct), ct);
        return file;
    }

    /// <summary>One figure of every third row is another one, within the same number of signs.</summary>
    private Paper Changed(Paper paper, int third, List<string> planted) => paper with
    {
        Blocks = [.. paper.Blocks.Select(b => b is PaperTable table ? table with { Rows = [.. table.Rows.Select((row, i) => i % 3 == third ? Changed(row, planted) : row)] } : b)],
    };

    private PaperRow Changed(PaperRow row, List<string> planted)
    {
        var figures = row.Cells.Count == Columns ? Enumerable.Range(0, row.Cells[FigureColumn].Text.Length).Where(i => char.IsAsciiDigit(row.Cells[FigureColumn].Text[i])).ToList() : [];
        if (figures.Count == 0)
        {
            return row;
        }

        var (text, at) = (row.Cells[FigureColumn].Text, figures[dice.Next(figures.Count)]);
        var other = (char)('0' + ((text[at] - '0' + 1 + dice.Next(9)) % 10));
        planted.Add($"{row.Cells[1].Text}{row.Cells[2].Text}".Replace(" ", "", StringComparison.Ordinal));
        return row with { Cells = [.. row.Cells.Select((c, i) => i == FigureColumn ? c with { Text = $"{text[..at]}{other}{text[(at + 1)..]}" } : c)] };
    }

    private sealed class Silent : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
        }
    }
}
