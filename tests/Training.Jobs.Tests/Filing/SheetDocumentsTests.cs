using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Papers;
using Training.Domain.Sheets;
using Training.Jobs.Media;
using Training.Jobs.Papers;

namespace Training.Jobs.Tests.Filing;

/// <summary>The sheet as Word and Excel: valid by the formats' own rules, merged as the annex is, with the code in every foot.</summary>
public sealed class SheetDocumentsTests
{
    private static readonly string[] Head = ["项目名称", "序号", "项目内容", "具体要求", "实施情况", "佐证材料", "备注"];

    [Fact]
    public void The_Word_file_is_valid_and_has_a_foot_for_first_even_and_odd_pages()
    {
        using var stream = new MemoryStream(WordPaper.Write(SampleSheet.Paper()));
        using var document = WordprocessingDocument.Open(stream, false);

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath} {e.Description}"));
        Assert.Equal(3, document.MainDocumentPart!.FooterParts.Count());
        Assert.All(document.MainDocumentPart.FooterParts, part => Assert.Single(part.ImageParts));
        Assert.All(document.MainDocumentPart.FooterParts, part => Assert.Contains("标准表 7K3M Q2XA", part.Footer.InnerText, StringComparison.Ordinal));
        Assert.Equal(3, document.MainDocumentPart.Document.Descendants<DocumentFormat.OpenXml.Wordprocessing.FooterReference>().Count());
    }

    [Fact]
    public void The_workbook_is_valid_and_merged_as_the_annex_is()
    {
        var file = ExcelPaper.Write(SampleSheet.Paper());
        using var stream = new MemoryStream(file);
        using var document = SpreadsheetDocument.Open(stream, false);
        var sheet = document.WorkbookPart!.WorksheetParts.Single();

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath} {e.Description}"));
        var merged = sheet.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.MergeCell>().Select(m => m.Reference!.Value!).ToList();
        // Title, county and note over all columns; the four sections down; two foot lines, each in two.
        Assert.Equal(["A1:G1", "A2:G2", "A4:A10", "A11:A14", "A15:A17", "A18:A21", "A22:D22", "E22:G22", "A23:D23", "E23:G23", "A24:G24"], merged.Order(new ByRow()));
        Assert.Single(sheet.VmlDrawingParts);
        Assert.Equal(3, sheet.VmlDrawingParts.Single().ImageParts.Count());

        // Letters below each other and breaking lines at once are set at the left by LibreOffice, whatever the file says.
        var formats = document.WorkbookPart.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<DocumentFormat.OpenXml.Spreadsheet.CellFormat>().ToList();
        var sections = sheet.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().Where(c => c.CellReference!.Value is "A4" or "A11" or "A15" or "A18").Select(c => formats[(int)c.StyleIndex!.Value].Alignment!).ToList();
        Assert.Equal(4, sections.Count);
        Assert.All(sections, a => Assert.Equal(("center", "center", 255u, null), (a.Horizontal!.InnerText, a.Vertical!.InnerText, a.TextRotation?.Value, a.WrapText?.Value)));

        var grid = SheetReader.Read(file);
        Assert.True(grid.Ok, grid.Refusal?.Message);
        Assert.Equal(Head, Enumerable.Range(0, 7).Select(i => grid.Value.Rows[2][i].Text));
        Assert.Equal(CellKind.Number, grid.Value.Rows[3][1].Kind);
        Assert.Equal(SheetWords.KeepUnits("五类全部开设，共 103 次"), grid.Value.Rows[9][4].Text);
    }

    [Fact]
    public void A_formula_in_a_remark_stays_text()
    {
        using var zip = new ZipArchive(new MemoryStream(ExcelPaper.Write(SampleSheet.Paper("=1+1"))));
        using var reader = new StreamReader(zip.Entries.Single(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)).Open());
        var xml = reader.ReadToEnd();

        Assert.DoesNotContain("<x:f>", xml, StringComparison.Ordinal);
        Assert.Contains("=1+1", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_follows_from_key_and_hash_and_is_found_in_what_a_reader_says()
    {
        var key = Guid.Parse("019a9f3e-0000-7000-8000-000000000001");
        var code = SheetCode.Of(key, new string('a', 64));

        Assert.Equal(SheetCode.Signs, code.Length);
        Assert.NotEqual(code, SheetCode.Of(key, new string('b', 64)));
        Assert.Equal((code, 2), SheetCode.Find(SheetCode.Carried(code, 2, null)));
        Assert.Equal((code, 1), SheetCode.Find(SheetCode.Carried(code, 1, "https://example.gov.cn/")));
        Assert.Null(SheetCode.Find($"https://example.gov.cn/p/{code}"));
        Assert.Equal(code, SheetCode.Typed(SheetCode.Spaced(code).ToLowerInvariant()));
        Assert.Equal([1, 2, 3, 2], new[] { 1, 2, 3, 4 }.Select(SheetCode.MarkOf));
    }

    /// <summary>Signatures and seals stand on the page of the figures, and the code can be read from it.</summary>
    [Fact]
    public async Task A_sheet_with_a_short_remark_is_one_page_of_print()
    {
        var folder = Directory.CreateTempSubdirectory("training-sheet-").FullName;
        try
        {
            var pdf = Path.Combine(folder, "sheet.pdf");
            await File.WriteAllBytesAsync(pdf, await new WordToPdf(new MediaTool()).RunAsync(WordPaper.Write(SampleSheet.Paper()), folder));

            Assert.Single(await new PdfPages(new MediaTool()).RunAsync(pdf, folder, 100));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class ByRow : IComparer<string?>
    {
        public int Compare(string? x, string? y) => (Row(x!), x).CompareTo((Row(y!), y));

        private static int Row(string reference) => int.Parse(reference.Split(':')[0][1..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
