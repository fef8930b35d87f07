using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>Writes that a resident was signed in on a day, once a day, for item Z3 (开放端口：居民可登录). Staff accounts leave no trace here.</summary>
public static class ResidentSignIns
{
    /// <summary>Within the caller's save.</summary>
    public static async Task NoteAsync(TrainingDbContext db, long accountId, DateTime nowUtc, CancellationToken ct = default)
    {
        var resident = await (
            from account in db.Accounts()
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            join person in db.People().IgnoreQueryFilters() on account.PersonId equals person.Id
            where account.Id == accountId && role.Name == Roles.Family
            select new { person.Id, person.RegionCode }).FirstOrDefaultAsync(ct);
        if (resident is null)
        {
            return;
        }

        var (from, until) = ShanghaiTime.DayUtc(ShanghaiTime.DateOf(nowUtc));
        var isNoted = await db.ResidentSignIns().IgnoreQueryFilters().AnyAsync(s => s.PersonId == resident.Id && s.AtUtc >= from && s.AtUtc < until, ct);
        if (!isNoted)
        {
            db.ResidentSignIns().Add(new ResidentSignIn { PersonId = resident.Id, RegionCode = resident.RegionCode, AtUtc = nowUtc, Month = Month.Of(nowUtc) });
        }
    }
}
