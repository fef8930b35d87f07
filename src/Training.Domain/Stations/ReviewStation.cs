using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record ReviewStationInput
{
    public required Guid Key { get; init; }

    public required Actor Actor { get; init; }

    public required bool Approve { get; init; }

    /// <summary>Lines of the checklist that were found right on the spot.</summary>
    public IReadOnlyList<PremisesItem> Confirmed { get; init; } = [];

    /// <summary>The opinion; a must for a rejection.</summary>
    public string? Reason { get; init; }
}

public sealed record NotYourOwnStation() : Refusal("这是您本单位申报的站点，要由县区民政局的人来审。");

public sealed record ChecklistNotMet(IReadOnlyList<PremisesItem> Missing) : Refusal(
    $"必备的条件还没有核实：{string.Join("、", ChecklistLine.All.Where(line => Missing.Contains(line.Item)).Select(line => line.Words))}。核实了再勾，不具备就不通过。",
    nameof(ReviewStationInput.Confirmed));

/// <summary>
/// The county reviews a proposed station by the checklist of its premises (濮民〔2023〕63号 二：各县（区）审核确定). Whoever belongs to the body
/// that runs it never does.
/// </summary>
public sealed class ReviewStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Done>> RunAsync(ReviewStationInput input, CancellationToken ct = default)
    {
        var station = await StationLedger.FindAsync(db, input.Key, null, ct);
        if (station is null)
        {
            return new NotFound("这个站点");
        }

        var reviewer = input.Actor.AccountId;
        if (station.OrganizationId is { } body && await db.Accounts().AnyAsync(a => a.Id == reviewer && a.OrganizationId == body, ct))
        {
            return new NotYourOwnStation();
        }

        var action = input.Approve ? StationAction.Approve : StationAction.Reject;
        if (StationRules.Next(station.Status, action) is { Ok: false, Refusal: { } wrongState })
        {
            return wrongState;
        }

        List<PremisesItem> missing = [.. ChecklistLine.All.Select(line => line.Item).Except(input.Confirmed)];
        List<PremisesItem> musts = [.. ChecklistLine.All.Where(line => line.Must).Select(line => line.Item).Intersect(missing)];
        if (input.Approve && musts.Count > 0)
        {
            return new ChecklistNotMet(musts);
        }

        var step = new StationStepInput { Key = input.Key, Actor = input.Actor, Reason = input.Reason };
        var signature = step.Sign(action, nameof(ReviewStation), clock.UtcNow()) with
        {
            Found = new PremisesFindings { Confirmed = [.. input.Confirmed.Distinct().Order()], Missing = missing },
        };
        return await StationLedger.SignAsync(db, station, signature, ct) is { } refusal ? refusal : await StationLedger.SaveAsync(db, ct);
    }
}
