using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.People.Privacy;

/// <summary>
/// Makes a new key of the installation and seals anew whatever stands under an older one: the keys of all persons, and values that belong
/// to nobody in the register. Values sealed under a person's key stay as they are. Cut off half-way it is simply run again.
/// </summary>
public sealed class RotateKeys(TrainingDbContext db, Vault vault, TimeProvider clock)
{
    private const int Chunk = 500;

    /// <summary>Returns the number of the key and how many values were sealed anew.</summary>
    public async Task<(int Key, int Values)> RunAsync(Actor actor, IProgress<int>? progress = null, CancellationToken ct = default)
    {
        var key = vault.MakeNextKey();
        var resealed = 0;
        var reseal = typeof(RotateKeys).GetMethod(nameof(ResealAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var entity in db.Model.GetEntityTypes().Where(e => SealedColumns(e).Any()).ToList())
        {
            resealed += await (Task<int>)reseal.MakeGenericMethod(entity.ClrType).Invoke(this, [SealedColumns(entity).ToList(), ct])!;
            progress?.Report(resealed);
        }

        await AuditTrail.AppendAsync(db, "keys/sealing", actor, nameof(RotateKeys), clock.UtcNow(), after: new { key, values = resealed }, ct: ct);
        await db.SaveChangesAsync(ct);
        return (key, resealed);
    }

    /// <summary>Columns that hold sealed values are called so.</summary>
    private static IEnumerable<IProperty> SealedColumns(IEntityType entity) =>
        entity.GetProperties().Where(p => p.ClrType == typeof(byte[]) && p.Name.EndsWith("Sealed", StringComparison.Ordinal));

    private async Task<int> ResealAsync<T>(IReadOnlyList<IProperty> columns, CancellationToken ct)
        where T : class
    {
        var (after, resealed) = (0L, 0);
        while (true)
        {
            var rows = await db.Set<T>().IgnoreQueryFilters().Where(r => EF.Property<long>(r, "Id") > after)
                .OrderBy(r => EF.Property<long>(r, "Id")).Take(Chunk).ToListAsync(ct);
            if (rows.Count == 0)
            {
                return resealed;
            }

            foreach (var row in rows)
            {
                var entry = db.Entry(row);
                after = (long)entry.Property("Id").CurrentValue!;
                foreach (var column in columns)
                {
                    if (entry.Property(column.Name).CurrentValue is byte[] value && vault.Reseal(value) is { } fresh)
                    {
                        entry.Property(column.Name).CurrentValue = fresh;
                        resealed++;
                    }
                }
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
