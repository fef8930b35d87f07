using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Stations;

/// <summary>Stations on which the account has to act: to review, to put on record, to open or to mend a proposal, as its role has it.</summary>
public sealed class StationsToActOn(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "等着办的站点";

    public int Order => 40;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        StationParty? party = leaver.Role switch
        {
            Roles.CityOfficer => StationParty.City,
            Roles.CountyOfficer => StationParty.County,
            Roles.Organization => StationParty.Proposer,
            _ => null,
        };
        var states = Enum.GetValues<StationStatus>().Where(s => party is not null && StationRules.WaitsOn(s) == party).ToList();
        var range = RegionCodes.RangeOf(leaver.RegionCode);
        var waiting = await db.Stations().AsNoTracking()
            .Where(s => states.Contains(s.Status) && s.RegionCode >= range.From && s.RegionCode < range.Until
                && (party != StationParty.Proposer || s.OrganizationId == leaver.OrganizationId))
            .OrderBy(s => s.Id).Select(s => new { s.Key, s.Name, s.Status }).ToListAsync(ct);
        return waiting.ConvertAll(s => new UnfinishedThing($"{s.Name}（{StationWords.Of(s.Status)}）", $"/stations/{s.Key}", "Figures"));
    }
}

/// <summary>Stations that would be left without anybody responsible for them.</summary>
public sealed class StationsLeftAlone(TrainingDbContext db) : IUnfinishedWork
{
    public string Title => "没有别的负责人的站点";

    public int Order => 35;

    public async Task<IReadOnlyList<UnfinishedThing>> OfAsync(Leaver leaver, CancellationToken ct = default)
    {
        if (leaver.Role != Roles.Coordinator)
        {
            return [];
        }

        var others =
            from bound in db.AccountStations()
            join account in db.Accounts() on bound.AccountId equals account.Id
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where account.Id != leaver.AccountId && account.ClosedOn == null && role.Name == Roles.Coordinator
            select bound.StationId;
        var alone = await db.Stations().AsNoTracking()
            .Where(s => leaver.Stations.Contains(s.Id) && s.Status != StationStatus.TakenOff && !others.Contains(s.Id))
            .OrderBy(s => s.Id).Select(s => new { s.Key, s.Name }).ToListAsync(ct);
        return alone.ConvertAll(s => new UnfinishedThing(s.Name, $"/stations/{s.Key}", "Figures"));
    }
}
