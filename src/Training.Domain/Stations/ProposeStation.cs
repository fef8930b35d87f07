using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Organizations;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Stations;

public sealed record ProposeStationInput
{
    /// <summary>Made with the form, so that a form sent twice is one station.</summary>
    public required Guid Key { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The body that will run it: the proposing body itself, or the one that the county names; null where none is named yet.</summary>
    public long? OrganizationId { get; init; }

    public required StationFacts Facts { get; init; }
}

public sealed record StationAlreadyThere(string Name) : Refusal($"这个地方已经有“{Name}”了。要是同一个站点，就不用再报。", nameof(StationFacts.Name));

public sealed record NotThisPlace() : Refusal("这个地方不在您的辖区里，或者已经撤并了，换一个乡镇、村再报。", nameof(StationFacts.RegionCode));

public sealed record NotThisOrganization() : Refusal("这个承接主体不在站点所在的县区，换一个。", nameof(ProposeStationInput.OrganizationId));

/// <summary>
/// A body or the county proposes a station (濮民〔2023〕63号 二). The accounts of the body that will run it reach it from then on.
/// </summary>
public sealed class ProposeStation(TrainingDbContext db, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(ProposeStationInput input, CancellationToken ct = default)
    {
        if (await db.Stations().AnyAsync(s => s.Key == input.Key, ct))
        {
            return input.Key;
        }

        var nowUtc = clock.UtcNow();
        if (StationFactRules.Check(input.Facts, ShanghaiTime.DateOf(nowUtc)) is [var wanting, ..])
        {
            return wanting;
        }

        if (await PlaceRefusedAsync(db, input.Facts, null, ct) is { } refusal)
        {
            return refusal;
        }

        var county = RegionCodes.RangeOf(RegionCodes.CountyOf(input.Facts.RegionCode!.Value));
        if (input.OrganizationId is { } body && !await db.Organizations().AnyAsync(o => o.Id == body && o.RegionCode >= county.From && o.RegionCode < county.Until, ct))
        {
            return new NotThisOrganization();
        }

        var station = new Station { Key = input.Key, Name = input.Facts.Name, OrganizationId = input.OrganizationId, Status = StationStatus.Proposed };
        input.Facts.WriteTo(station);
        var signature = new StationSignature { Action = StationAction.Propose, Actor = input.Actor, Process = nameof(ProposeStation), NowUtc = nowUtc };
        try
        {
            await using var transaction = await OwnTransaction.BeginAsync(db, ct);
            db.Stations().Add(station);
            await db.SaveChangesAsync(ct);
            db.StationSteps().Add(StationLedger.Step(station, signature, ShanghaiTime.DateOf(nowUtc)));
            await ReachAsync(station, ct);
            await AuditTrail.AppendAsync(db, station.AuditStream(), input.Actor, signature.Process, nowUtc, after: StationLedger.Told(station), ct: ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return station.Key;
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            db.ChangeTracker.Clear();
            return new ChangedMeanwhile();
        }
    }

    /// <summary>The place must be within the signer's reach, and nothing of that name may stand there already.</summary>
    internal static async Task<Refusal?> PlaceRefusedAsync(TrainingDbContext db, StationFacts facts, long? itself, CancellationToken ct)
    {
        var region = facts.RegionCode!.Value;
        if (!db.Scope.Holds(region) || !await db.RegionsInForce().AnyAsync(r => r.Code == region, ct))
        {
            return new NotThisPlace();
        }

        return await db.Stations().AnyAsync(s => s.RegionCode == region && s.Name == facts.Name && s.Status != StationStatus.TakenOff && s.Id != itself, ct)
            ? new StationAlreadyThere(facts.Name)
            : null;
    }

    private async Task ReachAsync(Station station, CancellationToken ct)
    {
        if (station.OrganizationId is not { } body)
        {
            return;
        }

        var accounts = await (
            from account in db.Accounts()
            where account.OrganizationId == body
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where role.Name == Roles.Organization
            select account.Id).Distinct().ToListAsync(ct);
        db.AccountStations().AddRange(accounts.Select(id => new AccountStation { AccountId = id, StationId = station.Id }));
    }
}
