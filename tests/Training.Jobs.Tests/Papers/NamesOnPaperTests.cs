using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Training.Domain.Papers;
using Training.Domain.People;
using Training.Domain.Sheets;
using Training.Jobs.Media;
using Training.Jobs.Papers;
using Training.Testing;

namespace Training.Jobs.Tests.Papers;

/// <summary>Names as written, through every kind of file that leaves the product.</summary>
public sealed class NamesOnPaperTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-paper-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_name_comes_out_of_the_Word_file_as_it_was_written()
    {
        var names = HardPersonNames.All();
        using var file = new ZipArchive(new MemoryStream(WordPaper.Write(RollOf(names))));
        using var stream = file.GetEntry("word/document.xml")!.Open();
        XNamespace w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        var cells = XDocument.Load(stream, LoadOptions.PreserveWhitespace).Descendants(w + "tr").Skip(1)
            .Select(row => string.Concat(row.Elements(w + "tc").ElementAt(1).Descendants(w + "t").Select(t => t.Value)));

        Assert.Equal(names, cells);
    }

    [Fact]
    public void Every_name_comes_out_of_the_Excel_file_as_it_was_written_and_none_is_a_formula()
    {
        var names = HardPersonNames.All();
        var grid = SheetReader.Read(SheetWriter.Write(new SheetLayout
        {
            Name = "人员", Columns = [new("姓名")], Rows = names.Select(name => (IReadOnlyList<SheetValue>)[name]),
        }));

        Assert.True(grid.Ok, grid.Refusal?.Message);
        Assert.Equal(names, grid.Value.Rows.Skip(1).Select(row => row[0].Text));
        Assert.All(grid.Value.Rows, row => Assert.Equal(CellKind.Text, row[0].Kind));
    }

    /// <summary>
    /// A page of print has no code points: look-alike forms of one character and spaces of several kinds are one there. What is drawn has
    /// to be the name; whatever a reader can tell apart has to come back by the same characters.
    /// </summary>
    [Fact]
    public async Task Every_name_can_be_read_on_the_PDF()
    {
        var names = HardPersonNames.All();
        var pdf = await new WordToPdf(new MediaTool()).RunAsync(WordPaper.Write(RollOf(names)), folder);
        var file = Path.Combine(folder, "roll.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        // Lines break where the column ends, and the office suite sets air between scripts.
        var text = PersonName.KeyOf(await ReadAsync(file));

        var wrong = new List<string>();
        for (var i = 0; i < names.Count; i++)
        {
            var (from, until) = (text.IndexOf($"甲{i}乙", StringComparison.Ordinal), text.IndexOf($"丙{i}丁", StringComparison.Ordinal));
            Assert.True(from >= 0 && until > from, $"row {i} is not on the page");
            var read = text[(from + $"甲{i}乙".Length)..until];
            if (read != PersonName.KeyOf(names[i]))
            {
                wrong.Add($"{names[i]} was read as {read}");
            }
        }

        Assert.Empty(wrong);
        Assert.Empty(Directory.EnumerateDirectories(folder));
    }

    private static Paper RollOf(IReadOnlyList<string> names) => new()
    {
        Name = "花名册",
        Blocks =
        [
            new PaperText(PaperStyle.Title, "花名册"),
            new PaperTable
            {
                Widths = [10, 60, 10], Head = ["头", "姓名", "尾"],
                Rows = [.. names.Select((name, i) => new PaperRow { Cells = [new($"甲{i}乙"), new(name), new($"丙{i}丁")] })],
            },
        ],
    };

    private static async Task<string> ReadAsync(string pdf)
    {
#pragma warning disable RS0030 // What stands on the paper is read back by a program that is not ours.
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-raw", "-enc", "UTF-8", pdf, "-"]) { RedirectStandardOutput = true })!;
#pragma warning restore RS0030
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }
}
