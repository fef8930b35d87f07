using Training.Domain.Courses.Watching;

namespace Training.Domain.Tests.Courses.Watching;

public class WatchRulesTests
{
    private const long Hour = 3_600_000;

    private static readonly WatchTerms Terms = WatchTerms.Shipped;

    private static readonly DateTime Noon = new(2026, 11, 18, 4, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_clock_pays_for_what_is_watched_and_no_more()
    {
        var counted = WatchRules.Count([new(0, 60_000)], 1, Hour, 15_000, Terms);

        Assert.Equal([new Stretch(0, 15_000)], counted.Stretches);
        Assert.Equal(15_000, counted.CostMs);
    }

    [Theory]
    [InlineData(0.75, 11_250)]
    [InlineData(1, 15_000)]
    [InlineData(1.25, 18_750)]
    [InlineData(1.5, 22_500)]
    public void A_second_at_speed_r_pays_for_r_seconds_of_the_lesson(double rate, long reached)
    {
        var counted = WatchRules.Count([new(0, Hour)], rate, Hour, 15_000, Terms);

        Assert.Equal(reached, counted.Stretches.Single().ToMs);
        Assert.Equal(15_000, counted.CostMs);
    }

    [Theory]
    [InlineData(1.6)]
    [InlineData(16)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_played_faster_than_anybody_learns_counts_nothing(double rate) =>
        Assert.Empty(WatchRules.Count([new(0, 15_000)], rate, Hour, 15_000, Terms).Stretches);

    [Fact]
    public void A_jump_is_not_watched_and_what_lies_outside_or_runs_backwards_counts_nothing()
    {
        var counted = WatchRules.Count(
            [new(-5_000, 2_000), new(50_000, 40_000), new(58_000, 90_000), new(long.MinValue, long.MaxValue)], 1, 60_000, 10_000, Terms);

        Assert.Equal([new Stretch(0, 2_000), new Stretch(58_000, 60_000), new Stretch(0, 6_000)], counted.Stretches);
    }

    [Fact]
    public void No_more_pieces_are_heard_than_a_watching_person_makes() =>
        Assert.Equal(WatchRules.MostStretches, WatchRules.Count(Enumerable.Range(0, 100).Select(i => new Stretch(i * 100, (i * 100) + 10)), 1, Hour, Hour, Terms).Stretches.Count);

    [Fact]
    public void Whatever_a_player_claims_it_is_given_one_and_a_half_times_the_clock_at_most()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (now, given, union) = (Noon, 0L, WatchedStretches.None);
            var allowance = WatchAllowance.From(now);
            for (var beat = 0; beat < 60; beat++)
            {
                now = now.AddMilliseconds(random.Next(-2_000, 40_000));
                allowance = allowance.At(now, Terms.SilenceMs);
                var claims = Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.NextInt64(-Hour, Hour)).Select(from => new Stretch(from, from + random.NextInt64(-10_000, Hour)));
                var counted = WatchRules.Count(claims, random.NextDouble() * 2, Hour, allowance.LeftMs, Terms);
                allowance = allowance.Less(counted.CostMs);
                given += counted.Stretches.Sum(s => s.LengthMs);
                union = union.With(counted.Stretches);
                Assert.All(counted.Stretches, s => Assert.True(s.FromMs >= 0 && s.ToMs <= Hour));
            }

            var passed = (allowance.AtUtc - Noon).TotalMilliseconds;
            Assert.True(given <= passed * Terms.Fastest, $"seed {seed}: {given} of {passed}");
            Assert.True(union.LengthMs <= given);
        }
    }

    [Fact]
    public void A_silent_player_is_believed_for_two_minutes_and_late_news_is_not_lost()
    {
        var late = WatchAllowance.From(Noon).At(Noon.AddSeconds(45), Terms.SilenceMs).Less(15_000);
        Assert.Equal(30_000, late.LeftMs);
        Assert.Equal(120_000, WatchAllowance.From(Noon).At(Noon.AddHours(3), Terms.SilenceMs).LeftMs);
        Assert.Equal(late, late.At(Noon, Terms.SilenceMs));
    }

    [Fact]
    public void A_sitting_ends_after_half_an_hour_of_silence_and_after_twelve_hours()
    {
        Assert.False(WatchRules.IsOver(Noon, Noon.AddMinutes(10), Noon.AddMinutes(40), Terms));
        Assert.True(WatchRules.IsOver(Noon, Noon.AddMinutes(10), Noon.AddMinutes(41), Terms));
        Assert.True(WatchRules.IsOver(Noon, Noon.AddHours(12), Noon.AddHours(12).AddSeconds(1), Terms));
    }

    /// <summary>The notices name no share; eight tenths of the decoded length is the stated default of watching.json.</summary>
    [Theory]
    [InlineData(48_000, 60_000, true)]
    [InlineData(47_999, 60_000, false)]
    [InlineData(0, 0, false)]
    public void A_lesson_is_seen_when_eight_tenths_of_its_decoded_length_were_watched(long watched, long length, bool complete) =>
        Assert.Equal(complete, Terms.IsComplete(watched, length));

    [Theory]
    [InlineData(3_600_000, 1.00)]
    [InlineData(468_000, 0.13)]
    [InlineData(70_000, 0.01)]
    [InlineData(35_999, 0)]
    public void A_class_hour_is_sixty_minutes_of_decoded_length(long length, double hours) => Assert.Equal((decimal)hours, WatchRules.ClassHours(length));

    [Fact]
    public void The_middle_play_and_the_place_where_most_stop_are_read_from_the_spread()
    {
        Assert.Null(WatchFigures.Median([]));
        Assert.Equal(30, WatchFigures.Median([(100, 1), (10, 1), (30, 1)]));
        Assert.Equal(10, WatchFigures.Median([(10, 1), (90, 1)]));
        Assert.Equal(100, WatchFigures.Median([(104, 3)]));

        var parts = WatchFigures.Split(100_000, new Dictionary<long, int> { [0] = 2, [4] = 5, [20] = 3 });
        Assert.Equal((10, 8, 3), (parts[0].Still, parts[1].Still, parts[^1].Stopped));
        Assert.Equal((20_000, 25_000, 8, 5), (parts[4].FromMs, parts[4].ToMs, parts[4].Still, parts[4].Stopped));
        Assert.Equal(20_000, new LessonWatched(Guid.Empty, "", 100_000, 10, 0, 0, 50, 0, parts).WhereMostStop!.FromMs);
        Assert.Null(new LessonWatched(Guid.Empty, "", 100_000, 4, 0, 0, 50, 0, parts).WhereMostStop);
    }
}
