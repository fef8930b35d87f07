using System.Text.Encodings.Web;
using System.Text.Json;
using Training.Domain.Shared;

namespace Training.Domain.Identity;

/// <summary>One account that the demonstration shows to everybody, with its password.</summary>
public sealed record DemonstrationAccount
{
    public required string UserName { get; init; }

    public required string Password { get; init; }

    public required string Role { get; init; }

    /// <summary>The role as people read it: 站点负责人.</summary>
    public required string RoleName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>What to look at with it, in one sentence.</summary>
    public required string Note { get; init; }
}

/// <summary>
/// The accounts that the sign-in page may print. They exist only beside a database that was filled as the demonstration: the list is a
/// file of the data folder, written by the seeding, and an installation that was never seeded has none.
/// </summary>
public static class DemonstrationAccounts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string PathIn(DataFolder folder) => Path.Combine(folder.Root, "demonstration.json");

    /// <summary>Empty unless the data folder was seeded as the demonstration.</summary>
    public static async Task<IReadOnlyList<DemonstrationAccount>> ReadAsync(DataFolder folder, CancellationToken ct = default)
    {
        if (!File.Exists(PathIn(folder)))
        {
            return [];
        }

        await using var file = File.OpenRead(PathIn(folder));
        return await JsonSerializer.DeserializeAsync<List<DemonstrationAccount>>(file, Json, ct) ?? [];
    }

    public static async Task WriteAsync(DataFolder folder, IReadOnlyList<DemonstrationAccount> accounts, CancellationToken ct = default)
    {
        await using var file = File.Create(PathIn(folder));
        await JsonSerializer.SerializeAsync(file, accounts, Json, ct);
    }
}
