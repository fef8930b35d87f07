using System.Collections.Frozen;

namespace Training.Domain.Audit;

/// <summary>Chinese words for what stands in the history, from <c>Audit/Definitions/processes.tsv</c>.</summary>
public static class HistoryWords
{
    private static readonly FrozenDictionary<(string Kind, string Name), string> Words = Read();

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
    public static string OfValue(string name) => Words.GetValueOrDefault(("value", name.ToLowerInvariant()), name);

    /// <summary>Short enough for one line of a list.</summary>
    public static string Brief(string value) => value.Length <= 24 ? value : value[..23] + "…";

    private static FrozenDictionary<(string, string), string> Read()
    {
        using var stream = typeof(HistoryWords).Assembly.GetManifestResourceStream("Training.Domain.Audit.Definitions.processes.tsv")
            ?? throw new InvalidOperationException("processes.tsv is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r').Split('\t')).Where(cells => cells.Length == 3)
            .ToFrozenDictionary(cells => (cells[0], cells[1]), cells => cells[2]);
    }
}
