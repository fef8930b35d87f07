using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Sessions;

namespace Training.Domain.Attendance;

/// <summary>
/// Finds a class for whoever brings evidence to it: through the scope and, for a trainer, whose scope is the whole county, only where he or
/// she stands on the card.
/// </summary>
internal sealed class ReachedClass(TrainingDbContext db)
{
    public Task<Session?> FindAsync(Guid key, CancellationToken ct) => db.Sessions().SingleOrDefaultAsync(s => s.Key == key, ct);

    public async Task<bool> AdmitsAsync(Guid key, Actor caller, CancellationToken ct)
    {
        var account = caller.AccountId;
        var roles = await (
            from link in db.AccountRoleLinks()
            join role in db.AccountRoles() on link.RoleId equals role.Id
            where link.UserId == account
            select role.Name).ToListAsync(ct);
        if (!roles.Contains(Roles.Trainer) || roles.Contains(Roles.Coordinator))
        {
            return true;
        }

        var trainer = db.Accounts().Where(a => a.Id == account).Select(a => a.TrainerId);
        return await db.Sessions().AnyAsync(s => s.Key == key && db.SessionTrainers().Any(t => t.SessionId == s.Id && trainer.Contains(t.TrainerId)), ct);
    }

    /// <summary>The written history of evidence and material; apart from the roll's, so that photos and marks never wait for each other.</summary>
    public static string AuditStream(Session session) => $"session/{session.Key}";
}
