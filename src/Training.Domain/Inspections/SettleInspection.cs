using Training.Domain.Audit;
using Training.Domain.Shared;

namespace Training.Domain.Inspections;

public sealed record SettleInspectionInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    public InspectionVerdict? Verdict { get; init; }

    public FollowUp? FollowUp { get; init; }

    public string? Asked { get; init; }

    public int? MendDays { get; init; }

    /// <summary>What was made of the body's answer.</summary>
    public string? Words { get; init; }
}

public sealed record StillHeard(DateOnly Until) : Refusal($"被查单位到{Until.Month}月{Until.Day}日还可以说明，到期或说明了再定结论。");

/// <summary>The body is heard once; then the verdict is settled, as it was found or otherwise, and what follows from it gets its day.</summary>
public sealed class SettleInspection(InspectionDesk desk, TimeProvider clock)
{
    public async Task<Result<Done>> AnswerAsync(Actor actor, Guid key, string? words, CancellationToken ct = default)
    {
        if (await desk.HeardAsync(key, ct) is not { } inspection)
        {
            return new NotFound("这一条抽查");
        }

        if (inspection.State != InspectionState.Hearing)
        {
            return new InspectionNotThere(inspection.State, "再说明，一条只说明一次");
        }

        if (InspectionDesk.Check(words, "说明", nameof(Inspection.Answer)) is { } refusal)
        {
            return refusal;
        }

        (inspection.Answer, inspection.AnsweredUtc, inspection.AnsweredBy) = (words, desk.NowUtc, actor.AccountId);
        (inspection.State, inspection.DueOn) = (InspectionState.Answered, null);
        await desk.TellDrawerAsync(inspection, $"{await desk.NameAsync(inspection, ct)}：被查单位说明了，等您定结论", null, ct);
        return await desk.SaveAsync(inspection, InspectionAction.Answered, actor, "SettleInspection.Answer", InspectionState.Hearing, words, ct);
    }

    public async Task<Result<Done>> SettleAsync(SettleInspectionInput input, CancellationToken ct = default)
    {
        if (await desk.OwnAsync(input.Key, ct) is not var (inspection, _))
        {
            return new NotFound("这一条抽查");
        }

        var before = inspection.State;
        if (before is not (InspectionState.Hearing or InspectionState.Answered))
        {
            return new InspectionNotThere(before, "定结论");
        }

        if (before == InspectionState.Hearing && inspection.DueOn is { } until && until >= clock.Today())
        {
            return new StillHeard(until);
        }

        if (input.Verdict is not { } verdict)
        {
            return new VerdictMissing();
        }

        var wrong = InspectionDesk.Check(input.Words, "怎么认定的", nameof(input.Words))
            ?? (verdict == InspectionVerdict.True ? null : EnterInspection.Follows(input.FollowUp, input.Asked, input.MendDays));
        if (wrong is not null)
        {
            return wrong;
        }

        var days = input.MendDays ?? inspection.MendDays ?? InspectionForm.Shipped.MendWorkingDays;
        var due = await desk.DayAsync(days, ct);
        if (!due.Ok)
        {
            return due.Refusal;
        }

        var right = verdict == InspectionVerdict.True;
        (inspection.Verdict, inspection.FollowUp, inspection.Asked, inspection.MendDays) = (verdict, right ? null : input.FollowUp, right ? null : input.Asked, right ? null : days);
        inspection.State = right ? InspectionState.Closed : InspectionState.Mending;
        inspection.DueOn = right ? null : due.Value;
        inspection.SettledUtc = desk.NowUtc;
        inspection.ClosedUtc = right ? desk.NowUtc : null;
        await desk.TellBodyAsync(
            inspection, $"{await desk.NameAsync(inspection, ct)}：结论是{InspectionWords.Of(verdict)}",
            right ? null : $"{InspectionWords.Of(inspection.FollowUp!.Value)}，{inspection.DueOn:M月d日}以前办好并回报。", ct);
        return await desk.SaveAsync(inspection, InspectionAction.Settled, input.Actor, "SettleInspection.Settle", before, input.Words, ct);
    }
}
