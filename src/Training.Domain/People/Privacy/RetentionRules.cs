using System.Globalization;

namespace Training.Domain.People.Privacy;

/// <summary>One rule of retention as data.</summary>
/// <param name="Months">Null: kept as long as the installation stands, for the ground that is named.</param>
public sealed record RetentionRule(string Code, string What, int? Months, string From, string Ground, string Then)
{
    /// <summary>Records older than this day are due.</summary>
    public DateOnly? Before(DateOnly today) => Months is { } months ? today.AddMonths(-months) : null;
}

/// <summary>The table of retention, read once from <c>People/Definitions/retention.tsv</c>.</summary>
public static class RetentionRules
{
    public static IReadOnlyList<RetentionRule> All { get; } = Read(Shipped());

    public static IReadOnlyList<RetentionRule> Read(IEnumerable<string> lines)
    {
        var rules = new List<RetentionRule>();
        foreach (var (line, number) in lines.Select((line, index) => (line, index + 1)).Where(l => l.line.Length > 0 && l.line[0] != '#'))
        {
            var cells = line.Split('\t');
            if (cells.Length != 6 || cells.Any(string.IsNullOrWhiteSpace) || rules.Exists(r => r.Code == cells[0]))
            {
                throw new FormatException($"retention.tsv line {number}: six cells and a code of its own are wanted.");
            }

            int? months = cells[2] == "-" ? null : int.Parse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture);
            rules.Add(new RetentionRule(cells[0], cells[1], months, cells[3], cells[4], cells[5]));
        }

        return rules;
    }

    private static IEnumerable<string> Shipped()
    {
        using var stream = typeof(RetentionRules).Assembly.GetManifestResourceStream("Training.Domain.People.Definitions.retention.tsv")
            ?? throw new InvalidOperationException("retention.tsv is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r'))];
    }
}
