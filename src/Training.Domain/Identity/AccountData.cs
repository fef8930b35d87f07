using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>A resident's account and sign-ins.</summary>
public sealed class AccountData(TrainingDbContext db) : IPersonalDataSource, IPersonTie
{
    public string Title => "账号和登录";

    public int Order => 60;

    public IReadOnlyCollection<Type> Tells => [typeof(Account), typeof(ResidentSignIn)];

    public async Task<IReadOnlyList<PersonalRecord>> ReadAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var accounts = await Accounts(subject).AsNoTracking().ToListAsync(ct);
        var signIns = await db.ResidentSignIns().IgnoreQueryFilters().Where(s => subject.PersonIds.Contains(s.PersonId))
            .OrderBy(s => s.AtUtc).Select(s => s.AtUtc).ToListAsync(ct);
        return
        [
            .. accounts.Select(a => new PersonalRecord($"账号 {a.UserName}", new PersonalFact("显示的名字", a.DisplayName))),
            .. signIns.Select(at => new PersonalRecord($"登录 {ShanghaiTime.FromUtc(at):yyyy-MM-dd HH:mm}")),
        ];
    }

    /// <summary>Somebody who works here keeps the account until it is closed the ordinary way; whose doings stand in the history is not hidden.</summary>
    public async Task<LegalHold?> HoldAsync(PersonalSubject subject, CancellationToken ct = default) =>
        await (
            from account in Accounts(subject)
            join link in db.AccountRoleLinks() on account.Id equals link.UserId
            join role in db.AccountRoles() on link.RoleId equals role.Id
            select role.Name).AnyAsync(name => name != Roles.Family, ct)
            ? new LegalHold("工作账号", "工作账号的名字用来说明谁办的事，依法随操作记录保存；离岗后按账号管理停用。")
            : null;

    public async Task<int> EraseAsync(PersonalSubject subject, CancellationToken ct = default)
    {
        var accounts = await Accounts(subject).ToListAsync(ct);
        var staff = await (
            from link in db.AccountRoleLinks()
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where role.Name != Roles.Family
            select link.UserId).ToListAsync(ct);
        var families = accounts.FindAll(a => !staff.Contains(a.Id));
        foreach (var account in families)
        {
            var gone = string.Create(CultureInfo.InvariantCulture, $"erased-{account.Id}");
            (account.DisplayName, account.UserName, account.NormalizedUserName) = (Person.ErasedName, gone, gone.ToUpperInvariant());
            account.PhoneSealed = null;
            (account.PhoneNumber, account.Email, account.NormalizedEmail, account.PasswordHash) = (null, null, null, null);
            (account.LockoutEnabled, account.LockoutEnd) = (true, DateTimeOffset.MaxValue);
            account.SecurityStamp = Guid.NewGuid().ToString("N");
            var sessions = await db.AccountSessions().Where(s => s.AccountId == account.Id && s.EndedUtc == null).ToListAsync(ct);
            sessions.ForEach(s => s.End(SessionEnding.AccountClosed, subject.NowUtc));
        }

        return families.Count;
    }

    public Task<bool> HoldsAsync(long personId, DateOnly today, CancellationToken ct = default) => Task.FromResult(false);

    public IQueryable<long> ActiveSince(DateOnly day)
    {
        var month = Month.Of(day);
        var signedIn = db.ResidentSignIns().IgnoreQueryFilters().Where(s => s.Month >= month).Select(s => s.PersonId);
        return db.Accounts().Where(a => a.PersonId != null).Select(a => a.PersonId!.Value).Union(signedIn);
    }

    private IQueryable<Account> Accounts(PersonalSubject subject) => db.Accounts().Where(a => a.PersonId != null && subject.PersonIds.Contains(a.PersonId.Value));
}
