using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Training.Domain.Sheets;

namespace Training.Domain.Tests.Sheets;

public sealed class SheetRoundTripTests
{
    /// <summary>What hurts: formulas, leading zeros, line ends, escapes, characters outside the basic plane, private use, halves of pairs, control characters.</summary>
    private static readonly string[] Pieces =
    [
        "=1+1", "+86", "-5", "@SUM(A1)", "'", "\t", "\n", "\r\n", " ", "\u00A0", "\u3000", "0012", "4.1E+17", "_x000D_", "_x", "_x005F_", "_", "x0041_",
        "\u0001", "\u0000", "\uFFFF", "\uFFFE", "\uD842", "\uDFB7", "𠮷", "𬱖", "䶮", "阿依古丽·买买提", "〇", "<a&b>", "\"", "]]>", "😀", "\uE000", "高\uE863村", "a\u0301",
    ];

    [Fact]
    public void Whatever_is_written_is_read_back_the_same()
    {
        var random = new Random(9);
        for (var turn = 0; turn < 60; turn++)
        {
            var rows = Enumerable.Range(0, 1 + random.Next(40)).Select(_ => Enumerable.Range(0, 1 + random.Next(8)).Select(_ => Value(random)).ToList()).ToList();
            var file = SheetWriter.Write(new SheetLayout
            {
                Name = "花名册'一", Title = turn % 2 == 0 ? "花名册" : null, Lines = turn % 3 == 0 ? ["填报单位（盖章）：清丰县"] : [],
                Columns = [.. Enumerable.Range(0, 8).Select(i => new LayoutColumn($"第{i}列"))], Rows = rows,
            });

            var read = SheetReader.Read(file);
            Assert.True(read.Ok, read.Refusal?.Message);
            var above = 1 + (turn % 2 == 0 ? 1 : 0) + (turn % 3 == 0 ? 1 : 0);
            foreach (var (row, i) in rows.Select((row, i) => (row, i)))
            {
                var found = read.Value.Rows.FirstOrDefault(r => r.Number == above + i + 1);
                for (var c = 0; c < row.Count; c++)
                {
                    var cell = found?[c] ?? SheetCell.Nothing;
                    if (row[c].Text is { } text && !string.IsNullOrWhiteSpace(text))
                    {
                        Assert.Equal((CellKind.Text, text), (cell.Kind, cell.Text));
                    }
                    else if (row[c].Number is not null || row[c].Day is not null)
                    {
                        Assert.Equal(row[c].ToString(), cell.Text);
                        Assert.Equal(row[c].Day is null ? CellKind.Number : CellKind.Date, cell.Kind);
                    }
                    else
                    {
                        Assert.True(cell.IsBlank);
                    }
                }
            }
        }
    }

    [Fact]
    public void What_is_written_is_a_valid_workbook_without_a_single_formula()
    {
        var columns = new[]
        {
            new SheetColumn("name", "姓名", ColumnKind.PersonName) { Required = true, Example = "=王桂兰" },
            new SheetColumn("kind", "类型", ColumnKind.Choice) { Choices = [.. Enumerable.Range(0, 60).Select(i => $"第{i}种很长很长的类型")] },
            new SheetColumn("model", "双百", ColumnKind.YesNo),
        };
        foreach (var file in new[]
        {
            SheetTemplate.Write("人员", columns),
            SheetTemplate.WriteProblems("人员", columns, [(new Dictionary<string, string> { ["name"] = "=cmd|' /C calc'!A0" }, "“类型”没有填。")]),
            SheetWriter.Write(new SheetLayout { Name = "站点", Title = "站点名册", Lines = ["截至 2026年11月22日"], Columns = [new("名称"), new("座位"), new("日期")], Rows = [["=1+1", 3, new DateOnly(2026, 3, 5)]] }),
        })
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(file), false);
            Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}"));
            Assert.Empty(document.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.CellFormula>()));
        }
    }

    [Fact]
    public void A_filled_template_is_read_and_its_other_sheets_are_passed_over_in_silence()
    {
        SheetColumn[] columns = [new("name", "姓名", ColumnKind.PersonName) { Required = true }, new("model", "双百", ColumnKind.YesNo)];
        var file = SheetTemplate.WriteProblems("人员", columns, [(new Dictionary<string, string> { ["name"] = "王桂兰", ["model"] = "是" }, "先前的问题")]);

        var table = SheetTable.Find(SheetReader.Read(file).Value!, columns).Value!;
        Assert.Empty(table.Notes);
        Assert.Equal("王桂兰", table.Rows[0][0].Text);

        Assert.IsType<EmptySheet>(SheetReader.Read(SheetTemplate.Write("人员", columns)) is { Ok: true } read && SheetTable.Find(read.Value!, columns).Value!.Rows.Count == 0 ? new EmptySheet() : null);
    }

    [Fact]
    public void Fifty_thousand_rows_are_written_without_holding_them()
    {
        using var output = new MemoryStream();
        SheetWriter.Write(output, new SheetLayout
        {
            Name = "人员", Columns = [new("姓名"), new("村")], Rows = Enumerable.Range(0, 50_000).Select(i => (IReadOnlyList<SheetValue>)[$"王{i}", "古城村"]),
        });
        var grid = SheetReader.Read(output.ToArray(), limits: SheetLimits.Default with { MostRows = 60_000 }).Value!;
        Assert.Equal(50_001, grid.Rows.Count);
        Assert.Equal("王49999", grid.Rows[^1][0].Text);
    }

    private static SheetValue Value(Random random) => random.Next(8) switch
    {
        0 => (SheetValue)(string?)null,
        1 => random.Next(-5000, 5_000_000),
        2 => Math.Round((decimal)random.NextDouble() * 1000, 3),
        3 => new DateOnly(1950, 1, 1).AddDays(random.Next(40_000)),
        _ => string.Concat(Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Pieces[random.Next(Pieces.Length)])),
    };
}
