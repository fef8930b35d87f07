using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Training.Domain.Sheets;

namespace Training.Domain.Papers;

/// <summary>
/// Writes a <see cref="Paper"/> as a workbook of one sheet: each cell of its table is a cell, merged where the paper's are, on A4 with the head
/// repeated and the code in the foot of every page. Text is never a formula.
/// </summary>
public static class ExcelPaper
{
    public const string ContentType = SheetWriter.ContentType;

    private const string SheetName = "标准表";

    /// <summary>Half-width characters of 11 points that fit beside each other on A4 between the paper's margins, by the millimetre.</summary>
    private const double CharactersAMillimetre = 0.52;

    private const double PointsAMillimetre = 72 / 25.4;
    private const double LineHeight = 15;

    /// <summary>Room for a foot of one line, which stands inside the lower margin.</summary>
    private const double LineMillimetres = 7;

    public static byte[] Write(Paper paper)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = PaperStyles.Sheet();
            var part = workbook.AddNewPart<WorksheetPart>();
            var head = Write(part, paper);
            workbook.Workbook = new Workbook(
                new DocumentFormat.OpenXml.Spreadsheet.Sheets(new Sheet { Name = SheetName, SheetId = 1, Id = workbook.GetIdOfPart(part) }),
                new DefinedNames(new DefinedName { Name = "_xlnm.Print_Titles", LocalSheetId = 0, Text = $"'{SheetName}'!${head}:${head}" }));
            document.PackageProperties.Title = paper.Name;
        }

        return stream.ToArray();
    }

    /// <returns>The number of the table's head row.</returns>
    private static int Write(WorksheetPart part, Paper paper)
    {
        var table = paper.Blocks.OfType<PaperTable>().Single();
        var widths = WidthsOf(table, paper.Margins);
        var merges = new List<string>();
        var (number, head) = (0, 0);
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetFormatProperties { DefaultRowHeight = LineHeight });
        writer.WriteElement(new Columns(widths.Select((width, i) => new Column { Min = (uint)(i + 1), Max = (uint)(i + 1), Width = width, CustomWidth = true })));
        writer.WriteStartElement(new SheetData());
        foreach (var block in paper.Blocks)
        {
            if (block is PaperTable)
            {
                head = ++number;
                Row(writer, number, new PaperRow { Cells = [.. table.Head.Select(h => new PaperCell(h))], MinHeight = 12 }, widths, merges, [], head: true);
                var open = new Dictionary<int, int>();
                foreach (var row in table.Rows)
                {
                    Row(writer, ++number, row, widths, merges, open, head: false);
                }

                Close(open, number, merges);
            }
            else if (block is PaperText text)
            {
                Line(writer, ++number, text, widths.Count, merges);
            }
        }

        writer.WriteEndElement();
        writer.WriteElement(new MergeCells(merges.Select(m => new MergeCell { Reference = m })) { Count = (uint)merges.Count });
        writer.WriteElement(new PrintOptions { HorizontalCentered = true });
        writer.WriteElement(new PageMargins
        {
            Left = paper.Margins.Left / 25.4, Right = paper.Margins.Right / 25.4, Top = paper.Margins.Top / 25.4, Header = 0.3, Footer = 0.3,
            Bottom = (paper.Margins.Bottom + (paper.Code is null ? LineMillimetres : PaperCode.Millimetres)) / 25.4,
        });
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Portrait, FitToWidth = 1, FitToHeight = 0 });
        ExcelFoot.Write(writer, part, paper);
        writer.WriteEndElement();
        return head;
    }

    private static List<double> WidthsOf(PaperTable table, PaperMargins margins)
    {
        var area = (210 - margins.Left - margins.Right) * CharactersAMillimetre;
        var shares = table.Widths.Sum();
        return [.. table.Widths.Select(w => Math.Round(area * w / shares, 2))];
    }

    private static void Line(OpenXmlWriter writer, int number, PaperText text, int columns, List<string> merges)
    {
        var title = text.Style == PaperStyle.Title;
        writer.WriteStartElement(new Row { RowIndex = (uint)number, Height = title ? 40 : 22, CustomHeight = true });
        Cell(writer, number, 0, text.Text, title ? PaperStyles.Title : PaperStyles.Line);
        writer.WriteEndElement();
        merges.Add($"A{number}:{SheetGrid.ColumnName(columns - 1)}{number}");
    }

    /// <param name="open">Columns whose cell goes on downwards, with the row in which it began.</param>
    private static void Row(OpenXmlWriter writer, int number, PaperRow row, List<double> widths, List<string> merges, Dictionary<int, int> open, bool head)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)number, Height = HeightOf(row, widths), CustomHeight = true });
        var column = 0;
        foreach (var cell in row.Cells)
        {
            if (cell.Merge != CellMerge.Continues && open.Remove(column, out var from))
            {
                Merge(from, number - 1, column, merges);
            }

            if (cell.Merge == CellMerge.Starts)
            {
                open[column] = number;
            }

            var style = head || cell.Vertical ? (cell.Vertical ? PaperStyles.Upright : PaperStyles.Head) : cell.Centred ? PaperStyles.Centre : PaperStyles.Left;
            Cell(writer, number, column, cell.Text, style);
            for (var i = 1; i < cell.Span; i++)
            {
                Cell(writer, number, column + i, "", style);
            }

            if (cell.Span > 1)
            {
                merges.Add($"{SheetGrid.ColumnName(column)}{number}:{SheetGrid.ColumnName(column + cell.Span - 1)}{number}");
            }

            column += cell.Span;
        }

        writer.WriteEndElement();
    }

    private static void Close(Dictionary<int, int> open, int last, List<string> merges)
    {
        foreach (var (column, from) in open)
        {
            Merge(from, last, column, merges);
        }
    }

    private static void Merge(int from, int until, int column, List<string> merges)
    {
        if (until > from)
        {
            merges.Add($"{SheetGrid.ColumnName(column)}{from}:{SheetGrid.ColumnName(column)}{until}");
        }
    }

    /// <summary>A merged or wrapped cell grows nowhere by itself, so the lines are counted.</summary>
    private static double HeightOf(PaperRow row, List<double> widths)
    {
        var (lines, column) = (1, 0);
        foreach (var cell in row.Cells)
        {
            if (!cell.Vertical)
            {
                lines = Math.Max(lines, (int)Math.Ceiling(SheetWriter.Places(cell.Text) / Math.Max(2, widths.Skip(column).Take(cell.Span).Sum() - 1.5)));
            }

            column += cell.Span;
        }

        return Math.Round(Math.Max(row.MinHeight * PointsAMillimetre, (lines * LineHeight) + 5), 1);
    }

    private static void Cell(OpenXmlWriter writer, int row, int column, string text, uint style)
    {
        var cell = new Cell { CellReference = string.Create(CultureInfo.InvariantCulture, $"{SheetGrid.ColumnName(column)}{row}"), StyleIndex = style };
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text == number.ToString(CultureInfo.InvariantCulture))
        {
            cell.Append(new CellValue(text));
        }
        else if (text.Length > 0)
        {
            cell.DataType = CellValues.InlineString;
            cell.Append(new InlineString(new Text(CellText.Encode(text)) { Space = SpaceProcessingModeValues.Preserve }));
        }

        writer.WriteElement(cell);
    }
}
