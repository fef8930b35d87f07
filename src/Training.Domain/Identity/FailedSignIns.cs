using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>Where somebody was turned away.</summary>
public enum SignInStep
{
    Password,

    /// <summary>The authenticator's code or a recovery code.</summary>
    SecondStep,

    Passkey,

    /// <summary>The old password, while signed in, to set a new one.</summary>
    OwnPassword,
}

/// <summary>Why.</summary>
public enum SignInRefusal
{
    Wrong,

    /// <summary>Nobody has this name.</summary>
    Unknown,

    /// <summary>Locked before this try, which was not looked at.</summary>
    Locked,

    /// <summary>The account is closed.</summary>
    Closed,
}

/// <summary>
/// Writes down who was turned away at the staff's door: into the account's own history, or, where nobody has the name, under a keyed hash
/// of what was tried, so that the same name can be seen coming again and cannot be read. Nothing that was typed is kept.
/// </summary>
public sealed class FailedSignIns(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    /// <summary>What Identity counts does not say at which step; who asks it says so here before.</summary>
    public SignInStep Step { get; set; }

    /// <summary>Something was written about the present try.</summary>
    public bool IsNoted { get; set; }

    /// <summary>Within the save that counts the failure.</summary>
    public Task StageFailureAsync(Account account, int failed, CancellationToken ct = default) =>
        StageAsync(account, new { step = Step, why = SignInRefusal.Wrong, failed }, ct);

    /// <summary>Within the save that locks the account.</summary>
    public async Task StageLockAsync(Account account, DateTime untilUtc, CancellationToken ct = default) =>
        await AuditTrail.AppendAsync(
            db, AccountSessions.StreamOf(account.Id), Actor.Job, "LockAccount", clock.UtcNow(), after: new { lockedUntil = untilUtc }, ct: ct,
            regionCode: await RegionAsync(account.Id, ct));

    /// <summary>The right password after wrong ones; together with a lock it says nothing new.</summary>
    public async Task StageForgottenAsync(Account account, CancellationToken ct = default)
    {
        var stream = AccountSessions.StreamOf(account.Id);
        if (!db.ChangeTracker.Entries<AuditEntry>().Any(e => e.State == EntityState.Added && e.Entity.Stream == stream))
        {
            await AuditTrail.AppendAsync(
                db, stream, new Actor(account.Id), "ForgetFailedSignIns", clock.UtcNow(), before: new { failed = account.AccessFailedCount }, ct: ct,
                regionCode: await RegionAsync(account.Id, ct));
        }
    }

    /// <summary>A try that Identity does not count.</summary>
    public Task NoteAsync(Account account, SignInRefusal why, CancellationToken ct = default) =>
        SaveAsync(() => StageAsync(account, new { step = Step, why }, ct), ct);

    /// <param name="name">As typed; null where no name was asked for.</param>
    public Task NoteUnknownAsync(string? name, CancellationToken ct = default)
    {
        var tried = name is null ? null : PrintOf(vault, name);
        IsNoted = true;
        return SaveAsync(
            () => AuditTrail.AppendAsync(
                db, $"sign-in/{tried ?? "passkey"}", Actor.Job, "SignInFailed", clock.UtcNow(), after: new { step = Step, why = SignInRefusal.Unknown, tried }, ct: ct),
            ct);
    }

    /// <summary>Takes back what was staged for a save that did not happen.</summary>
    public void Unstage()
    {
        foreach (var entry in db.ChangeTracker.Entries<AuditEntry>().Where(e => e.State == EntityState.Added).ToList())
        {
            entry.State = EntityState.Detached;
        }

        IsNoted = false;
    }

    internal static string PrintOf(Vault vault, string tried) => Convert.ToHexStringLower(vault.Index("tried-name", tried.Trim().Normalize().ToUpperInvariant()))[..16];

    private async Task StageAsync(Account account, object after, CancellationToken ct)
    {
        IsNoted = true;
        await AuditTrail.AppendAsync(
            db, AccountSessions.StreamOf(account.Id), Actor.Job, "SignInFailed", clock.UtcNow(), after: after, ct: ct, regionCode: await RegionAsync(account.Id, ct));
    }

    /// <summary>Several tries at one instant meet the chain's unique index; each of them is written all the same.</summary>
    private async Task SaveAsync(Func<Task> append, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await append();
            try
            {
                await db.SaveChangesAsync(ct);
                return;
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                Unstage();
                IsNoted = true;
            }
        }
    }

    /// <summary>Whoever stands at the door has no scope yet; the line belongs to where the account works.</summary>
    private async Task<long?> RegionAsync(long accountId, CancellationToken ct) =>
        await db.AccountRegions().IgnoreQueryFilters().Where(r => r.AccountId == accountId).OrderBy(r => r.Id).Select(r => (long?)r.RegionCode).FirstOrDefaultAsync(ct);
}
