using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record RecordStationInput
{
    public required Guid Key { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>False sends it back to be mended.</summary>
    public required bool Accept { get; init; }

    /// <summary>A must where it is sent back.</summary>
    public string? Reason { get; init; }
}

/// <summary>The city puts a reviewed station on record, or sends it back (濮民〔2023〕63号 二：报市局养老服务科备案).</summary>
public sealed class RecordStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(RecordStationInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        var step = new StationStepInput { Key = input.Key, Actor = input.Actor, Reason = input.Reason };
        var signature = step.Sign(input.Accept ? StationAction.Record : StationAction.Return, nameof(RecordStation), clock.UtcNow());
        return await StationLedger.SignAsync(db, station, signature, ct) is { } refusal ? refusal : await StationLedger.SaveAsync(db, ct);
    }
}
