using Training.Domain.Courses.Watching;

namespace Training.Domain.Tests.Courses.Watching;

public class WatchedStretchesTests
{
    [Fact]
    public void Whatever_is_watched_in_whatever_order_counts_each_moment_once()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var length = random.Next(1, 400);
            var seen = new bool[length];
            var told = Enumerable.Range(0, random.Next(1, 40)).Select(_ =>
            {
                var from = random.Next(0, length);
                return new Stretch(from, random.Next(from, Math.Min(length, from + 60) + 1));
            }).ToList();
            var union = WatchedStretches.None;
            foreach (var stretch in told)
            {
                var before = union.LengthMs;
                union = union.With(stretch);
                Array.Fill(seen, true, (int)stretch.FromMs, (int)stretch.LengthMs);
                Assert.True(union.LengthMs >= before, $"seed {seed}");
                Assert.Equal(seen.Count(s => s), union.LengthMs);
            }

            Assert.Equal(union.ToString(), WatchedStretches.None.With(told.Shuffled(random)).ToString());
            Assert.Equal(union.ToString(), union.With(told).ToString());
            Assert.Equal(union.ToString(), WatchedStretches.Parse(union.ToString()).ToString());
            Assert.Equal(union.LengthMs, union.LengthWithin(length));
            var cut = random.Next(0, length);
            Assert.Equal(seen.Take(cut).Count(s => s), union.LengthWithin(cut));
            Assert.All(union.All.Zip(union.All.Skip(1)), pair => Assert.True(pair.First.ToMs < pair.Second.FromMs, $"seed {seed}: {union}"));
        }
    }

    [Fact]
    public void Stretches_that_touch_become_one_and_one_without_length_changes_nothing()
    {
        var union = WatchedStretches.None.With([new(0, 15_000), new(30_000, 45_000), new(15_000, 30_000)]);

        Assert.Equal("0-45000", union.ToString());
        Assert.Same(union, union.With(new Stretch(50_000, 50_000)));
        Assert.Same(union, union.With(new Stretch(60_000, 50_000)));
        Assert.Equal("", WatchedStretches.None.ToString());
        Assert.Empty(WatchedStretches.Parse("").All);
    }

    [Fact]
    public void Who_jumps_about_without_end_fills_no_more_than_the_column_and_is_given_no_moment_more()
    {
        var union = WatchedStretches.None;
        for (var i = 0; i < WatchedStretches.Most + 50; i++)
        {
            union = union.With(new Stretch((i * 200_000L) + 80_000_000, (i * 200_000L) + 80_001_000 + i));
        }

        Assert.Equal(WatchedStretches.Most, union.All.Count);
        Assert.True(union.ToString().Length <= WatchedStretches.MaxLength);
        Assert.All(union.All, stretch => Assert.True(stretch.LengthMs >= 1_050));
    }
}

file static class Order
{
    public static IEnumerable<Stretch> Shuffled(this IEnumerable<Stretch> all, Random random)
    {
        var mixed = all.ToArray();
        random.Shuffle(mixed);
        return mixed;
    }
}
