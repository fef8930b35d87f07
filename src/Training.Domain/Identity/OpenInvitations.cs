using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>
/// Invitations that nobody has taken up: within the caller's reach and of roles that the caller may give. Withdrawing shuts the link at
/// once; sending again shuts it and sends a new one, for another week.
/// </summary>
public sealed class OpenInvitations(TrainingDbContext db, InviteStaff invite, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Those that ran out stay on the list so long, to be sent again.</summary>
    public static readonly TimeSpan KeptAfter = TimeSpan.FromDays(30);

    public async Task<(IReadOnlyList<Invitation> Lines, int Total)> ListAsync(string inviterRole, int page, CancellationToken ct = default)
    {
        var open = Open(inviterRole);
        return (
            await open.AsNoTracking().OrderBy(i => i.ExpiresUtc).ThenBy(i => i.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct),
            await open.CountAsync(ct));
    }

    public async Task<Result<Done>> WithdrawAsync(Guid key, string inviterRole, Actor actor, CancellationToken ct = default)
    {
        if (await Open(inviterRole).SingleOrDefaultAsync(i => i.Key == key, ct) is not { } invitation)
        {
            return new NotFound("这条邀请");
        }

        await StageWithdrawalAsync(invitation, actor, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }

        return default(Done);
    }

    public async Task<Result<InviteStaff.Sent>> SendAgainAsync(Guid key, string inviterRole, string linkBase, Actor actor, CancellationToken ct = default)
    {
        if (await Open(inviterRole).SingleOrDefaultAsync(i => i.Key == key, ct) is not { } invitation)
        {
            return new NotFound("这条邀请");
        }

        await StageWithdrawalAsync(invitation, actor, ct);
        try
        {
            return await invite.AgainAsync(invitation, linkBase, actor, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile();
        }
    }

    private IQueryable<Invitation> Open(string inviterRole)
    {
        var roles = InvitationRules.RolesFor(inviterRole);
        var since = clock.UtcNow() - KeptAfter;
        var isBound = db.Scope.IsStationBound;
        var stations = db.Scope.Stations;
        return db.Invitations().Where(i => i.AcceptedUtc == null && i.WithdrawnUtc == null && i.ExpiresUtc > since && roles.Contains(i.Role)
            && (!isBound || (i.StationId != null && stations.Contains(i.StationId.Value))));
    }

    private async Task StageWithdrawalAsync(Invitation invitation, Actor actor, CancellationToken ct)
    {
        var now = clock.UtcNow();
        invitation.WithdrawnUtc = now;
        await AuditTrail.AppendAsync(
            db, $"invitation/{invitation.Key:N}", actor, "WithdrawInvitation", now, before: new { invitation.ExpiresUtc }, after: new { withdrawn = true }, ct: ct);
    }
}
