using System.Security.Cryptography;
using System.Text;
using Training.Domain.Inspections;

namespace Training.Domain.Tests.Inspections;

public sealed class DrawRulesTests
{
    private static readonly Drawable[] Records =
    [
        .. Enumerable.Range(1, 60).Select(i => new Drawable(i % 4 == 0 ? InspectedKind.Home : InspectedKind.Session, i % 3 == 0 ? 410922_000000 : 410902_000000, i % 7, new Guid(i, 0, 0, new byte[8]))),
    ];

    [Fact]
    public void The_same_seed_and_list_draw_the_same_and_another_seed_another()
    {
        var list = DrawRules.Frozen(Records);
        Assert.Equal(list, DrawRules.Frozen(Records.Reverse()));
        Assert.Equal(Records.Length, DrawRules.Thawed(list).Count);
        var drawn = DrawRules.Draw("20261123", list, DrawSpread.County, 10, 5);
        Assert.Equal(drawn, DrawRules.Draw("20261123", list, DrawSpread.County, 10, 5));
        Assert.NotEqual(drawn, DrawRules.Draw("20261124", list, DrawSpread.County, 10, 5));
        Assert.Equal((10, 5), (drawn.Count(d => d.Kind == InspectedKind.Session), drawn.Count(d => d.Kind == InspectedKind.Home)));
        Assert.Equal(15, drawn.Distinct().Count());
    }

    /// <summary>As the page tells it: SHA-256 of the seed, a line feed and the line; the smallest are drawn.</summary>
    [Fact]
    public void Anybody_draws_the_same_with_a_program_for_sha256()
    {
        var list = DrawRules.Frozen(Records);
        var smallest = list.Split('\n').Where(line => line.StartsWith("S\t410922000000\t", StringComparison.Ordinal))
            .OrderBy(line => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("7\n" + line))), StringComparer.Ordinal).First();
        Assert.Contains(smallest, DrawRules.Draw("7", list, DrawSpread.County, 2, 0).Select(d => d.Line));
    }

    [Theory]
    [InlineData(10, new[] { 10, 10, 10 }, new[] { 4, 3, 3 })]
    [InlineData(10, new[] { 1, 1, 100 }, new[] { 1, 1, 8 })]
    [InlineData(200, new[] { 3, 4, 5 }, new[] { 3, 4, 5 })]
    [InlineData(3, new[] { 9, 1, 1 }, new[] { 1, 1, 1 })]
    public void Each_stratum_gets_one_and_the_rest_by_size(int asked, int[] sizes, int[] shares) =>
        Assert.Equal(shares, DrawRules.Shares("1", [.. sizes.Select((s, i) => ((long)i, s))], asked).OrderBy(s => s.Key).Select(s => s.Value));

    [Fact]
    public void Fewer_than_strata_are_spread_by_the_seed_over_as_many()
    {
        var shares = DrawRules.Shares("1", [.. Enumerable.Range(0, 20).Select(i => ((long)i, 5))], 6);
        Assert.Equal(6, shares.Values.Sum());
        Assert.All(shares.Values, share => Assert.InRange(share, 0, 1));
        Assert.Contains(Enumerable.Range(2, 8), seed => !shares.SequenceEqual(DrawRules.Shares($"{seed}", [.. Enumerable.Range(0, 20).Select(i => ((long)i, 5))], 6)));
    }

    /// <summary>No record is luckier than another.</summary>
    [Fact]
    public void Over_many_seeds_every_record_is_drawn_about_as_often()
    {
        var list = DrawRules.Frozen(Records.Where(r => r.Kind == InspectedKind.Session).Take(20));
        var times = Enumerable.Range(0, 600).SelectMany(seed => DrawRules.Draw($"{seed}", list, DrawSpread.County, 5, 0)).GroupBy(d => d).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(20, times.Count);
        Assert.All(times.Values, n => Assert.InRange(n, 90, 220));
    }
}
