using System.Globalization;

namespace Training.Domain.People.Privacy;

/// <summary>One rule of retention as data. With months a record is listed and an officer confirms; with days it is cleared every night by itself.</summary>
/// <param name="Months">Null with <paramref name="Days"/> too: kept as long as the installation stands, for the ground that is named.</param>
public sealed record RetentionRule(string Code, string What, int? Months, int? Days, string From, string Ground, string Then)
{
    /// <summary>Records older than this day are due.</summary>
    public DateOnly? Before(DateOnly today) => Months is { } months ? today.AddMonths(-months) : Days is { } days ? today.AddDays(-days) : null;

    /// <summary>36 个月, 30 天, 一直</summary>
    public string Words => Months is { } months ? $"{months} 个月" : Days is { } days ? $"{days} 天" : "一直";
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

            var isDays = cells[2].EndsWith('d');
            int? length = cells[2] == "-" ? null : int.Parse(cells[2].TrimEnd('d'), NumberStyles.None, CultureInfo.InvariantCulture);
            rules.Add(new RetentionRule(cells[0], cells[1], isDays ? null : length, isDays ? length : null, cells[3], cells[4], cells[5]));
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
