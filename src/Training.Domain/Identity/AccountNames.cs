using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Identity;

/// <summary>Names of accounts for pages that say who did something; account ids are what records keep.</summary>
public sealed class AccountNames(TrainingDbContext db)
{
    public const string Machine = "系统";

    public async Task<IReadOnlyDictionary<long, string>> OfAsync(IEnumerable<long?> ids, CancellationToken ct = default)
    {
        var known = ids.OfType<long>().Distinct().ToList();
        return await db.Accounts().AsNoTracking().Where(a => known.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.DisplayName, ct);
    }

    /// <summary>Accounts whose shown name or user name holds the words, at most 50.</summary>
    public Task<List<long>> FindAsync(string words, CancellationToken ct = default) =>
        db.Accounts().AsNoTracking().Where(a => a.DisplayName.Contains(words) || a.UserName!.Contains(words)).OrderBy(a => a.Id).Take(50).Select(a => a.Id).ToListAsync(ct);

    public static string Of(IReadOnlyDictionary<long, string> names, long? id) =>
        id is { } account ? names.GetValueOrDefault(account, $"账号 {account}") : Machine;
}
