using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public sealed record CloseRollInput
{
    public required Guid RollKey { get; init; }

    public required RollTaker Taker { get; init; }

    /// <summary>When the class really began.</summary>
    public required DateTime StartedUtc { get; init; }

    public required DateTime EndedUtc { get; init; }

    /// <summary>Heads counted by eye; null when nobody counted.</summary>
    public int? HeadCount { get; init; }
}

/// <summary>What the closed roll says; whether that is enough is the standard's affair.</summary>
public sealed record RollClosed(int Present, int TaughtMinutes, int? HeadCount, Month Month);

/// <summary>Closes the roll: the session is held from then on, in the month in which it really began, and only corrections change it.</summary>
public sealed class CloseRoll(ApplyMarks apply, TimeProvider clock)
{
    public Task<Result<RollClosed>> RunAsync(CloseRollInput input, CancellationToken ct = default) => RunAsync(
        input.RollKey, input.Taker,
        new NewStep
        {
            Key = Guid.CreateVersion7(),
            Kind = RollStepKind.Close,
            DeviceUtc = clock.UtcNow(),
            StartedUtc = input.StartedUtc,
            EndedUtc = input.EndedUtc,
            HeadCount = input.HeadCount,
        },
        ct);

    internal async Task<Result<RollClosed>> RunAsync(Guid roll, RollTaker taker, NewStep step, CancellationToken ct)
    {
        var applied = await apply.RunAsync(new MarkBatch { RollKey = roll, Taker = taker, Device = MarkRules.Page, Steps = [step] }, ct);
        if (!applied.Ok)
        {
            return applied.Refusal;
        }

        var (answer, now) = (applied.Value.Answers[0], applied.Value.Roll);
        return answer.Refusal is { } refusal ? refusal : new RollClosed(applied.Value.Present, now.TaughtMinutes ?? 0, now.HeadCount, now.Month);
    }
}
