using System.Globalization;
using System.Text.RegularExpressions;

namespace Training.Jobs.Tests.Media;

/// <summary>
/// One real file and what must become of it: the project's own samples always, and the collection beside the checkout where there is
/// one. The collection's list decides by the first word of its last column.
/// </summary>
public sealed record Recording(string Path, bool Plays, double? Seconds)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public override string ToString() => Name;
}

public static partial class Recordings
{
    public static readonly string Root = Checkout();

    private static readonly string Collection = Path.GetFullPath(Path.Combine(Root, "..", "shared", "media"));

    public static IReadOnlyList<Recording> All { get; } = [.. Own(), .. Collected()];

    public static TheoryData<string> Names => new(All.Select(recording => recording.Name));

    public static Recording Of(string name) => All.Single(recording => recording.Name == name);

    /// <summary>Null where the collection is not there; then the test that wants it has nothing to show.</summary>
    public static string? Collected(string name)
    {
        var path = Path.Combine(Collection, name);
        return File.Exists(path) ? path : null;
    }

    public static IEnumerable<Recording> Own() => Directory.EnumerateFiles(Path.Combine(Root, "media-samples"), "*.mp4").Order().Select(path => new Recording(path, true, null));

    private static IEnumerable<Recording> Collected()
    {
        var list = Path.Combine(Collection, "MANIFEST.tsv");
        if (!File.Exists(list))
        {
            yield break;
        }

        foreach (var fields in File.ReadLines(list).Skip(1).Select(line => line.Split('\t')))
        {
            var expected = fields[^1];
            var plays = expected.StartsWith("PLAY", StringComparison.Ordinal);
            if (plays || expected.StartsWith("REJECT", StringComparison.Ordinal))
            {
                var seconds = PlayedSeconds().Match(expected) is { Success: true } match ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : (double?)null;
                yield return new Recording(Path.Combine(Collection, fields[0]), plays, seconds);
            }
        }
    }

    private static string Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Training.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests stand in no checkout.");
    }

    [GeneratedRegex(@"^PLAY ~?([\d.]+)")]
    private static partial Regex PlayedSeconds();
}
