using System.Text;

namespace Training.Web.Features.Stations;

/// <summary>Lines for a spreadsheet (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front and stays text.</summary>
public static class CsvText
{
    private static readonly char[] Formula = ['=', '+', '-', '@', '\t', '\r'];

    public static string Of(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend([.. head]))
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(string? value)
    {
        var text = value ?? "";
        var safe = text.Length > 0 && Formula.Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
