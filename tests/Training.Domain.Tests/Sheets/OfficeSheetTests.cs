using Training.Domain.Sheets;

namespace Training.Domain.Tests.Sheets;

/// <summary>Sheets as offices write them (the facts of the official forms).</summary>
public sealed class OfficeSheetTests
{
    private static readonly SheetColumn[] People =
    [
        new("name", "姓名", ColumnKind.PersonName) { Required = true, Aliases = ["学员姓名"], MaxLength = 50 },
        new("id", "身份证号", ColumnKind.IdentityNumber) { Aliases = ["身份证号码", "公民身份号码"] },
        new("phone", "联系电话", ColumnKind.Phone) { Aliases = ["手机号"] },
    ];

    private static readonly SheetColumn[] Counts =
    [
        new("county", "县区") { Required = true },
        new("town", "乡镇") { Required = true },
        new("held", "培训情况场次", ColumnKind.WholeNumber) { Required = true, Aliases = ["场次"] },
        new("seats", "培训情况人次", ColumnKind.WholeNumber) { Aliases = ["人次"] },
    ];

    [Fact]
    public void Title_and_unit_stand_above_the_head_and_totals_signs_notes_and_blank_numbered_rows_are_no_data()
    {
        var rows = RawWorkbook.Rows(
            "附件2||||", "养老服务技能培训学员花名册||||", "填报单位（盖章）：清丰县民政局　填报时间：2026年3月5日||||",
            "序号|姓　名|身份证号码（18位）|联系电话*|备注",
            "^1|李　明|410922195005016412|^13812345678|", "^2|阿依古丽·买买提|||常住", "^3||||", "^4||||", "合计|2|||",
            "单位负责人：　　审核人：　　填表人：王小梅　　联系电话：0393-1234567||||", "注：本表一式两份||||");
        var table = Find(new RawWorkbook().Sheet(rows, "<mergeCells><mergeCell ref=\"A2:E2\"/><mergeCell ref=\"A3:E3\"/><mergeCell ref=\"A10:E10\"/></mergeCells>").Bytes(), People);

        Assert.Equal("清丰县民政局", table.ReportedBy);
        Assert.Equal(["附件2", "养老服务技能培训学员花名册"], table.Above.Take(2));
        Assert.Equal([5, 6], table.Rows.Select(r => r.Number));
        Assert.Equal(
            [(7, "只有序号的空行"), (8, "只有序号的空行"), (9, "合计行"), (10, "落款或说明"), (11, "落款或说明")], table.Skipped.Select(s => (s.Number, s.Why)));
        Assert.Contains("备注", Assert.Single(table.Notes), StringComparison.Ordinal);
        Assert.Equal(["李明", "阿依古丽·买买提"], table.Rows.Select(r => CellReader.Read(People[0], r[1]).Text));
        Assert.Equal("“李　明”去掉了中间的空格。", CellReader.Read(People[0], table.Rows[0][1]).Note);
        Assert.Equal("13812345678", CellReader.Read(People[2], table.Rows[0][3]).Text);
    }

