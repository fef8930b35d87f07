using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Regions;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

public sealed record NotYoursToChange() : Refusal("这个账号不归您改。找上一级民政局。");

public sealed record BadChange(string Sentence, string Field) : Refusal(Sentence, Field);

/// <summary>
/// 离岗, 调动 and 解锁: closes a staff account with its last day, gives it another role or region, or takes a lock off. Only downwards, as
/// invitations go; old
/// sessions end at once, so no right outlives the change. Who did what before stays written as it was.
/// </summary>
public sealed class ChangeAccount(TrainingDbContext db, StaffRegister register, AccountSessions sessions, TimeProvider clock)
{
    public const int ReasonMaxLength = 200;

    public async Task<Result<Done>> CloseAsync(long id, string changerRole, DateOnly? lastDay, string? reason, Actor actor, CancellationToken ct = default)
    {
        var line = await register.FindAsync(id, ct);
        if (line is null)
        {
            return new NotFound("这个账号");
        }

        if (!InvitationRules.RolesFor(changerRole).Contains(line.Role) || id == actor.AccountId)
        {
            return new NotYoursToChange();
        }

        if (line.ClosedOn is not null)
        {
            return new BadChange("这个账号已经关了。", "");
        }

        if (lastDay is not { } day || day > clock.Today())
        {
            return new BadChange("写最后一个工作日，不能晚于今天。", "LastDay");
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMaxLength)
        {
            return new BadChange($"写一句为什么，最多 {ReasonMaxLength} 个字。", "Reason");
        }

        var account = await db.Accounts().SingleAsync(a => a.Id == id, ct);
        account.ClosedOn = day;
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        var ended = await sessions.StageEndAllAsync(id, null, SessionEnding.AccountClosed, ct);
        await AuditTrail.AppendAsync(
            db, AccountSessions.StreamOf(id), actor, "CloseAccount", clock.UtcNow(), after: new { closedOn = day, sessions = ended }, reason: reason, ct: ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }

    /// <summary>Takes the lock off that wrong passwords brought, and forgets them; the password stays.</summary>
    public async Task<Result<Done>> UnlockAsync(long id, string changerRole, string? reason, Actor actor, CancellationToken ct = default)
    {
        var line = await register.FindAsync(id, ct);
        if (line is null)
        {
            return new NotFound("这个账号");
        }

        if (!InvitationRules.RolesFor(changerRole).Contains(line.Role) || id == actor.AccountId)
        {
            return new NotYoursToChange();
        }

        var now = clock.UtcNow();
        if (line.LockedAt(now) is not { } lockedUntil)
        {
            return new BadChange("这个账号没有锁着，或者时间到了自己解开了。", "");
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMaxLength)
        {
            return new BadChange($"写一句为什么，最多 {ReasonMaxLength} 个字。", "UnlockReason");
        }

        var account = await db.Accounts().SingleAsync(a => a.Id == id, ct);
        (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        await AuditTrail.AppendAsync(
            db, AccountSessions.StreamOf(id), actor, "UnlockAccount", now, before: new { lockedUntil }, reason: reason, ct: ct, regionCode: line.RegionCode);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }

    public async Task<Result<Done>> MoveAsync(long id, string changerRole, string? role, string? regionText, string? reason, Actor actor, CancellationToken ct = default)
    {
        var line = await register.FindAsync(id, ct);
        if (line is null)
        {
            return new NotFound("这个账号");
        }

        var may = InvitationRules.RolesFor(changerRole);
        if (!may.Contains(line.Role) || id == actor.AccountId || line.ClosedOn is not null)
        {
            return new NotYoursToChange();
        }

        if (role is null || !may.Contains(role))
        {
            return new BadChange("选一个您能给的身份。", "Role");
        }

        if (!RegionCodes.TryParse(regionText, out var region) || !db.Scope.Holds(region) || !await db.RegionsInForce().AnyAsync(r => r.Code == region, ct))
        {
            return new BadChange("选一个归您管的地方。", "Region");
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMaxLength)
        {
            return new BadChange($"写一句为什么，最多 {ReasonMaxLength} 个字。", "MoveReason");
        }

        var account = await db.Accounts().SingleAsync(a => a.Id == id, ct);
        var stations = await db.AccountStations().Where(s => s.AccountId == id).ToListAsync(ct);
        var stays = region == line.RegionCode;
        var keepsStations = stays && (role == line.Role || (InvitationRules.NeedsStation(role) && InvitationRules.NeedsStation(line.Role)));
        if ((InvitationRules.NeedsStation(role) && !(keepsStations && stations.Count > 0))
            || (InvitationRules.NeedsOrganization(role) && (!stays || account.OrganizationId is null))
            || (InvitationRules.NeedsBureau(role) && account.Bureau is null))
        {
            return new BadChange("这个身份要指定站点、单位或部门：关了这个账号，再按新的身份邀请。", "Role");
        }

        if (!keepsStations)
        {
            db.RemoveRange(stations);
        }

        if (role != line.Role)
        {
            account.OrganizationId = InvitationRules.NeedsOrganization(role) ? account.OrganizationId : null;
            account.TrainerId = role is Roles.Trainer or Roles.SocialWorker ? account.TrainerId : null;
        }

        db.RemoveRange(await db.AccountRoleLinks().Where(l => l.UserId == id).ToListAsync(ct));
        db.AccountRoleLinks().Add(new IdentityUserRole<long> { UserId = id, RoleId = await db.AccountRoles().Where(r => r.Name == role).Select(r => r.Id).SingleAsync(ct) });
        db.RemoveRange(await db.AccountRegions().IgnoreQueryFilters().Where(r => r.AccountId == id).ToListAsync(ct));
        db.AccountRegions().Add(new AccountRegion { AccountId = id, RegionCode = region });
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        await sessions.StageEndAllAsync(id, null, SessionEnding.RightsChanged, ct);
        await AuditTrail.AppendAsync(
            db, AccountSessions.StreamOf(id), actor, "MoveAccount", clock.UtcNow(),
            new { line.Role, region = line.RegionCode }, new { Role = role, region }, reason, ct);
        await db.SaveChangesAsync(ct);
        return default(Done);
    }
}
