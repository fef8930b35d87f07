using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record NotFromThisState(StationStatus State, StationAction Asked) : Refusal(
    $"这个站点现在是“{StationWords.Of(State)}”，不能{StationWords.Of(Asked)}。"
    + (StationRules.Possible(State) is { Count: > 0 } possible
        ? $"现在能做的是：{string.Join("、", possible.Select(StationWords.Of))}。"
        : "撤下以后不能再变，要用就重新申报。"));

public sealed record StepNeedsReason(StationAction Action) : Refusal($"写一句为什么{StationWords.Of(Action)}，以后查得到。", nameof(StationStep.Reason));

public sealed record StepReasonTooLong(int Length) : Refusal($"原因有 {Length} 个字，最多 {StationStep.ReasonMaxLength} 个字。", nameof(StationStep.Reason));

public sealed record DayBeforeLastStep(DateOnly Earliest) : Refusal(
    $"日期太早：按前一步，最早是{Earliest.Year}年{Earliest.Month}月{Earliest.Day}日。", nameof(StationStep.EffectiveOn));

public sealed record DayNotYet() : Refusal("日期还没到。到那天再办。", nameof(StationStep.EffectiveOn));

/// <summary>
/// The life of a station as a table (campaign: proposed → county review → on record with the city → in use → suspended or taken off):
/// which action leads from which state to which, who waits, and when a step needs a reason. Pure and total: every pair that is not in the
/// table is refused by name.
/// </summary>
public static class StationRules
{
    private static readonly (StationStatus From, StationAction Action, StationStatus To)[] Ways =
    [
        (StationStatus.Proposed, StationAction.Approve, StationStatus.Reviewed),
        (StationStatus.Proposed, StationAction.Reject, StationStatus.Rejected),
        (StationStatus.Proposed, StationAction.Mend, StationStatus.Proposed),
        (StationStatus.Proposed, StationAction.Withdraw, StationStatus.TakenOff),
        (StationStatus.Rejected, StationAction.Mend, StationStatus.Proposed),
        (StationStatus.Rejected, StationAction.Withdraw, StationStatus.TakenOff),
        (StationStatus.Reviewed, StationAction.Record, StationStatus.OnRecord),
        (StationStatus.Reviewed, StationAction.Return, StationStatus.Returned),
        (StationStatus.Returned, StationAction.Mend, StationStatus.Proposed),
        (StationStatus.Returned, StationAction.Withdraw, StationStatus.TakenOff),
        (StationStatus.OnRecord, StationAction.Open, StationStatus.InUse),
        (StationStatus.OnRecord, StationAction.TakeOff, StationStatus.TakenOff),
        (StationStatus.InUse, StationAction.Suspend, StationStatus.Suspended),
        (StationStatus.InUse, StationAction.TakeOff, StationStatus.TakenOff),
        (StationStatus.Suspended, StationAction.Resume, StationStatus.InUse),
        (StationStatus.Suspended, StationAction.TakeOff, StationStatus.TakenOff),
    ];

    public static Result<StationStatus> Next(StationStatus from, StationAction action)
    {
        foreach (var way in Ways)
        {
            if (way.From == from && way.Action == action)
            {
                return way.To;
            }
        }

        return new NotFromThisState(from, action);
    }

    public static IReadOnlyList<StationAction> Possible(StationStatus from) => [.. Ways.Where(way => way.From == from).Select(way => way.Action)];

    public static bool Allows(StationStatus from, StationAction action) => Next(from, action).Ok;

    public static bool NeedsReason(StationAction action) =>
        action is StationAction.Reject or StationAction.Return or StationAction.Suspend or StationAction.TakeOff or StationAction.Withdraw;

    /// <summary>The first day that a step may hold from. A lifted suspension has lasted at least a day.</summary>
    public static DateOnly Earliest(StationAction action, DateOnly lastStep) => action == StationAction.Resume ? lastStep.AddDays(1) : lastStep;

    public static Refusal? Check(StationAction action, DateOnly on, string? reason, DateOnly lastStep, DateOnly today) =>
        NeedsReason(action) && string.IsNullOrWhiteSpace(reason) ? new StepNeedsReason(action)
        : reason?.Length > StationStep.ReasonMaxLength ? new StepReasonTooLong(reason.Length)
        : on < Earliest(action, lastStep) ? new DayBeforeLastStep(Earliest(action, lastStep))
        : on > today ? new DayNotYet()
        : null;

    /// <summary>The state to which a history leads; null when it does not begin with a proposal or takes a way that is not there.</summary>
    public static StationStatus? Replay(IEnumerable<StationAction> history)
    {
        StationStatus? state = null;
        foreach (var action in history)
        {
            if (state is not { } from)
            {
                if (action != StationAction.Propose)
                {
                    return null;
                }

                state = StationStatus.Proposed;
                continue;
            }

            var next = Next(from, action);
            if (!next.Ok)
            {
                return null;
            }

            state = next.Value;
        }

        return state;
    }

    /// <summary>Whose turn it is; null where nothing waits.</summary>
    public static StationParty? WaitsOn(StationStatus status) => status switch
    {
        StationStatus.Proposed or StationStatus.OnRecord => StationParty.County,
        StationStatus.Reviewed => StationParty.City,
        StationStatus.Rejected or StationStatus.Returned => StationParty.Proposer,
        _ => null,
    };
}

public enum StationParty
{
    Proposer,
    County,
    City,
}
