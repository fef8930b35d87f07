using Microsoft.EntityFrameworkCore;
using Training.Domain.Messages;
using Training.Domain.Persistence;
using Training.Domain.Regions;

namespace Training.Domain.Identity;

/// <inheritdoc cref="IOfficers"/>
public sealed class Officers(TrainingDbContext db) : IOfficers
{
    public async Task<IReadOnlyList<long>> OfAsync(long authorityCode, CancellationToken ct = default)
    {
        var role = RegionCodes.LevelOf(authorityCode) == RegionLevel.City ? Roles.CityOfficer : Roles.CountyOfficer;
        return await (
            // Whoever asks may stand in another division: a county that writes to its city.
            from region in db.AccountRegions().IgnoreQueryFilters()
            join account in db.Accounts() on region.AccountId equals account.Id
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join named in db.AccountRoles() on link.RoleId equals named.Id
            where region.RegionCode == authorityCode && named.Name == role && account.ClosedOn == null
            select account.Id).Distinct().ToListAsync(ct);
    }
}
