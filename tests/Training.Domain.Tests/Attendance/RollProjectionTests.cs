using Training.Domain.Attendance;

namespace Training.Domain.Tests.Attendance;

public sealed class RollProjectionTests
{
    private static readonly Guid A = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid B = new("00000000-0000-0000-0000-00000000000b");
    private static readonly Guid C = new("00000000-0000-0000-0000-00000000000c");
    private static readonly Guid D = new("00000000-0000-0000-0000-00000000000d");

    [Fact]
    public void Nobody_marked_is_not_there() => Assert.Equal(AttendeeState.Unmarked, RollProjection.Of([]));

    [Fact]
    public void One_mark_decides()
    {
        Assert.True(RollProjection.Of([Here(A)]).Present);
        Assert.False(RollProjection.Of([Gone(A)]).Present);
    }

    [Fact]
    public void A_mark_that_replaces_another_decides_alone()
    {
        var state = RollProjection.Of([Here(A), Gone(B, A)]);
        Assert.False(state.Present);
        Assert.False(state.InConflict);
        Assert.Equal([B], state.Heads);
    }

    [Fact]
    public void Two_phones_that_agree_are_one_presence()
    {
        var state = RollProjection.Of([Here(A), Here(B)]);
        Assert.True(state.Present);
        Assert.False(state.InConflict);
        Assert.Equal([A, B], state.Heads);
    }

    [Fact]
    public void Two_phones_that_disagree_are_a_conflict_and_nobody_is_counted()
    {
        var state = RollProjection.Of([Here(A), Gone(B, A), Here(C, A)]);
        Assert.True(state.InConflict);
        Assert.False(state.Present);
        Assert.Equal([B, C], state.Heads);
    }

    [Fact]
    public void A_decision_that_replaces_both_heads_ends_the_conflict()
    {
        var state = RollProjection.Of([Here(A), Gone(B), Here(C, A, B)]);
        Assert.False(state.InConflict);
        Assert.True(state.Present);
    }

    [Fact]
    public void The_same_mark_twice_is_one_mark() => Assert.Equal([A], RollProjection.Of([Here(A), Here(A)]).Heads);

    [Fact]
    public void Marks_that_replace_each_other_in_a_ring_decide_nothing()
    {
        var state = RollProjection.Of([Here(A, B), Gone(B, A)]);
        Assert.True(state.InConflict);
        Assert.False(state.Present);
    }

    [Fact]
    public void A_mark_may_replace_one_that_has_not_arrived()
    {
        Assert.False(RollProjection.Of([Gone(B, A)]).Present);
        Assert.False(RollProjection.Of([Gone(B, A), Here(A)]).Present);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Any_order_of_arrival_gives_the_same_state(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            var marks = new List<MarkFact>();
            Guid[] keys = [A, B, C, D];
            foreach (var key in keys)
            {
                var older = marks.Where(_ => random.Next(2) == 0).Select(m => m.Key).ToArray();
                marks.Add(new MarkFact(key, random.Next(2) == 0 ? MarkKind.Present : MarkKind.Absent, older));
            }

            var expected = RollProjection.Of(marks);
            foreach (var order in Permutations(marks))
            {
                var state = RollProjection.Of(order);
                Assert.Equal((expected.Present, expected.InConflict), (state.Present, state.InConflict));
                Assert.Equal(expected.Heads, state.Heads);
            }
        }
    }

    private static MarkFact Here(Guid key, params Guid[] replaces) => new(key, MarkKind.Present, replaces);

    private static MarkFact Gone(Guid key, params Guid[] replaces) => new(key, MarkKind.Absent, replaces);

    private static IEnumerable<List<MarkFact>> Permutations(List<MarkFact> marks)
    {
        if (marks.Count <= 1)
        {
            yield return marks;
            yield break;
        }

        for (var i = 0; i < marks.Count; i++)
        {
            var rest = marks.ToList();
            rest.RemoveAt(i);
            foreach (var tail in Permutations(rest))
            {
                yield return [marks[i], .. tail];
            }
        }
    }
}
