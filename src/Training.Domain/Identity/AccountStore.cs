using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Identity;

/// <summary>Identity's store, except that recovery codes are kept as hashes: a copied database opens no account.</summary>
public sealed class AccountStore(TrainingDbContext db, IdentityErrorDescriber? describer = null)
    : UserStore<Account, IdentityRole<long>, TrainingDbContext, long>(db, describer)
{
    private const string Mark = "sha256-";

    public override Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(HashOf), cancellationToken);

    public override Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, HashOf(code.Trim().ToUpperInvariant()), cancellationToken);

    // Redeeming one writes the others back, which are hashes already.
    private static string HashOf(string code) => code.StartsWith(Mark, StringComparison.Ordinal)
        ? code
        : Mark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.ToUpperInvariant())));
}
