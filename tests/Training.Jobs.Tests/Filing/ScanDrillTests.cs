using Training.Domain.Filing.Documents;
using Training.Domain.Filing.Scans;
using Training.Domain.Media;
using Training.Domain.Papers;
using Training.Jobs.Filing.Scans;
using Training.Jobs.Media;
using Training.Jobs.Papers;
using Training.Jobs.Work;

namespace Training.Jobs.Tests.Filing;

/// <summary>Stamped paper read back: codes, changed figures, and pages that belong elsewhere. The large drill is ./run scan-drill.</summary>
public sealed class ScanDrillTests : IDisposable
{
    private const string Foreign = "9WZ4T8PB";

    /// <summary>One sign beside the sheet's own, and one that looks much like it.</summary>
    private const string Near = "7K3MQ2XR";

    /// <summary>An office program takes seconds for a page: the sample is printed once.</summary>
    private static readonly Lazy<Task<byte[]>> Sample = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("training-scan-");
        var pdf = await new WordToPdf(new MediaTool()).RunAsync(WordPaper.Write(SampleSheet.Paper()), folder.FullName);
        folder.Delete(recursive: true);
        return pdf;
    });

    private readonly string folder = Directory.CreateTempSubdirectory("training-scan-").FullName;
    private readonly PaperTools tools = new(new MediaTool());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Codes_are_read_every_changed_figure_is_caught_untouched_rows_never_differ_and_second_pages_find_their_place()
    {
        var done = await new ScanDrill(tools, new(new MediaTool()), folder, seed: 11).RunAsync([(SampleSheet.Paper(), SampleSheet.Code)], 4, null, default);

        Assert.True(done.Holds, string.Join('\n', done.Troubles));
        Assert.All(done.Sheets, s => Assert.Equal(s.Value.Of, s.Value.Right));
        Assert.Equal(["1", "2"], done.Sheets.Keys.Select(k => k[..1]).Distinct());
        Assert.InRange(done.Changes.Of, 3, 12);
    }

    /// <summary>Two pages in wrong order, one of them without its QR; then the second alone, and with the second of a later snapshot, whose code has one other sign.</summary>
    [Fact]
    public async Task Pages_out_of_order_missing_or_of_another_snapshot_are_told_by_the_printed_code_when_the_QR_is_gone()
    {
        var paper = DrillPaper.Lengthened(SampleSheet.Paper(), 2);
        var own = await PrintAsync(paper, "own");
        var later = await PrintAsync(paper with { Code = new($"标准表 {SheetCode.Spaced(Near)}", SheetCode.Carried(Near, 1, null), SheetCode.Carried(Near, 2, null), SheetCode.Carried(Near, 3, null)) }, "later");

        var read = await ReadAsync(own, (own, 2, CodeLoss.BlackSeal), (own, 1, CodeLoss.None), (later, 2, CodeLoss.None));
        Assert.Equal([(ScanFinding.Bound, 2, CodeSource.Signs), (ScanFinding.Bound, 1, CodeSource.Qr), (ScanFinding.Other, null, CodeSource.Qr)], read.Pages.Select(p => (p.Finding, p.SheetPage, p.Source)));
        Assert.Equal(2, read.SheetPages);
        Assert.Equal([1, 2], read.Rows.Select(r => r.SheetPage).Distinct());
        Assert.All(read.Rows, r => Assert.Equal(RowVerdict.Same, r.Verdict));

        // Without QR a page of the later snapshot is nobody's until somebody has looked; its rows are ready.
        read = await ReadAsync(own, (later, 2, CodeLoss.Edge), (own, 1, CodeLoss.Foot));
        Assert.Equal([(ScanFinding.Unread, 2), (ScanFinding.Unread, 1)], read.Pages.Select(p => (p.Finding, p.SheetPage)));
        Assert.All(read.Pages, p => Assert.Null(p.Code));
        Assert.NotEmpty(read.Rows);
    }

    /// <summary>Black and white at the drill's lightest limit: hairlines stay, and the QR's squares of less than half a millimetre run into each other.</summary>
    [Theory]
    [InlineData(206, 271.7, CodeLoss.None, true)]
    [InlineData(190, -2.5, CodeLoss.None, true)]
    [InlineData(206, 271.7, CodeLoss.BlackSeal, false)]
    [InlineData(206, 271.7, CodeLoss.Smear, false)]
    public async Task A_code_whose_squares_ran_together_is_drawn_anew_where_the_page_says_they_stand_and_nothing_is_drawn_where_none_is(int dots, double turned, CodeLoss loss, bool there)
    {
        var page = await tools.ReadAsync(await OwnAsync(), 1, folder, default);
        var how = new Spoiling { DotsAnInch = dots, Turned = turned, Corners = [(0, 0), (0, 0), (0, 0), (0, 0)], Loss = loss, Qr = CodeGrid.Place(page), Tone = Tone.BlackAndWhite, Blur = 0.4f, Noise = 4 };
        await new SpoilPage(new(7)).RunAsync(page.Picture, how, Path.Combine(folder, "paper.ppm"));
        var ink = (await ColourPicture.ReadAsync(Path.Combine(folder, "paper.ppm"), default)).Ink();

        var said = new List<string>();
        foreach (var drawn in CodeGrid.Of(page)!.Redrawn(ink, FindPage.On(ink, page.Picture).Onto))
        {
            await drawn.WriteAsync(Path.Combine(folder, "code.pgm"), default);
            said.AddRange(await tools.CodesAsync(Path.Combine(folder, "code.pgm"), folder, default));
        }

        Assert.Equal(there ? [SheetCode.Carried(SampleSheet.Code, 1, null)] : [], said.Distinct());
    }

    [Fact]
    public async Task A_page_of_another_sheet_a_strange_page_and_a_second_copy_are_told_apart()
    {
        var own = await OwnAsync();
        var other = await PrintAsync(SampleSheet.Paper() with { Code = new($"标准表 {SheetCode.Spaced(Foreign)}", SheetCode.Carried(Foreign, 1, null), SheetCode.Carried(Foreign, 2, null), SheetCode.Carried(Foreign, 3, null)) }, "other");
        var letter = await PrintAsync(new Paper { Name = "便函", Blocks = [new PaperText(PaperStyle.Title, "便函"), new PaperText(PaperStyle.Paragraph, "请于月底前报送。")] }, "letter");
        var all = Path.Combine(folder, "all.pdf");
        var run = await new MediaTool().RunAsync(new ToolCall { Program = "pdfunite", Arguments = [other, letter, own, own, all], WorkingFolder = folder }, null, null, default);
        Assert.True(run.Succeeded);

        var read = await new ReadPaper(tools).RunAsync(all, PaperKind.Pdf, own, SampleSheet.Code, folder, new Progress<WorkProgress>(), default);

        Assert.True(read.Ok, read.Refusal?.Message);
        Assert.Equal([ScanFinding.Other, ScanFinding.Foreign], read.Value.Pages.Take(2).Select(p => p.Finding));
        Assert.Equal([ScanFinding.Bound, ScanFinding.Doubled], read.Value.Pages.Skip(2).Select(p => p.Finding).Order());
        Assert.Equal(Foreign, read.Value.Pages[0].Code);
        Assert.All(read.Value.Rows, r => Assert.Equal(RowVerdict.Same, r.Verdict));
        Assert.Contains(read.Value.Rows, r => r.Label == "2 授课次数" && r.Said.Contains("103次", StringComparison.Ordinal) && !r.Said.Contains("授课次数", StringComparison.Ordinal));
    }

    /// <summary>17 that became 117 fits sign by sign, one figure's width to the side: what is left of it may lie in the shade of a line.</summary>
    [Theory]
    [InlineData(14.5f, false, RowVerdict.Unclear)]
    [InlineData(14.5f, true, RowVerdict.Same)]
    [InlineData(3, false, RowVerdict.Same)]
    public void A_figure_that_lies_aside_of_its_row_is_for_people_unless_hands_and_seals_belong_there(float moved, bool signed, RowVerdict verdict)
    {
        var sign = new Glyph("f-1", '1', 0, 10, new(0, 0, 8, 10));
        var cell = new SheetCell(new(0, 0, 40, 20), [new([sign])]);

        var judged = JudgeRow.Of(signed, [new(cell, [new(sign, 0.95, 0, '7', 0.3)], Strange: 0, moved)]);

        Assert.Equal((verdict, verdict == RowVerdict.Same ? null : "数字左右挪了位置"), (judged.Verdict, judged.Words));
    }

    private async Task<ScanReading> ReadAsync(string own, params (string Pdf, int Page, CodeLoss Loss)[] pages)
    {
        var pictures = new List<byte[]>();
        foreach (var (pdf, number, loss) in pages)
        {
            var page = await tools.ReadAsync(pdf, number, folder, default);
            var how = new Spoiling { DotsAnInch = 200, Turned = 1, Corners = [(0, 0), (0, 0), (0, 0), (0, 0)], Loss = loss, Qr = CodeGrid.Place(page) };
            await new SpoilPage(new(7)).RunAsync(page.Picture, how, Path.Combine(folder, "paper.ppm"));
            pictures.Add(await File.ReadAllBytesAsync(await tools.PhotoAsync(Path.Combine(folder, "paper.ppm"), Path.Combine(folder, "paper.jpg[Q=80]"), 3200, folder, ours: true, default)));
        }

        var sent = Path.Combine(folder, "sent.pdf");
        await File.WriteAllBytesAsync(sent, PicturesPdf.Of(pictures));
        var read = await new ReadPaper(tools).RunAsync(sent, PaperKind.Pdf, own, SampleSheet.Code, folder, new Progress<WorkProgress>(), default);
        Assert.True(read.Ok, read.Refusal?.Message);
        return read.Value;
    }

    private async Task<string> OwnAsync()
    {
        var file = Path.Combine(folder, "own.pdf");
        await File.WriteAllBytesAsync(file, await Sample.Value);
        return file;
    }

    private async Task<string> PrintAsync(Paper paper, string name)
    {
        var file = Path.Combine(folder, $"{name}.pdf");
        await File.WriteAllBytesAsync(file, await new WordToPdf(new MediaTool()).RunAsync(WordPaper.Write(paper), folder));
        return file;
    }
}
