using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Jobs.Demonstration;

/// <summary>
/// What the demonstration says, whoever sealed it: every row of the fixed year in order of its key, without what must differ between two
/// installations (sealed values, blind indexes, password hashes, stamps of Identity). Rows above the highest keys of the seeding belong
/// to people and to the real today, and are left out.
/// </summary>
public static class LogicalExport
{
    private static readonly string[] Differing = ["PasswordHash", "SecurityStamp", "ConcurrencyStamp"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One hash a table, so that a difference has a place.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> HashesAsync(TrainingDbContext db, CancellationToken ct = default)
    {
        var marker = await db.AuditEntries().AsNoTracking().OrderBy(a => a.Sequence).FirstAsync(a => a.Stream == SeedDemonstration.Stream, ct);
        var keys = JsonSerializer.Deserialize<SeedNote>(marker.AfterJson!, Json)!.Keys;
        var append = typeof(LogicalExport).GetMethod(nameof(HashTableAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entity in db.Model.GetEntityTypes().Where(e => keys.ContainsKey(e.ClrType.Name)))
        {
            hashes[entity.ClrType.Name] = await (Task<string>)append.MakeGenericMethod(entity.ClrType).Invoke(null, [db, entity, keys[entity.ClrType.Name], ct])!;
        }

        return hashes;
    }

    public static async Task<string> HashAsync(TrainingDbContext db, CancellationToken ct = default) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', (await HashesAsync(db, ct)).Select(p => $"{p.Key} {p.Value}")))));

    private static async Task<string> HashTableAsync<T>(TrainingDbContext db, IEntityType entity, long[] keys, CancellationToken ct)
        where T : class
    {
        var (above, highest) = (keys[0], keys[1]);
        var columns = entity.GetProperties().Where(p => !IsSealed(p) && !Differing.Contains(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var rows = db.Set<T>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => EF.Property<long>(e, "Id") > above && EF.Property<long>(e, "Id") <= highest).OrderBy(e => EF.Property<long>(e, "Id")).AsAsyncEnumerable();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new StringBuilder();
        await foreach (var row in rows.WithCancellation(ct))
        {
            line.Clear();
            foreach (var column in columns)
            {
                line.Append('\u001f').Append(Text(column.GetGetter().GetClrValue(row)));
            }

            hash.AppendData(Encoding.UTF8.GetBytes(line.Append('\n').ToString()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Bytes are sealed values and blind indexes, or hashes over them; the chains are proved by themselves.</summary>
    private static bool IsSealed(IProperty property) => property.ClrType == typeof(byte[]);

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime instant => (instant.Ticks / 10).ToString(CultureInfo.InvariantCulture),
        Month month => month.ToString(),
        // One provider keeps the zeros behind the point, another does not.
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable many and not string => string.Join(',', many.Cast<object>().Select(Text)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private sealed record SeedNote(int Seed, IReadOnlyDictionary<string, long[]> Keys);
}
