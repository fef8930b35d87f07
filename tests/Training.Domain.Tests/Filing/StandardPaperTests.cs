using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Training.Domain.Filing;
using Training.Domain.Papers;
using Training.Domain.Standards;
using Training.Testing;
using Spreadsheet = DocumentFormat.OpenXml.Spreadsheet;

namespace Training.Domain.Tests.Filing;

/// <summary>Paper follows the columns, merges and sign lines of the standard's own file, whichever notice it is.</summary>
public sealed class StandardPaperTests
{
    [Theory]
    [InlineData("puyang-2023-63", 410922000000, "2026-10", "项目名称|序号|项目内容|具体要求|实施情况|佐证材料|备注")]
    [InlineData("wenzhou-2018-88", 330302000000, "2025", "考核内容|考核标准|分值|自评分|审核分|考核分")]
    [InlineData("shenzhen-service-worker", 440303000000, "2025", "项目|序号|内容|要求|完成情况|佐证材料|备注")]
    [InlineData("shanghai-2020-22", 310101000000, "2021-12", "项目|序号|内容|要求|完成情况|佐证材料|备注")]
    [InlineData("zhanjiang-2020-25", 440802000000, "2021-12", "项目|序号|内容|要求|完成情况|佐证材料|备注")]
    public async Task A_running_sheet_has_the_columns_merges_and_sign_lines_of_its_notice(string standard, long county, string key, string columns)
    {
        var sheet = await SheetAsync(standard, county, key);
        var definition = sheet.Standard.Definition;
        var remarked = sheet.Lines.First().Item;
        var paper = SheetPaper.Of(sheet, new() { Remarks = new[] { "当面核过" }.ToLookup(_ => remarked.Code), Signed = ["王秀英"] });

        using var word = WordprocessingDocument.Open(new MemoryStream(WordPaper.Write(paper)), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2016).Validate(word).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var body = word.MainDocumentPart!.Document.Body!;
        var rows = body.Descendants<TableRow>().Select(r => r.Elements<TableCell>().ToList()).ToList();
        Assert.Equal(columns, Said(rows[0]));
        Assert.Equal(1 + sheet.Lines.Count() + definition.Form.Foot.Count, rows.Count);
        Assert.Equal(definition.Sections.Count, body.Descendants<VerticalMerge>().Count(m => m.Val?.Value == MergedCellValues.Restart));
        Assert.All(rows.Skip(1).Take(sheet.Lines.Count()), r => Assert.Equal(definition.Form.Columns.Count, r.Count));
        foreach (var (cells, line) in rows.Skip(1).Zip(sheet.Lines))
        {
            Assert.Equal(SheetWords.KeepUnits(line.Item.Requirement), cells[definition.Form.Cells.ToList().IndexOf(SheetCell.Requirement)].InnerText);
        }

        foreach (var (foot, index) in definition.Form.Foot.Select((f, i) => (f, i)))
        {
            var cells = rows[^(definition.Form.Foot.Count - index)];
            Assert.Equal($"{foot.Sign}{(index == 0 ? "王秀英" : "")}|{foot.Seal}", Said(cells));
            Assert.Equal(definition.Form.Columns.Count, cells.Sum(c => c.TableCellProperties?.GridSpan?.Val?.Value ?? 1));
        }

        Assert.Equal(definition.Title, body.Elements<Paragraph>().First().InnerText);
        Assert.Contains(body.Elements<Paragraph>(), p => p.InnerText == definition.Form.Note);
        Assert.Contains("当面核过", body.InnerText, StringComparison.Ordinal);

        using var excel = SpreadsheetDocument.Open(new MemoryStream(ExcelPaper.Write(paper)), isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2016).Validate(excel).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var part = excel.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.Equal(definition.Form.Columns.Count, part.GetFirstChild<Spreadsheet.Columns>()!.Elements<Spreadsheet.Column>().Count());
        var merged = part.Descendants<Spreadsheet.MergeCell>().Count(m => m.Reference!.Value!.StartsWith('A'));
        Assert.True(merged >= definition.Sections.Count(s => s.Items.Count > 1));
    }

    [Fact]
    public async Task What_a_scored_notice_asks_stands_with_its_points_and_room_for_each_desks_mark()
    {
        var table = SheetPaper.Of(await SheetAsync("wenzhou-2018-88", 330302000000, "2025")).Blocks.OfType<PaperTable>().Single();
        Assert.Equal([12, 48, 10, 10, 10, 10], table.Widths);
        Assert.Equal("8", table.Rows[0].Cells[2].Text);
        Assert.All(table.Rows[0].Cells.Skip(3), c => Assert.Equal("", c.Text));
    }

    private static string Said(IEnumerable<TableCell> cells) => string.Join('|', cells.Select(c => c.InnerText));

    private static async Task<StandardSheet> SheetAsync(string standard, long county, string key)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.Open();
        Assert.True(SheetPeriod.TryParse(key, out var period));
        var evaluation = await new EvaluateStandard(db).RunAsync(new()
        {
            Standard = new(0, StandardReader.Read(StandardReader.ShippedJson(standard)).Value!), RegionCode = county, Period = period, Today = new DateOnly(2026, 11, 22),
        });
        return BuildStandardSheet.Of(evaluation, county, "那个县", new DateTime(2026, 11, 22, 1, 0, 0, DateTimeKind.Utc));
    }
}
