using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Training.Domain.Sheets;

public enum LineVerdict
{
    /// <summary>Not taken; what is wrong stands with it.</summary>
    Wrong,

    New,
    Changed,

    /// <summary>The register says the same already.</summary>
    Same,
}

/// <summary>What is wrong in a row: the column it belongs to (null: the row as a whole) and a sentence.</summary>
public sealed record LineProblem(string? Column, string Message);

public sealed record LineChange(string Column, string Before, string After);

/// <summary>What would become of one row of the sheet.</summary>
public sealed record PlannedLine
{
    /// <summary>Row as the office program counts.</summary>
    public required int Number { get; init; }

    public required LineVerdict Verdict { get; init; }

    /// <summary>Column key to the cell as written.</summary>
    public required IReadOnlyDictionary<string, string> Cells { get; init; }

    public IReadOnlyList<LineProblem> Problems { get; init; } = [];

    /// <summary>What was changed in reading, and what a person should look at before saying yes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<LineChange> Changes { get; init; } = [];
}

/// <summary>Everything that an import would do, found without doing it.</summary>
public sealed record ImportPlan
{
    public required string Sheet { get; init; }

    public required IReadOnlyList<string> Above { get; init; }

    public string? ReportedBy { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<SkippedRow> Skipped { get; init; }

    /// <summary>Keys of the columns that were found, in the sheet's order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<PlannedLine> Lines { get; init; }

    [JsonIgnore]
    public IEnumerable<PlannedLine> Wrong => Lines.Where(line => line.Verdict is LineVerdict.Wrong);

    [JsonIgnore]
    public bool WritesSomething => Lines.Any(line => line.Verdict is LineVerdict.New or LineVerdict.Changed);

    public int Count(LineVerdict verdict) => Lines.Count(line => line.Verdict == verdict);

    /// <summary>Equal for equal plans: what was looked at is what is then done.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Lines)));
}

/// <summary>A row whose every cell could be read.</summary>
public sealed class ImportRecord(int number, IReadOnlyDictionary<string, string> values)
{
    public int Number { get; } = number;

    /// <summary>The value in its canonical form; null when the cell is empty or the column is not in the sheet.</summary>
    public string? this[string column] => values.TryGetValue(column, out var value) && value.Length > 0 ? value : null;

    public int? Whole(string column) => this[column] is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public decimal? Fraction(string column) => this[column] is { } text ? decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public DateOnly? Day(string column) => this[column] is { } text ? DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public bool? Yes(string column) => this[column] is { } text ? text == "是" : null;
}