    [Fact]
    public void A_head_of_two_rows_and_a_county_merged_over_its_townships_are_understood()
    {
        var rows = RawWorkbook.Rows(
            "培训情况统计表||||", "县区|乡镇|培训情况||", "||场次|人次|学时", "清丰县|城关镇|^2|^60|^8", "|马庄桥镇|^3|^95|^12", "南乐县|城关镇|0|/|");
        var table = Find(new RawWorkbook().Sheet(
            rows, "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:E2\"/><mergeCell ref=\"A4:A5\"/></mergeCells>").Bytes(), Counts);

        Assert.Equal(["清丰县 城关镇 2", "清丰县 马庄桥镇 3", "南乐县 城关镇 0"], table.Rows.Select(r => $"{r[0].Text} {r[1].Text} {r[2].Text}"));
        Assert.Equal("", CellReader.Read(Counts[3], table.Rows[2][3]).Text);
        Assert.Contains("学时", Assert.Single(table.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_doubled_column_is_named()
    {
        Assert.Contains("县区、乡镇、培训情况场次", SheetTable.Find(Grid("日期|地点", "3月|村部"), Counts).Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("表头少了“乡镇”", SheetTable.Find(Grid("县区|场次|人次", "清丰|1|2"), Counts).Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("B、D 列", SheetTable.Find(Grid("序号|姓名|电话|姓名|联系电话", "1|甲|2|乙|3"), People).Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_rows_are_read_and_said_and_hidden_or_further_sheets_are_said_and_not_read()
    {
        var grid = SheetReader.Read(new RawWorkbook()
            .Sheet(RawWorkbook.Rows("旧|1"), name: "旧表", state: "hidden")
            .Sheet("<row r=\"1\"><c t=\"inlineStr\"><is><t>姓名</t></is></c></row><row r=\"2\" hidden=\"1\"><c t=\"inlineStr\"><is><t>王</t></is></c></row>", name: "名单")
            .Sheet(RawWorkbook.Rows("x|1"), name: "草稿").Bytes()).Value!;

        Assert.Equal(2, grid.Rows.Count);
        Assert.Equal(["工作表“旧表”是隐藏的，没有读。", "第 2 行是隐藏的，也读了。", "工作表“草稿”没有读，这一次只读“名单”。"], grid.Notes);
    }

    [Fact]
    public void Rich_text_is_one_text_readings_above_characters_are_not_and_escapes_are_undone()
    {
        var grid = SheetReader.Read(new RawWorkbook
        {
            SharedTexts = "<si><r><rPr><b/></rPr><t>欧阳</t></r><r><t xml:space=\"preserve\"> 𬱖</t></r><rPh sb=\"0\" eb=\"1\"><t>ouyang</t></rPh></si><si><t>一_x000D_二</t></si>",
        }.Sheet("<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>").Bytes()).Value!;
        Assert.Equal("欧阳 𬱖", grid.Rows[0][1].Text);
        Assert.Equal("一\r二", grid.Rows[0][2].Text);
    }

    [Theory]
    [InlineData("410922195005016412", "410922195005016412")]
    [InlineData("４１０９２２１９５００５０１６４１２", "410922195005016412")]
    [InlineData(" 410922 19500501 6412\u00A0", "410922195005016412")]
    [InlineData("^4.1092219500501600E17", null)]
    [InlineData("^410922195005016000", null)]
    [InlineData("4.1092E+17", null)]
    [InlineData("4.10922E17", null)]
    [InlineData("410922195005016000", null)]
    [InlineData("41092219500501641", null)]
    [InlineData("410922195005016411", null)]
    [InlineData("410922500501641", null)]
    [InlineData("/", "")]
    [InlineData("无", "")]
    public void An_identity_number_that_Excel_mangled_is_refused_and_never_guessed(string written, string? read)
    {
        var reading = CellReader.Read(People[1], Cell(written));
        Assert.Equal(read, reading.Text);
        Assert.Equal(read is null, reading.Error is not null);
    }

    [Theory]
    [InlineData("2026年3月5日", "2026-03-05")]
    [InlineData("2026.3.5", "2026-03-05")]
    [InlineData("2026/03/05 09:30", "2026-03-05")]
    [InlineData("20260305", "2026-03-05")]
    [InlineData("^20260305", "2026-03-05")]
    [InlineData("^46086", "2026-03-05")]
    [InlineData("二〇二六年三月十五日", "2026-03-15")]
    [InlineData("二○二六年十二月二十日", "2026-12-20")]
    [InlineData("２０２６－０３－０５", "2026-03-05")]
    [InlineData("2026年2月30日", null)]
    [InlineData("2026年3月", null)]
    [InlineData("202635", null)]
    [InlineData("去年", null)]
    public void Days_are_understood_as_serials_and_as_words(string written, string? read) =>
        Assert.Equal(read, CellReader.Read(new SheetColumn("day", "日期", ColumnKind.Date), Cell(written)).Text);

    [Theory]
    [InlineData("14", true)]
    [InlineData("31", true)]
    [InlineData("164", true)]
    [InlineData("165", false)]
    [InlineData("166", false)]
    [InlineData("0", false)]
    public void A_number_shown_as_a_day_is_a_day(string format, bool isDay)
    {
        var grid = SheetReader.Read(new RawWorkbook
        {
            Styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/><numFmt numFmtId=\"165\" formatCode=\"0.00&quot;days&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"G/通用格式\"/></numFmts>"
                + $"<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"{format}\"/></cellXfs>",
        }.Sheet("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>46086</v></c></row>").Bytes()).Value!;
        Assert.Equal(isDay ? (CellKind.Date, "2026-03-05") : (CellKind.Number, "46086"), (grid.Rows[0][0].Kind, grid.Rows[0][0].Text));
    }

    [Theory]
    [InlineData(false, 46086, "2026-03-05")]
    [InlineData(true, 44624, "2026-03-05")]
    [InlineData(false, 59, "1900-02-28")]
    [InlineData(false, 61, "1900-03-01")]
    public void Serials_count_from_1900_or_1904(bool uses1904, int serial, string day)
    {
        var grid = SheetReader.Read(new RawWorkbook
        {
            WorkbookProperties = uses1904 ? "<workbookPr date1904=\"1\"/>" : "", Styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>",
        }.Sheet($"<row r=\"1\"><c r=\"A1\" s=\"0\"><v>{serial}</v></c></row>").Bytes()).Value!;
        Assert.Equal(day, grid.Rows[0][0].Text);
    }

    [Theory]
    [InlineData(ColumnKind.WholeNumber, "６０人", "60")]
    [InlineData(ColumnKind.WholeNumber, "1,200", "1200")]
    [InlineData(ColumnKind.WholeNumber, "^60.0", "60")]
    [InlineData(ColumnKind.WholeNumber, "3.5", null)]
    [InlineData(ColumnKind.WholeNumber, "-3", null)]
    [InlineData(ColumnKind.Phone, "138-1234-5678", "13812345678")]
    [InlineData(ColumnKind.Phone, "^1.3812345678E10", "13812345678")]
    [InlineData(ColumnKind.Phone, "+86 13812345678", "13812345678")]
    [InlineData(ColumnKind.Phone, "13812345678、139", null)]
    [InlineData(ColumnKind.YesNo, "√", "是")]
    [InlineData(ColumnKind.YesNo, "大概", null)]
    [InlineData(ColumnKind.Choice, " 农村 幸福院", "农村幸福院")]
    [InlineData(ColumnKind.Choice, "幸福院", "农村幸福院")]
    [InlineData(ColumnKind.Choice, "敬老院", null)]
    [InlineData(ColumnKind.Text, "一行\n两行", null)]
    [InlineData(ColumnKind.Text, "  高村  ", "高村")]
    [InlineData(ColumnKind.Text, "高\uFFFD村", null)]
    [InlineData(ColumnKind.PersonName, "欧阳 娜娜", "欧阳 娜娜")]
    [InlineData(ColumnKind.PersonName, "李\u00A0𬱖", "李𬱖")]
    [InlineData(ColumnKind.PersonName, "阿依古丽•买买提", "阿依古丽•买买提")]
    public void Cells_are_read_as_their_column_asks(ColumnKind kind, string written, string? read)
    {
        var column = new SheetColumn("x", "列", kind) { Choices = ["农村幸福院"], ChoiceAliases = new Dictionary<string, string> { ["幸福院"] = "农村幸福院" } };
        Assert.Equal(read, CellReader.Read(column, Cell(written)).Text);
    }

    [Fact]
    public void Half_a_character_is_refused_and_a_private_one_is_kept()
    {
        var column = new SheetColumn("x", "列");
        Assert.NotNull(CellReader.Read(column, new SheetCell(CellKind.Text, "高\uD842村")).Error);
        Assert.Equal("高\uE863村", CellReader.Read(column, new SheetCell(CellKind.Text, "高\uE863村")).Text);
    }

    private static SheetCell Cell(string written)
    {
        var text = SheetWriter.Write(new SheetLayout { Name = "x", Columns = [new("x")], Rows = [[written]] });
        return written[0] == '^'
            ? SheetReader.Read(new RawWorkbook().Sheet(RawWorkbook.Rows(written)).Bytes()).Value!.Rows[0][0]
            : SheetReader.Read(text).Value!.Rows[1][0];
    }

    private static SheetGrid Grid(params string[] lines) => SheetReader.Read(new RawWorkbook().Sheet(RawWorkbook.Rows(lines)).Bytes()).Value!;

    private static SheetTable Find(byte[] file, SheetColumn[] columns) => SheetTable.Find(SheetReader.Read(file).Value!, columns).Value!;
}
