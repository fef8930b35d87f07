using Microsoft.AspNetCore.Mvc;
using Training.Domain.Sheets;

namespace Training.Web.Hosting;

/// <summary>One table of words to take along, as CSV or as a workbook.</summary>
public static class TableFile
{
    /// <param name="format">xlsx; anything else is CSV.</param>
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="sheet">Name of the workbook's sheet and the line above the table.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">One list of cells a line.</param>
    public static FileContentResult Of(string? format, string name, (string Name, string Title) sheet, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows) =>
        format != "xlsx" ? CsvFile.Of(name, columns, rows) : new(
            SheetWriter.Write(new SheetLayout
            {
                Name = sheet.Name, Title = sheet.Title, Columns = [.. columns.Select(c => new LayoutColumn(c))],
                Rows = rows.Select(r => (IReadOnlyList<SheetValue>)[.. r.Select(cell => (SheetValue)cell)]),
            }),
            SheetWriter.ContentType) { FileDownloadName = $"{name}.xlsx" };
}
