using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Training.Domain.Sheets;

/// <summary>
/// Writes an .xlsx workbook row by row. Text is never a formula: it stands in text cells, and what looks like a formula carries the mark
/// that keeps it text when somebody edits it. Column widths are counted in characters; no font is asked.
/// </summary>
public static class SheetWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int RowsForWidths = 200;
    private const int MostRowsOfExcel = 1_048_576;
    private const int MostLetters = 32_767;

    public static byte[] Write(params IReadOnlyList<SheetLayout> sheets)
    {
        using var stream = new MemoryStream();
        Write(stream, sheets);
        return stream.ToArray();
    }

    /// <param name="output">Has to be readable and to seek, as the packaging asks.</param>
    public static void Write(Stream output, params IReadOnlyList<SheetLayout> sheets)
    {
        using var document = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = SheetStyles.Sheet();
        var list = new DocumentFormat.OpenXml.Spreadsheet.Sheets();
        var names = new DefinedNames();
        for (var i = 0; i < sheets.Count; i++)
        {
            var sheet = sheets[i];
            var part = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(part, sheet);
            list.Append(new Sheet
            {
                Name = sheet.Name, SheetId = (uint)(i + 1), Id = workbook.GetIdOfPart(part), State = sheet.IsHidden ? SheetStateValues.Hidden : null,
            });
            var head = HeadRow(sheet);
            names.Append(new DefinedName { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i, Text = $"'{sheet.Name.Replace("'", "''", StringComparison.Ordinal)}'!${head}:${head}" });
        }

        workbook.Workbook = new Workbook(list, names);
    }

    private static int HeadRow(SheetLayout sheet) => (sheet.Title is null ? 0 : 1) + sheet.Lines.Count + 1;

    private static void WriteSheet(WorksheetPart part, SheetLayout sheet)
    {
        using var rows = sheet.Rows.GetEnumerator();
        var first = new List<IReadOnlyList<SheetValue>>();
        while (first.Count < RowsForWidths && rows.MoveNext())
        {
            first.Add(rows.Current);
        }

        var head = HeadRow(sheet);
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = head, TopLeftCell = $"A{head + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        { WorkbookViewId = 0 }));
        writer.WriteElement(new SheetFormatProperties { DefaultRowHeight = 18, CustomHeight = true });
        writer.WriteElement(new Columns(sheet.Columns.Select((column, i) => new Column
        {
            Min = (uint)(i + 1), Max = (uint)(i + 1), Width = WidthOf(column, first, i), CustomWidth = true,
            Style = column.KeepsText ? SheetStyles.Text : SheetStyles.Plain,
        })));
        writer.WriteStartElement(new SheetData());
        var number = 0;
        if (sheet.Title is { } title)
        {
            Line(writer, ++number, title, SheetStyles.Title, 36);
        }

        foreach (var line in sheet.Lines)
        {
            Line(writer, ++number, line, SheetStyles.Line, 20);
        }

        writer.WriteStartElement(new Row { RowIndex = (uint)++number, Height = 24, CustomHeight = true });
        for (var i = 0; i < sheet.Columns.Count; i++)
        {
            Text(writer, number, i, sheet.Columns[i].Title + (sheet.Columns[i].Required ? "*" : ""), SheetStyles.Head);
        }

        writer.WriteEndElement();
        foreach (var row in first)
        {
            Data(writer, ++number, row);
        }

        while (rows.MoveNext())
        {
            Data(writer, ++number, rows.Current);
        }

        writer.WriteEndElement();
        Close(writer, sheet, head);
        writer.WriteEndElement();
    }

    /// <summary>What follows the rows, in the order that the format fixes.</summary>
    private static void Close(OpenXmlWriter writer, SheetLayout sheet, int head)
    {
        var wide = head - 1;
        if (wide > 0 && sheet.Columns.Count > 1)
        {
            writer.WriteElement(new MergeCells(Enumerable.Range(1, wide).Select(row => new MergeCell { Reference = $"A{row}:{SheetGrid.ColumnName(sheet.Columns.Count - 1)}{row}" })));
        }

        var validations = sheet.Columns.Select((column, i) => (column, i)).Where(c => c.column.Choices.Count > 0 && sheet.RowsToFill > 0).ToList();
        if (validations.Count > 0)
        {
            writer.WriteElement(new DataValidations(validations.Select(c => new DataValidation
            {
                Type = DataValidationValues.List, AllowBlank = true, ShowErrorMessage = true, ErrorTitle = "不在可选的里面", Error = "点右边的箭头，从里面选一个。",
                SequenceOfReferences = new ListValue<StringValue> { InnerText = $"{SheetGrid.ColumnName(c.i)}{head + 1}:{SheetGrid.ColumnName(c.i)}{head + sheet.RowsToFill}" },
                Formula1 = new Formula1(SheetTemplate.ChoicesReference(c.i, c.column.Choices.Count)),
            })) { Count = (uint)validations.Count });
        }

        writer.WriteElement(new PageMargins { Left = 0.6, Right = 0.6, Top = 0.8, Bottom = 0.8, Header = 0.4, Footer = 0.4 });
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = sheet.Columns.Count > 6 ? OrientationValues.Landscape : OrientationValues.Portrait, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteElement(new HeaderFooter(new OddFooter("&C第 &P 页，共 &N 页")));
    }

    private static void Line(OpenXmlWriter writer, int number, string text, uint style, double height)
    {
        writer.WriteStartElement(new Row { RowIndex = (uint)number, Height = height, CustomHeight = true });
        Text(writer, number, 0, text, style);
        writer.WriteEndElement();
    }

    private static void Data(OpenXmlWriter writer, int number, IReadOnlyList<SheetValue> values)
    {
        if (number > MostRowsOfExcel)
        {
            throw new InvalidOperationException("A sheet of Excel ends at row 1,048,576.");
        }

        writer.WriteStartElement(new Row { RowIndex = (uint)number });
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            if (value.Text is { } text)
            {
                Text(writer, number, i, text, LooksLikeFormula(text) ? SheetStyles.QuotedText : SheetStyles.Text);
            }
            else if (value.Number is { } figure)
            {
                Value(writer, number, i, figure.ToString(CultureInfo.InvariantCulture), SheetStyles.Plain);
            }
            else if (value.Day is { } day)
            {
                Value(writer, number, i, day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture), SheetStyles.Day);
            }
        }

        writer.WriteEndElement();
    }

    private static bool LooksLikeFormula(string text) => text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\'';

    private static void Text(OpenXmlWriter writer, int row, int column, string text, uint style)
    {
        if (text.Length > MostLetters)
        {
            throw new ArgumentException($"A cell of Excel holds {MostLetters} characters at most.", nameof(text));
        }

        writer.WriteElement(new Cell(new InlineString(new Text(CellText.Encode(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = Reference(row, column), DataType = CellValues.InlineString, StyleIndex = style,
        });
    }

    private static void Value(OpenXmlWriter writer, int row, int column, string value, uint style) =>
        writer.WriteElement(new Cell(new CellValue(value)) { CellReference = Reference(row, column), StyleIndex = style });

    private static string Reference(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"{SheetGrid.ColumnName(column)}{row}");

    /// <summary>A Chinese character takes two places.</summary>
    private static double WidthOf(LayoutColumn column, List<IReadOnlyList<SheetValue>> rows, int index)
    {
        if (column.Width is { } given)
        {
            return given;
        }

        var widest = rows.Where(row => index < row.Count).Select(row => row[index].Day is null ? Places(row[index].ToString()) : 14).DefaultIfEmpty().Max();
        return Math.Clamp(Math.Max(widest, Places(column.Title)) + 3, 7, 52);
    }

    internal static int Places(string text) => text.EnumerateRunes().Sum(rune => rune.Value < 0x1100 ? 1 : 2);
}
