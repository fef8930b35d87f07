using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record ReviseStationInput
{
    public required Guid Key { get; init; }

    public required Actor Actor { get; init; }

    public required StationFacts Facts { get; init; }

    public required string? Reason { get; init; }
}

public sealed record StillAProposal(StationStatus State) : Refusal($"这个站点现在是“{StationWords.Of(State)}”，还没备案。要改，走“改好再报”。");

public sealed record StaysWhereItIs() : Refusal("已经备案的站点不能改所在的村（社区）。搬了家，撤下这个，在新地方申报。", nameof(StationFacts.RegionCode));

public sealed record RevisionNeedsReason() : Refusal("写一句为什么改，以后查得到。", nameof(ReviseStationInput.Reason));

/// <summary>The county puts the description of a station right that is on record: other hours, more seats. Its state and its dates stay.</summary>
public sealed class ReviseStation(TrainingDbContext db, TimeProvider clock)
{
    public static bool IsOpenTo(StationStatus status) => status is StationStatus.OnRecord or StationStatus.InUse or StationStatus.Suspended;

    public async Task<Result<Done>> RunAsync(ReviseStationInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        if (!IsOpenTo(station.Status))
        {
            return new StillAProposal(station.Status);
        }

        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Length > StationStep.ReasonMaxLength)
        {
            return string.IsNullOrWhiteSpace(input.Reason) ? new RevisionNeedsReason() : new StepReasonTooLong(input.Reason.Length);
        }

        if (input.Facts.RegionCode is { } region && region != station.RegionCode)
        {
            return new StaysWhereItIs();
        }

        var nowUtc = clock.UtcNow();
        if (await MendProposal.FactsRefusedAsync(db, station, input.Facts, ShanghaiTime.DateOf(nowUtc), ct) is { } refusal)
        {
            return refusal;
        }

        var before = StationLedger.Told(station);
        input.Facts.WriteTo(station);
        await AuditTrail.AppendAsync(db, station.AuditStream(), input.Actor, nameof(ReviseStation), nowUtc, before, StationLedger.Told(station), input.Reason, ct);
        return await StationLedger.SaveAsync(db, ct);
    }
}
