using Training.Domain.Trainers;

namespace Training.Domain.Tests.Trainers;

/// <summary>The machine as a whole: whatever is tried, in whatever order, the written history alone says where somebody stands.</summary>
public class PoolLifeRulesTests
{
    private static readonly PoolAct[] Acts = Enum.GetValues<PoolAct>();

    [Fact]
    public void Random_walks_replay_to_their_state_and_refusals_say_a_sentence()
    {
        var random = new Random(63);
        var reached = new HashSet<TrainerStatus>();
        for (var walk = 0; walk < 2000; walk++)
        {
            TrainerStatus? status = null;
            var history = new List<PoolAct>();
            for (var step = 0; step < 40; step++)
            {
                var act = Acts[random.Next(Acts.Length)];
                var after = PoolLifeRules.After("赵申报", status, act, "原因");
                Assert.Equal(PoolLifeRules.Allows(status, act), after.Ok);
                if (after.Ok)
                {
                    history.Add(act);
                    status = after.Value;
                    reached.Add(after.Value);
                }
                else
                {
                    Assert.IsType<WrongPoolState>(after.Refusal);
                    Assert.Contains("赵申报", after.Refusal.Message, StringComparison.Ordinal);
                    Assert.EndsWith("。", after.Refusal.Message, StringComparison.Ordinal);
                    Assert.Null(PoolLifeRules.Replay([.. history, act]));
                }

                Assert.Equal(status, PoolLifeRules.Replay(history));
            }
        }

        Assert.Equal(Enum.GetValues<TrainerStatus>(), reached.Order());
    }

    [Fact]
    public void Nobody_comes_into_the_pool_without_county_city_and_public_notice()
    {
        var random = new Random(9);
        for (var walk = 0; walk < 3000; walk++)
        {
            TrainerStatus? status = null;
            var since = new List<PoolAct>();
            for (var step = 0; step < 30; step++)
            {
                var act = Acts[random.Next(Acts.Length)];
                var after = PoolLifeRules.After("某", status, act, "原因");
                if (!after.Ok)
                {
                    continue;
                }

                since.Add(act);
                if (act == PoolAct.Admit)
                {
                    Assert.Equal([PoolAct.Select, PoolAct.PutOnRecord, PoolAct.Publish, PoolAct.Admit], since.TakeLast(4));
                    since.Clear();
                }
                else if (act == PoolAct.TakeBack)
                {
                    // The notice and its withdrawal decided nothing.
                    since.RemoveRange(since.Count - 2, 2);
                }

                status = after.Value;
            }
        }
    }

    [Theory]
    [InlineData(PoolAct.Decline, TrainerStatus.Applied)]
    [InlineData(PoolAct.SendBack, TrainerStatus.Selected)]
    [InlineData(PoolAct.Leave, TrainerStatus.InPool)]
    public void What_goes_against_somebody_needs_a_reason(PoolAct act, TrainerStatus from)
    {
        Assert.IsType<PoolActNeedsReason>(PoolLifeRules.After("某", from, act, "  ").Refusal);
        Assert.IsType<PoolReasonTooLong>(PoolLifeRules.After("某", from, act, new string('长', PoolLifeRules.ReasonMaxLength + 1)).Refusal);
        Assert.True(PoolLifeRules.After("某", from, act, "材料不全").Ok);
    }

    [Fact]
    public void Every_state_and_step_has_words()
    {
        Assert.All(Enum.GetValues<TrainerStatus>(), s => Assert.NotEmpty(PoolWords.Of(s)));
        Assert.All(Acts, a => Assert.NotEmpty(PoolWords.Of(a)));
        Assert.All(Acts, a => Assert.NotEmpty(PoolWords.Happened(a)));
        Assert.All(Enum.GetValues<TrainerStatus>(), s => Assert.NotEmpty(PoolWords.Next(s)));
    }
}
