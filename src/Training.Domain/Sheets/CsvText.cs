namespace Training.Domain.Sheets;

/// <summary>One cell of CSV (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe, since CSV cannot say that it is text.</summary>
public static class CsvText
{
    public static string Of(string text)
    {
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
