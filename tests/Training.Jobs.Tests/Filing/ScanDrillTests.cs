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

    private readonly string folder = Directory.CreateTempSubdirectory("training-scan-").FullName;
    private readonly PaperTools tools = new(new MediaTool());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Codes_are_read_every_changed_figure_is_caught_and_untouched_rows_never_differ()
    {
        var done = await new ScanDrill(tools, new(new MediaTool()), folder, seed: 11).RunAsync([(SampleSheet.Paper(), SampleSheet.Code)], 6, null, default);

        Assert.True(done.Holds, string.Join('\n', done.Troubles));
        Assert.Equal((6, 18), (done.Scans, done.Planted));
    }

    [Fact]
    public async Task A_page_of_another_sheet_a_strange_page_and_a_second_copy_are_told_apart()
    {
        var own = await PrintAsync(SampleSheet.Paper(), "own");
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
        Assert.Contains(read.Value.Rows, r => r.Label == "2 授课次数" && r.Said.Contains("103次", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_only_looks_like_a_PDF_is_refused_with_a_sentence()
    {
        var broken = Path.Combine(folder, "broken.pdf");
        await File.WriteAllTextAsync(broken, "%PDF-1.7\nnothing\n%%EOF");
        Assert.IsType<ScanNotOpened>((await new ReadPaper(tools).RunAsync(broken, PaperKind.Pdf, broken, SampleSheet.Code, folder, new Progress<WorkProgress>(), default)).Refusal);
    }

    private async Task<string> PrintAsync(Paper paper, string name)
    {
        var file = Path.Combine(folder, $"{name}.pdf");
        await File.WriteAllBytesAsync(file, await new WordToPdf(new MediaTool()).RunAsync(WordPaper.Write(paper), folder));
        return file;
    }
}
