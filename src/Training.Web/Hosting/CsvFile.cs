using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Web.Hosting;

/// <summary>A table for a spreadsheet, as <see cref="CsvLine"/> writes it.</summary>
public static class CsvFile
{
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="head">Names of the columns.</param>
    /// <param name="rows">One list of cells a line.</param>
    public static FileContentResult Of(string name, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend([.. head]))
        {
            text.Append(CsvLine.Of(row)).Append("\r\n");
        }

        // With a byte order mark, else a spreadsheet of this country reads it in the old code page.
        return new FileContentResult([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv; charset=utf-8") { FileDownloadName = $"{name}.csv" };
    }

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Refusals of use cases, put at the fields that they belong to.</summary>
public static class Refusals
{
    public static void Add(this ModelStateDictionary state, params IEnumerable<Refusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            state.AddModelError(refusal.Field ?? "", refusal.Message);
        }
    }
}
