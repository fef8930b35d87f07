namespace Training.Domain.Sheets;

/// <summary>One line of a table as text (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front and stays text.</summary>
public static class CsvLine
{
    private const string Formula = "=+-@\t\r";

    public static string Of(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string? value)
    {
        var text = value ?? "";
        var safe = text.Length > 0 && Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
