using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record MendProposalInput
{
    public required Guid Key { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The body whose station it must be; null for the county.</summary>
    public long? OrganizationId { get; init; }

    public required StationFacts Facts { get; init; }

    /// <summary>What was mended, for the reviewer.</summary>
    public string? Note { get; init; }
}

public sealed record StaysInItsCounty() : Refusal("站点不能挪到别的县区。那边要用，在那边申报。", nameof(StationFacts.RegionCode));

/// <summary>Changes a proposal that was rejected or returned, or is still waiting, and sends it again; the whole review begins anew.</summary>
public sealed class MendProposal(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(MendProposalInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, input.OrganizationId, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        if (StationRules.Next(station.Status, StationAction.Mend) is { Ok: false, Refusal: { } wrongState })
        {
            return wrongState;
        }

        var nowUtc = clock.UtcNow();
        if (await FactsRefusedAsync(db, station, input.Facts, ShanghaiTime.DateOf(nowUtc), ct) is { } refusal)
        {
            return refusal;
        }

        var before = StationLedger.Told(station);
        input.Facts.WriteTo(station);
        var signature = new StationSignature
        {
            Action = StationAction.Mend, Actor = input.Actor, Process = nameof(MendProposal), NowUtc = nowUtc,
            Reason = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note,
        };
        return await StationLedger.SignAsync(db, station, signature, ct, before, StationLedger.Told(station)) is { } refused
            ? refused
            : await StationLedger.SaveAsync(db, ct);
    }

    internal static async Task<Refusal?> FactsRefusedAsync(TrainingDbContext db, Station station, StationFacts facts, DateOnly today, CancellationToken ct) =>
        StationFactRules.Check(facts, today) is [var wanting, ..] ? wanting
        : RegionCodes.CountyOf(facts.RegionCode!.Value) != RegionCodes.CountyOf(station.RegionCode) ? new StaysInItsCounty()
        : await ProposeStation.PlaceRefusedAsync(db, facts, station.Id, ct);
}
