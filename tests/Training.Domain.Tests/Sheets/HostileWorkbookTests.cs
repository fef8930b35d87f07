using System.IO.Compression;
using System.Text;
using Training.Domain.Sheets;

namespace Training.Domain.Tests.Sheets;

public sealed class HostileWorkbookTests
{
    [Fact]
    public void Other_kinds_of_file_under_the_name_of_a_workbook_are_told_apart()
    {
        Assert.Contains("旧格式", Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]), StringComparison.Ordinal);
        Assert.Contains("密码", Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage")]), StringComparison.Ordinal);
        Assert.Contains("CSV", Refusal(Encoding.UTF8.GetBytes("姓名,电话\n王桂兰,13812345678\n")), StringComparison.Ordinal);
        Assert.Contains("Word", Refusal(RawWorkbook.Zip(("word/document.xml", "<w/>"), ("[Content_Types].xml", "<Types/>"))), StringComparison.Ordinal);
        Assert.Contains("xlsb", Refusal(RawWorkbook.Zip(("xl/workbook.bin", "?"))), StringComparison.Ordinal);
        Assert.Contains("不是 Excel 工作簿", Refusal(RawWorkbook.Zip(("readme.txt", "hello"))), StringComparison.Ordinal);
        Assert.Contains("没有内容", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("没有内容", Refusal(new RawWorkbook().Sheet("<row r=\"1\"/>").Bytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_refused_while_it_is_unpacked_and_costs_little_memory()
    {
        var bomb = Bomb(300_000_000);
        Assert.True(bomb.Length < SheetLimits.Default.MostBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.IsType<SheetTooLarge>(SheetReader.Read(bomb).Refusal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 400_000_000);
    }

    [Fact]
    public void A_document_type_is_refused_and_no_entity_is_followed()
    {
        var secret = Path.GetTempFileName();
        try
        {
            File.WriteAllText(secret, "secret");
            var outside = $"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file://{secret}\">]>";
            var laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
            foreach (var prologue in new[] { outside, laughs })
            {
                var file = new RawWorkbook { Prologue = prologue, SharedTexts = "<si><t>&e;</t></si>" }.Sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>").Bytes();
                Assert.IsType<BrokenSheet>(SheetReader.Read(file).Refusal);
            }
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void A_million_rows_are_refused_before_they_are_all_read_and_a_million_empty_ones_are_not()
    {
        Assert.Contains("20000 行", Refusal(new RawWorkbook().Sheet(ManyRows(1_000_000, "<c t=\"inlineStr\"><is><t>王</t></is></c>")).Bytes()), StringComparison.Ordinal);
        var styled = new RawWorkbook().Sheet("<row r=\"1\"><c t=\"inlineStr\"><is><t>王</t></is></c></row>" + ManyRows(500_000, "<c s=\"1\"/>")).Bytes();
        Assert.Single(SheetReader.Read(styled).Value!.Rows);
    }

    [Fact]
    public void Too_wide_too_much_in_a_cell_and_too_many_merged_cells_are_refused()
    {
        Assert.Contains("列以外", Refusal(new RawWorkbook().Sheet("<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>远</t></is></c></row>").Bytes()), StringComparison.Ordinal);
        Assert.Contains("太大", Refusal(Bomb(120_000_000)), StringComparison.Ordinal);
        Assert.Contains("个字", Refusal(new RawWorkbook().Sheet($"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{new string('长', 400_000)}</t></is></c></row>").Bytes()), StringComparison.Ordinal);
        var merges = string.Concat(Enumerable.Range(0, 400).Select(_ => "<mergeCell ref=\"A1:XFD1048576\"/>"));
        var rows = RawWorkbook.Rows([.. Enumerable.Range(0, 2000).Select(i => i == 0 ? "甲|||" : "|||丁")]);
        Assert.Null(SheetReader.Read(new RawWorkbook().Sheet(rows, $"<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>").Bytes()).Refusal);
        Assert.Contains("合并", Refusal(new RawWorkbook().Sheet(rows, $"<mergeCells>{merges}</mergeCells>").Bytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<row r=\"2\"/><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"99999999\"><c r=\"A1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" s=\"-1\"><v>7</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</c></row>")]
    public void What_does_not_hold_together_is_a_broken_file(string rows) =>
        Assert.IsType<BrokenSheet>(SheetReader.Read(new RawWorkbook().Sheet(rows).Bytes()).Refusal);

    [Fact]
    public void A_file_cut_off_or_scrambled_anywhere_comes_back_as_a_sentence_or_as_rows()
    {
        var whole = SheetWriter.Write(new SheetLayout { Name = "表", Columns = [new("姓名")], Rows = Enumerable.Range(0, 60).Select(i => (IReadOnlyList<SheetValue>)[$"王{i}"]) });
        var random = new Random(20261122);
        for (var i = 0; i < 300; i++)
        {
            var damaged = whole.ToArray();
            if (i % 2 == 0)
            {
                damaged = damaged[..random.Next(damaged.Length)];
            }
            else
            {
                for (var n = 0; n < 1 + (i % 7); n++)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }
            }

            var read = SheetReader.Read(damaged);
            Assert.True(read.Ok || read.Refusal.Message.Length > 0);
        }
    }

    [Fact]
    public void Formulas_count_by_their_stored_value_and_links_to_other_files_are_not_followed()
    {
        var grid = SheetReader.Read(new RawWorkbook().Sheet(
            "<row r=\"1\"><c r=\"A1\"><f>[1]Sheet1!A1*2</f><v>84</v></c><c r=\"B1\" t=\"str\"><f>WEBSERVICE(\"x\")</f><v>旧值</v></c><c r=\"C1\"><f>1+1</f></c><c r=\"D1\" t=\"e\"><f>A9</f><v>#REF!</v></c></row>").Bytes()).Value!;

        Assert.Equal(["84", "旧值", "", "#REF!"], Enumerable.Range(0, 4).Select(c => grid.Rows[0][c].Text));
        Assert.Equal(CellKind.FormulaWithoutValue, grid.Rows[0][2].Kind);
        Assert.Contains(grid.Notes, note => note.Contains("4 格是公式", StringComparison.Ordinal));
    }

    private static string Refusal(byte[] file) => SheetReader.Read(file).Refusal!.Message;

    private static string ManyRows(int count, string cell)
    {
        var rows = new StringBuilder(count * (cell.Length + 11));
        for (var i = 0; i < count; i++)
        {
            rows.Append("<row>").Append(cell).Append("</row>");
        }

        return rows.ToString();
    }

    private static byte[] Bomb(int size)
    {
        var plain = new RawWorkbook().Sheet("").Bytes();
        using var stream = new MemoryStream();
        stream.Write(plain);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
        }

        var rest = stream.ToArray();
        using var output = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(rest)))
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var source = entry.Open();
                using var target = zip.CreateEntry(entry.FullName).Open();
                source.CopyTo(target);
            }

            using var big = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            big.Write("<worksheet><sheetData><row r=\"1\">"u8);
            var filling = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<c s=\"1\"/>", 100_000)));
            for (long written = 0; written < size; written += filling.Length)
            {
                big.Write(filling);
            }
        }

        return output.ToArray();
    }
}
