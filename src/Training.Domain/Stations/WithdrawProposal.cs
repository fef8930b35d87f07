using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record WithdrawProposalInput
{
    public required Guid Key { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The body whose station it must be; null for the county.</summary>
    public long? OrganizationId { get; init; }

    public required string? Reason { get; init; }
}

/// <summary>The proposer takes a proposal back that is not on record yet.</summary>
public sealed class WithdrawProposal(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(WithdrawProposalInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, input.OrganizationId, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        var step = new StationStepInput { Key = input.Key, Actor = input.Actor, Reason = input.Reason };
        return await StationLedger.SignAsync(db, station, step.Sign(StationAction.Withdraw, nameof(WithdrawProposal), clock.UtcNow()), ct) is { } refusal
            ? refusal
            : await StationLedger.SaveAsync(db, ct);
    }
}
