using Training.Domain.Shared;

namespace Training.Domain.Trainers;

/// <summary>Where somebody stands on the way into the pool (濮民〔2023〕63号 二（二）: 单位推荐、自愿申报、择优选取，报市民政局备案，并及时向社会公示).</summary>
public enum TrainerStatus
{
    /// <summary>Recommended or applied; waits for the county.</summary>
    Applied,

    /// <summary>The county declined, with a reason; may apply again, mended.</summary>
    Declined,

    /// <summary>The county selected; waits for the city.</summary>
    Selected,

    /// <summary>The city sent it back; waits for the county.</summary>
    Returned,

    /// <summary>The city put it on record; waits for the public notice.</summary>
    OnRecord,

    OnNotice,

    /// <summary>An objection was upheld.</summary>
    StruckOff,

    InPool,
    Left,
}

/// <summary>What can happen to somebody on the way into the pool and out of it.</summary>
public enum PoolAct
{
    Recommend,
    Apply,
    Select,
    Decline,
    ApplyAgain,
    PutOnRecord,
    SendBack,
    Publish,

    /// <summary>The public notice was withdrawn and decided nothing.</summary>
    TakeBack,
    StrikeOff,
    Admit,
    Leave,
    ComeBack,
}

public sealed record WrongPoolState(string Name, TrainerStatus? Status, PoolAct Act)
    : Refusal($"{Name}现在{(Status is { } now ? $"是“{PoolWords.Of(now)}”" : "还没有申报")}，不能{PoolWords.Of(Act)}。{PoolWords.Next(Status)}");

public sealed record PoolActNeedsReason(PoolAct Act) : Refusal($"{PoolWords.Of(Act)}要写原因，对方看得到。", "Reason");

public sealed record PoolReasonTooLong(int Length) : Refusal($"原因有 {Length} 个字，最多 {PoolLifeRules.ReasonMaxLength} 个字。请写短一点。", "Reason");

/// <summary>The life of a pool member as a table of steps. Who may take a step is the table of rights; when it holds is the calendar.</summary>
public static class PoolLifeRules
{
    public const int ReasonMaxLength = 200;

    private static readonly Dictionary<(TrainerStatus? From, PoolAct Act), TrainerStatus> Steps = new()
    {
        [(null, PoolAct.Recommend)] = TrainerStatus.Applied,
        [(null, PoolAct.Apply)] = TrainerStatus.Applied,
        [(TrainerStatus.Applied, PoolAct.Select)] = TrainerStatus.Selected,
        [(TrainerStatus.Applied, PoolAct.Decline)] = TrainerStatus.Declined,
        [(TrainerStatus.Returned, PoolAct.Select)] = TrainerStatus.Selected,
        [(TrainerStatus.Returned, PoolAct.Decline)] = TrainerStatus.Declined,
        [(TrainerStatus.Declined, PoolAct.ApplyAgain)] = TrainerStatus.Applied,
        [(TrainerStatus.StruckOff, PoolAct.ApplyAgain)] = TrainerStatus.Applied,
        [(TrainerStatus.Selected, PoolAct.PutOnRecord)] = TrainerStatus.OnRecord,
        [(TrainerStatus.Selected, PoolAct.SendBack)] = TrainerStatus.Returned,
        [(TrainerStatus.OnRecord, PoolAct.Publish)] = TrainerStatus.OnNotice,
        [(TrainerStatus.OnNotice, PoolAct.TakeBack)] = TrainerStatus.OnRecord,
        [(TrainerStatus.OnNotice, PoolAct.StrikeOff)] = TrainerStatus.StruckOff,
        [(TrainerStatus.OnNotice, PoolAct.Admit)] = TrainerStatus.InPool,
        [(TrainerStatus.InPool, PoolAct.Leave)] = TrainerStatus.Left,
        // Whoever comes back goes the whole way again: the notice lets nobody in without being made public.
        [(TrainerStatus.Left, PoolAct.ComeBack)] = TrainerStatus.Applied,
    };

    public static bool NeedsReason(PoolAct act) => act is PoolAct.Decline or PoolAct.SendBack or PoolAct.StrikeOff or PoolAct.Leave or PoolAct.ComeBack;

    public static bool Allows(TrainerStatus? from, PoolAct act) => Steps.ContainsKey((from, act));

    /// <param name="name">Of the person, for the sentence of a refusal.</param>
    /// <param name="from">Null before the first step.</param>
    /// <param name="act">What is to happen.</param>
    /// <param name="reason">As typed.</param>
    public static Result<TrainerStatus> After(string name, TrainerStatus? from, PoolAct act, string? reason)
    {
        if (!Steps.TryGetValue((from, act), out var to))
        {
            return new WrongPoolState(name, from, act);
        }

        if (NeedsReason(act) && string.IsNullOrWhiteSpace(reason))
        {
            return new PoolActNeedsReason(act);
        }

        return reason?.Length > ReasonMaxLength ? new PoolReasonTooLong(reason.Length) : to;
    }

    /// <summary>The state that a written history leads to; null when a step of it could not have happened.</summary>
    public static TrainerStatus? Replay(IEnumerable<PoolAct> history)
    {
        TrainerStatus? status = null;
        foreach (var act in history)
        {
            if (!Steps.TryGetValue((status, act), out var to))
            {
                return null;
            }

            status = to;
        }

        return status;
    }

    /// <summary>Whether the state waits for somebody to act; the others rest.</summary>
    public static bool Waits(TrainerStatus status) =>
        status is TrainerStatus.Applied or TrainerStatus.Returned or TrainerStatus.Selected or TrainerStatus.OnRecord or TrainerStatus.OnNotice;
}
