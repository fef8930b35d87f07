using Training.Domain.Stations;

namespace Training.Domain.Tests.Stations;

public sealed class StationRulesTests
{
    private static readonly StationAction[] Actions = Enum.GetValues<StationAction>();

    public static TheoryData<StationStatus, StationAction> Pairs()
    {
        var pairs = new TheoryData<StationStatus, StationAction>();
        foreach (var status in Enum.GetValues<StationStatus>())
        {
            foreach (var action in Actions)
            {
                pairs.Add(status, action);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_pair_leads_somewhere_or_is_refused_with_the_state_and_what_is_possible(StationStatus from, StationAction action)
    {
        var next = StationRules.Next(from, action);
        if (StationRules.Possible(from).Contains(action))
        {
            Assert.True(next.Ok);
            return;
        }

        Assert.Equal(new NotFromThisState(from, action), next.Refusal);
        Assert.Contains($"“{StationWords.Of(from)}”", next.Refusal!.Message, StringComparison.Ordinal);
        Assert.All(StationRules.Possible(from), possible => Assert.Contains(StationWords.Of(possible), next.Refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_life_is_the_campaigns()
    {
        Assert.Equal(
            StationStatus.TakenOff,
            StationRules.Replay(
            [
                StationAction.Propose, StationAction.Reject, StationAction.Mend, StationAction.Approve, StationAction.Return, StationAction.Mend, StationAction.Approve,
                StationAction.Record, StationAction.Open, StationAction.Suspend, StationAction.Resume, StationAction.Suspend, StationAction.TakeOff,
            ]));
        Assert.Null(StationRules.Replay([StationAction.Open]));
        Assert.Null(StationRules.Replay([StationAction.Propose, StationAction.Open]));
        Assert.Null(StationRules.Replay([StationAction.Propose, StationAction.Propose]));
        Assert.Null(StationRules.Replay([]));
        Assert.Empty(StationRules.Possible(StationStatus.TakenOff));
    }

    [Fact]
    public void Nothing_is_in_use_that_was_not_reviewed_by_the_county_and_put_on_record_by_the_city()
    {
        var random = new Random(20261122);
        for (var walk = 0; walk < 2000; walk++)
        {
            var state = StationStatus.Proposed;
            var history = new List<StationAction> { StationAction.Propose };
            for (var step = 0; step < 25; step++)
            {
                var action = Actions[random.Next(Actions.Length)];
                var next = StationRules.Next(state, action);
                Assert.Equal(StationRules.Possible(state).Contains(action), next.Ok);
                if (!next.Ok)
                {
                    continue;
                }

                state = next.Value;
                history.Add(action);
                Assert.Equal(state, StationRules.Replay(history));
                if (state is StationStatus.InUse or StationStatus.Suspended)
                {
                    var recorded = history.LastIndexOf(StationAction.Record);
                    var approved = history.LastIndexOf(StationAction.Approve);
                    Assert.True(approved >= 0 && recorded > approved && history.IndexOf(StationAction.Open) > recorded);
                }
            }
        }
    }

    [Fact]
    public void Days_go_forward_and_never_past_today()
    {
        var today = new DateOnly(2026, 11, 18);
        var last = new DateOnly(2026, 11, 10);

        Assert.Null(StationRules.Check(StationAction.Open, last, null, last, today));
        Assert.Null(StationRules.Check(StationAction.Open, today, null, last, today));
        Assert.Equal(new DayBeforeLastStep(last), StationRules.Check(StationAction.Open, last.AddDays(-1), null, last, today));
        Assert.IsType<DayNotYet>(StationRules.Check(StationAction.Open, today.AddDays(1), null, last, today));
        Assert.Equal(new DayBeforeLastStep(last.AddDays(1)), StationRules.Check(StationAction.Resume, last, null, last, today));
        Assert.IsType<StepNeedsReason>(StationRules.Check(StationAction.Suspend, today, "  ", last, today));
        Assert.IsType<StepReasonTooLong>(StationRules.Check(StationAction.Open, today, new string('长', 501), last, today));
    }

    [Fact]
    public void Words_say_the_week_as_people_do()
    {
        string Say(params DayOfWeek[] days) => StationWords.Of(new ServiceHours { Days = days, Opens = new(8, 30), Closes = new(17, 0) });
        Assert.Equal("周一到周五 8:30 到 17:00", Say(DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday));
        Assert.Equal("每天 8:30 到 17:00", Say(Enum.GetValues<DayOfWeek>()));
        Assert.Equal("周一、周二、周四、周六、周日 8:30 到 17:00", Say(DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Thursday, DayOfWeek.Saturday));
    }
}
