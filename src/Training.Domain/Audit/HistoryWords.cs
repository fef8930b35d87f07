using System.Collections.Frozen;
using System.Text.Json;

namespace Training.Domain.Audit;

/// <summary>
/// Chinese words for what stands in the history: what was done and to what kind of record (<c>Audit/Definitions/processes.tsv</c>), the
/// names of the values before and after, and the states among them (<c>fields.tsv</c>).
/// </summary>
public static class HistoryWords
{
    private static readonly FrozenDictionary<(string Kind, string Name), string> Words =
        Rows("processes.tsv").ToFrozenDictionary(cells => (cells[0], cells[1]), cells => cells[2]);

    private static readonly FrozenDictionary<string, (string Words, string? Points)> Fields =
        Rows("fields.tsv").Where(cells => cells[0] == "field")
            .ToFrozenDictionary(cells => cells[1].ToLowerInvariant(), cells => (cells[2], cells.Length > 3 ? cells[3] : null));

    private static readonly FrozenDictionary<(string Field, string Value), string> States =
        Rows("fields.tsv").Where(cells => cells[0] == "state").ToFrozenDictionary(cells => (cells[1].ToLowerInvariant(), cells[2]), cells => cells[3]);

    /// <summary>Names of the members of every enum of the domain: a text that is one of them is a state, not something that somebody wrote.</summary>
    private static readonly FrozenSet<string> StateNames =
        typeof(HistoryWords).Assembly.GetTypes().Where(t => t.IsEnum).SelectMany(Enum.GetNames).ToFrozenSet(StringComparer.Ordinal);

    public static string OfProcess(string process) => Words.GetValueOrDefault(("process", process), process);

    /// <summary>The kind of record: the part of a stream before its key.</summary>
    public static string OfStream(string stream) => Words.GetValueOrDefault(("stream", KindOf(stream)), KindOf(stream));

    public static string KindOf(string stream) => stream.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? stream[..slash] : stream;

    /// <summary>The record's own key, short enough for a line.</summary>
    public static string KeyOf(string stream)
    {
        var key = stream[Math.Min(stream.Length, KindOf(stream).Length + 1)..];
        return Guid.TryParse(key, out var guid) ? guid.ToString("N")[^8..] : key;
    }

    /// <summary>Kinds of records that have words, for the choice on the page.</summary>
    public static IReadOnlyList<(string Kind, string Words)> Streams { get; } =
        [.. Words.Where(w => w.Key.Kind == "stream").Select(w => (w.Key.Name, w.Value)).OrderBy(w => w.Name, StringComparer.Ordinal)];

    /// <summary>A name of a value in before or after.</summary>
    public static string OfField(string name) => Fields.TryGetValue(name.ToLowerInvariant(), out var field) ? field.Words : name;

    /// <summary>What a value of this name points to (account, person, station, trainer, region), or null when it is read as it is.</summary>
    public static string? PointsTo(string name) => Fields.TryGetValue(name.ToLowerInvariant(), out var field) ? field.Points : null;

    /// <summary>A state in words; what is no state comes back as it is.</summary>
    public static string OfState(string field, string value) =>
        States.TryGetValue((field.ToLowerInvariant(), value), out var own) ? own : States.GetValueOrDefault(("*", value), value);

    /// <summary>Names and states in a written before or after that have no words here.</summary>
    public static IEnumerable<string> Unread(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return [.. Unread("", document.RootElement)];
    }

    /// <summary>Short enough for one line of a list.</summary>
    public static string Brief(string value) => value.Length <= 24 ? value : value[..23] + "…";

    private static IEnumerable<string> Unread(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => (Fields.ContainsKey(p.Name.ToLowerInvariant()) ? [] : (string[])[p.Name]).Concat(Unread(p.Name, p.Value))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Unread(name, item)),
        JsonValueKind.String when StateNames.Contains(value.GetString()!) && OfState(name, value.GetString()!) == value.GetString() => [$"{name} = {value.GetString()}"],
        _ => [],
    };

    private static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(HistoryWords).Assembly.GetManifestResourceStream($"Training.Domain.Audit.Definitions.{file}")
            ?? throw new InvalidOperationException($"{file} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))];
    }
}
