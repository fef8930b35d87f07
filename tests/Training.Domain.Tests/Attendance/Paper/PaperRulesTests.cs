using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Training.Domain.Attendance.Paper;
using Training.Domain.Papers;
using Training.Domain.Persistence;
using Training.Testing;

namespace Training.Domain.Tests.Attendance.Paper;

public sealed class PaperRulesTests
{
    [Theory]
    [InlineData("1-3 5", "1,2,3,5")]
    [InlineData("1-2、4，6－7 全到", "1,2,4,6,7")]
    [InlineData("２到４行", "2,3,4")]
    [InlineData("3~5; 5", "3,4,5")]
    [InlineData("", "")]
    public void Row_numbers_are_read_as_people_write_them(string text, string rows)
    {
        Assert.Equal(rows, string.Join(',', PaperRules.ReadRows(text, 30, out var wrong)!));
        Assert.Null(wrong);
    }

    [Theory]
    [InlineData("1-31", "这张表只有 30 行，没有第 31 行。")]
    [InlineData("0", "这张表只有 30 行，没有第 0 行。")]
    [InlineData("9-4", "“9-4”看不懂。写行号，比如 1-12 14 16-30。")]
    [InlineData("3 张三", "“张三”看不懂。写行号，比如 1-12 14 16-30。")]
    public void What_is_no_row_is_said(string text, string message)
    {
        Assert.Null(PaperRules.ReadRows(text, 30, out var wrong));
        Assert.Equal(message, wrong!.Message);
    }

    [Fact]
    public void Blank_rows_are_20_to_25_and_pages_hold_every_row_once()
    {
        for (var named = 0; named <= PaperRules.MostNamed; named++)
        {
            var blank = PaperRules.BlankRows(named);
            Assert.InRange(blank, PaperRules.FewestBlank, PaperRules.MostBlank);
            Assert.Equal(Enumerable.Range(1, named + blank), PaperRules.Pages(named + blank).SelectMany(p => Enumerable.Range(p.First, p.Last - p.First + 1)));
        }
    }

    [Fact]
    public async Task The_Word_file_is_valid_and_carries_every_name_as_written()
    {
        var names = HardPersonNames.All().Take(PaperRules.MostNamed).ToList();
        await using var scene = await RollScene.SetAsync(DatabaseProvider.Sqlite, 3);
        var sheet = await PaperTests.SheetAsync(scene, await PaperTests.PrintAsync(scene));
        var lines = names.Select((name, i) => new PaperLine { Number = i + 1, Attendee = Guid.CreateVersion7(), Name = name, Label = "滨河 3号楼" })
            .Append(new PaperLine { Number = names.Count + 1, Attendee = Guid.CreateVersion7(), IsBlank = true, Name = "录入过的人" }).ToList();
        byte[] dot = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");

        using var file = new MemoryStream(WordPaper.Write(SignInSheet.Of(sheet with { Lines = lines }, dot)));
        using var word = WordprocessingDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(word).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var rows = word.MainDocumentPart!.Document!.Descendants<TableRow>().ToList();
        Assert.NotNull(rows[0].TableRowProperties!.GetFirstChild<TableHeader>());
        var cells = rows.Skip(1).Select(r => string.Concat(r.Elements<TableCell>().ElementAt(1).Descendants<Text>().Select(t => t.Text)));
        Assert.Equal([.. names, ""], cells);
        Assert.Contains(SignInSheet.Code(sheet.Paper), word.MainDocumentPart.FooterParts.Single().Footer!.InnerText, StringComparison.Ordinal);
    }
}
