using Training.Domain.Shared;

namespace Training.Domain.Attendance;

public sealed record AmendRollInput
{
    public required Guid RollKey { get; init; }

    public required RollTaker Taker { get; init; }

    public required DateTime StartedUtc { get; init; }

    public required DateTime EndedUtc { get; init; }

    public int? HeadCount { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Puts the times and the heads of a closed roll right, with a reason: a dated step that replaces the closings before it, so that the
/// earlier values stay readable. It also decides between two phones that closed differently.
/// </summary>
public sealed class AmendRoll(CloseRoll close, TimeProvider clock)
{
    public Task<Result<RollClosed>> RunAsync(AmendRollInput input, CancellationToken ct = default) => close.RunAsync(
        input.RollKey, input.Taker,
        new NewStep
        {
            Key = Guid.CreateVersion7(),
            Kind = RollStepKind.Amend,
            DeviceUtc = clock.UtcNow(),
            StartedUtc = input.StartedUtc,
            EndedUtc = input.EndedUtc,
            HeadCount = input.HeadCount,
            Reason = input.Reason,
        },
        ct);
}
