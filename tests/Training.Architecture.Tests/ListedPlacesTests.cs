using Training.Architecture.Tests.Reading;

namespace Training.Architecture.Tests;

/// <summary>
/// What may be done in listed places alone, each with its reason: looking past the query filter, and saving without a line in the written
/// history. A new place fails until somebody has written down why.
/// </summary>
public class ListedPlacesTests
{
    private static readonly string[] Writers = ["SaveChangesAsync(", "ExecuteUpdateAsync(", "ExecuteDeleteAsync(", "InsertManyAsync(", "InsertManyUnkeyedAsync("];

    private static readonly string[] History = ["AuditTrail.AppendAsync(", "AuditTrail.Next("];

    [Fact]
    public void The_scope_is_looked_past_in_listed_places_only() =>
        Same("past-the-scope.tsv", Code().Where(f => f.Text.Contains("IgnoreQueryFilters(", StringComparison.Ordinal)));

    [Fact]
    public void Whatever_is_saved_is_written_down_or_has_a_reason() =>
        Same("without-history.tsv", Code().Where(f => Has(f, Writers) && !Has(f, History)));

    [Fact]
    public void An_unlisted_place_is_found()
    {
        Assert.True(Has(new TextFile("src/x.cs", "await db.SaveChangesAsync(ct);"), Writers));
        Assert.False(Has(new TextFile("src/x.cs", "/// SaveChangesAsync"), Writers));
    }

    private static void Same(string list, IEnumerable<TextFile> found)
    {
        var lines = File.ReadLines(Path.Combine(Checkout.Root, "tests", "Training.Architecture.Tests", list))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).ToList();
        var places = found.Select(f => f.Path).ToList();

        Assert.All(lines, cells => Assert.True(cells.Length == 2 && cells[1].Length > 10, $"{list}: a path and a reason are wanted in: {string.Join(' ', cells)}"));
        Assert.Equal([], places.Except(lines.Select(c => c[0])).Order());
        Assert.Equal([], lines.Select(c => c[0]).Except(places).Order());
    }

    private static bool Has(TextFile file, string[] words) => words.Any(w => file.Text.Contains(w, StringComparison.Ordinal));

    private static IEnumerable<TextFile> Code() => Checkout.Source.Where(f =>
        f.Path.EndsWith(".cs", StringComparison.Ordinal) && !f.Path.Contains("/Migrations/", StringComparison.Ordinal) && !f.Path.StartsWith("src/Training.Domain/Persistence/", StringComparison.Ordinal));
}
