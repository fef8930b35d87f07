using System.Text.Json;
using Training.Domain.Audit;
using Training.Domain.Shared;

namespace Training.Domain.Inspections;

public sealed record EnterInspectionInput
{
    public required Actor Actor { get; init; }

    public required Guid Key { get; init; }

    /// <summary>By the codes of the form.</summary>
    public required IReadOnlyDictionary<string, string?> Answers { get; init; }

    public string? Remarks { get; init; }

    public string? Inspectors { get; init; }

    public DateOnly? InspectedOn { get; init; }

    public InspectionVerdict? Verdict { get; init; }

    public FollowUp? FollowUp { get; init; }

    /// <summary>What the body is asked to do.</summary>
    public string? Asked { get; init; }

    /// <summary>Working days to do it in; null takes the usual.</summary>
    public int? MendDays { get; init; }
}

public sealed record InspectionDayWrong() : Refusal("填抽查的日期，不能晚于今天，也不能早于抽样那天。", nameof(EnterInspectionInput.InspectedOn));

public sealed record InspectorsMissing() : Refusal($"写谁去查的，最多 {Inspection.NameMaxLength} 个字。", nameof(EnterInspectionInput.Inspectors));

public sealed record VerdictMissing() : Refusal("选一个结论。", nameof(EnterInspectionInput.Verdict));

public sealed record FollowUpMissing() : Refusal("不是“属实”的，选更正记录还是限期整改。", nameof(EnterInspectionInput.FollowUp));

public sealed record MendDaysWrong() : Refusal("整改期限填 1 到 60 个工作日。", nameof(EnterInspectionInput.MendDays));

/// <summary>Takes the filled form of one drawn record. 属实 closes it; anything else is put to the inspected body first, which has its days to answer once.</summary>
public sealed class EnterInspection(InspectionDesk desk, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(EnterInspectionInput input, CancellationToken ct = default)
    {
        if (await desk.OwnAsync(input.Key, ct) is not var (inspection, draw))
        {
            return new NotFound("这一条抽查");
        }

        if (inspection.State != InspectionState.Drawn)
        {
            return new InspectionNotThere(inspection.State, "再填抽查表");
        }

        var answers = InspectionForm.Shipped.Take(inspection.Kind, input.Answers);
        if (!answers.Ok)
        {
            return answers.Refusal;
        }

        if (Check(input, ShanghaiTime.DateOf(draw.DrawnUtc)) is { } refusal)
        {
            return refusal;
        }

        var right = input.Verdict == InspectionVerdict.True;
        var due = right ? default(Result<DateOnly>?) : await desk.DayAsync(InspectionForm.Shipped.AnswerWorkingDays, ct);
        if (due is { Ok: false } missing)
        {
            return missing.Refusal!;
        }

        (inspection.Form, inspection.AnswersJson) = (InspectionForm.Shipped.Version, JsonSerializer.Serialize(answers.Value));
        (inspection.Remarks, inspection.Inspectors, inspection.InspectedOn, inspection.InspectedBy) = (Kept(input.Remarks), input.Inspectors, input.InspectedOn, input.Actor.AccountId);
        (inspection.Verdict, inspection.FollowUp, inspection.Asked) = (input.Verdict, right ? null : input.FollowUp, right ? null : input.Asked);
        inspection.MendDays = right ? null : input.MendDays ?? InspectionForm.Shipped.MendWorkingDays;
        inspection.State = right ? InspectionState.Closed : InspectionState.Hearing;
        inspection.DueOn = right ? null : due!.Value.Value;
        inspection.SettledUtc = right ? desk.NowUtc : null;
        inspection.ClosedUtc = inspection.SettledUtc;
        if (!right)
        {
            await desk.TellBodyAsync(
                inspection, $"{await desk.NameAsync(inspection, ct)}查出问题，{inspection.DueOn:M月d日}以前请说明", "只有一次说明的机会。不说明，到期就按查到的定结论。", ct);
        }

        return await desk.SaveAsync(inspection, InspectionAction.Entered, input.Actor, nameof(EnterInspection), InspectionState.Drawn, inspection.Remarks, ct);
    }

    private Refusal? Check(EnterInspectionInput input, DateOnly drawnOn)
    {
        if (input.InspectedOn is not { } day || day > clock.Today() || day < drawnOn)
        {
            return new InspectionDayWrong();
        }

        if (string.IsNullOrWhiteSpace(input.Inspectors) || input.Inspectors.Length > Inspection.NameMaxLength)
        {
            return new InspectorsMissing();
        }

        if (input.Remarks?.Length > Inspection.WordsMaxLength)
        {
            return new InspectionWordsTooLong("查到的情况", input.Remarks.Length, nameof(input.Remarks));
        }

        return input.Verdict switch
        {
            null => new VerdictMissing(),
            InspectionVerdict.True => null,
            _ => InspectionDesk.Check(input.Remarks, "查到了什么", nameof(input.Remarks)) ?? Follows(input.FollowUp, input.Asked, input.MendDays),
        };
    }

    /// <summary>What has to be said with a verdict that is not 属实.</summary>
    internal static Refusal? Follows(FollowUp? follow, string? asked, int? days) =>
        follow is null ? new FollowUpMissing()
        : InspectionDesk.Check(asked, "要求改什么", nameof(EnterInspectionInput.Asked)) is { } refusal ? refusal
        : days is < 1 or > 60 ? new MendDaysWrong()
        : null;

    private static string? Kept(string? words) => string.IsNullOrWhiteSpace(words) ? null : words;
}
