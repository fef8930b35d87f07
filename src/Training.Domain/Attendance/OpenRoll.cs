using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public sealed record OpenRollInput
{
    public required Guid SessionKey { get; init; }

    public required RollTaker Taker { get; init; }
}

public sealed record SessionNotYet(DateOnly Day) : Refusal($"这次课排在{Day:M月d日}，到那天才能点名。");

public sealed record SessionCancelled(string? Reason) : Refusal(
    string.IsNullOrWhiteSpace(Reason) ? "这次课取消了，不用点名。" : $"这次课取消了（{Reason}），不用点名。");

/// <summary>
/// Opens the roll of a session of today or of an earlier day and so starts the session. Opening twice, or by two people at once, gives one
/// roll.
/// </summary>
public sealed class OpenRoll(ApplyMarks apply, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(OpenRollInput input, CancellationToken ct = default)
    {
        var applied = await apply.RunAsync(
            new MarkBatch
            {
                RollKey = input.SessionKey,
                Taker = input.Taker,
                Device = MarkRules.Page,
                Steps = [new NewStep { Key = Guid.CreateVersion7(), Kind = RollStepKind.Open, DeviceUtc = clock.UtcNow() }],
            },
            ct);
        return !applied.Ok ? applied.Refusal is NotFound ? new NotFound("这次课") : applied.Refusal
            : applied.Value.Answers[0].Refusal is { } refusal ? refusal
            : input.SessionKey;
    }
}
