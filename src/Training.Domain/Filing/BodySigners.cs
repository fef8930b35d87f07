using Microsoft.EntityFrameworkCore;
using Training.Domain.Identity;
using Training.Domain.Persistence;

namespace Training.Domain.Filing;

/// <summary>Open accounts that sign for a body; its coordinators have stations, and no sheets.</summary>
public static class BodySigners
{
    public static async Task<IReadOnlyList<long>> OfAsync(TrainingDbContext db, long organizationId, CancellationToken ct) => await (
        from account in db.Accounts()
        where account.OrganizationId == organizationId && account.ClosedOn == null
        join link in db.AccountRoleLinks() on account.Id equals link.UserId
        join role in db.AccountRoles() on link.RoleId equals role.Id
        where role.Name == Roles.Organization
        select account.Id).Distinct().ToListAsync(ct);
}
