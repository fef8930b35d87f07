using Training.Testing;

namespace Training.Architecture.Tests;

internal static class Model
{
    /// <summary>Full names of the product's own entities, from the mapping itself.</summary>
    public static IReadOnlySet<string> EntityNames { get; } = Read();

    private static HashSet<string> Read()
    {
        using var db = Unconnected.SqlServer(Domain.Persistence.AccessScope.Everything);
        return [.. db.Model.GetEntityTypes().Select(e => e.ClrType.FullName!).Where(n => n.StartsWith(House.Domain, StringComparison.Ordinal))];
    }
}
