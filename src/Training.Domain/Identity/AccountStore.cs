using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>
/// Identity's store, except that recovery codes are kept as hashes (a copied database opens no account), and that a failed try, a lock and
/// a used recovery code are written into the history in the same save as the counter.
/// </summary>
public sealed class AccountStore(TrainingDbContext db, FailedSignIns failures, TimeProvider clock, IdentityErrorDescriber? describer = null)
    : UserStore<Account, IdentityRole<long>, TrainingDbContext, long>(db, describer)
{
    private const string Mark = "sha256-";

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(HashOf), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        if (!await base.RedeemCodeAsync(user, HashOf(code.Trim().ToUpperInvariant()), cancellationToken))
        {
            return false;
        }

        await AuditTrail.AppendAsync(
            Context, AccountSessions.StreamOf(user.Id), new Actor(user.Id), "UseRecoveryCode", clock.UtcNow(),
            after: new { left = await CountCodesAsync(user, cancellationToken) }, ct: cancellationToken);
        return true;
    }

    public override async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken = default)
    {
        var failed = await base.IncrementAccessFailedCountAsync(user, cancellationToken);
        await failures.StageFailureAsync(user, failed, cancellationToken);
        return failed;
    }

    public override async Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken = default)
    {
        await base.SetLockoutEndDateAsync(user, lockoutEnd, cancellationToken);
        if (lockoutEnd is { } until)
        {
            await failures.StageLockAsync(user, until.UtcDateTime, cancellationToken);
        }
    }

    public override async Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken = default)
    {
        await failures.StageForgottenAsync(user, cancellationToken);
        await base.ResetAccessFailedCountAsync(user, cancellationToken);
    }

    /// <summary>Two tries at one instant: the later one is told that it did not count, and writes its line by itself.</summary>
    public override async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken = default)
    {
        var result = await TryUpdateAsync(user, cancellationToken);
        if (!result.Succeeded)
        {
            failures.Unstage();
            await Context.Entry(user).ReloadAsync(cancellationToken);
        }

        return result;
    }

    private async Task<IdentityResult> TryUpdateAsync(Account user, CancellationToken ct)
    {
        try
        {
            return await base.UpdateAsync(user, ct);
        }
        catch (DbUpdateException failure) when (failure.IsClash())
        {
            return IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure());
        }
    }

    // Redeeming one writes the others back, which are hashes already.
    private static string HashOf(string code) => code.StartsWith(Mark, StringComparison.Ordinal)
        ? code
        : Mark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.ToUpperInvariant())));
}
