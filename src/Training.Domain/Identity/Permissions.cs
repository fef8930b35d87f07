using System.Collections.Frozen;
using System.Security.Claims;

namespace Training.Domain.Identity;

/// <summary>One verb of the table of rights: what it lets one do, and the roles that may.</summary>
public sealed record Permission(string Verb, string Words, IReadOnlyList<string> Roles);

/// <summary>
/// The table of rights, role × verb, read once from <c>Identity/Definitions/permissions.tsv</c>. It decides who may do a thing at all;
/// whose rows are then seen is decided by <see cref="Persistence.AccessScope"/>.
/// </summary>
public static class Permissions
{
    public static IReadOnlyList<Permission> All { get; } = Read(ShippedTable());

    private static readonly FrozenDictionary<string, Permission> ByVerb = All.ToFrozenDictionary(p => p.Verb);

    public static bool Has(ClaimsPrincipal user, string verb) =>
        ByVerb.TryGetValue(verb, out var permission) && permission.Roles.Any(user.IsInRole);

    /// <summary>Reads the table; a line that cannot be meant stops the start with its number.</summary>
    public static IReadOnlyList<Permission> Read(IEnumerable<string> lines)
    {
        var permissions = new List<Permission>();
        foreach (var (line, number) in lines.Select((line, index) => (line, index + 1)).Where(l => l.line.Length > 0 && l.line[0] != '#'))
        {
            var cells = line.Split('\t');
            var roles = cells.Length == 3 ? cells[2].Split(',') : [];
            if (roles.Length == 0 || cells.Any(string.IsNullOrWhiteSpace))
            {
                throw new FormatException($"permissions.tsv line {number}: verb, words and roles are wanted.");
            }

            if (roles.Except(Roles.All).FirstOrDefault() is { } unknown)
            {
                throw new FormatException($"permissions.tsv line {number}: there is no role {unknown}.");
            }

            if (permissions.Any(p => p.Verb == cells[0]))
            {
                throw new FormatException($"permissions.tsv line {number}: {cells[0]} stands twice.");
            }

            permissions.Add(new Permission(cells[0], cells[1], roles));
        }

        return permissions;
    }

    private static IEnumerable<string> ShippedTable()
    {
        using var stream = typeof(Permissions).Assembly.GetManifestResourceStream("Training.Domain.Identity.Definitions.permissions.tsv")
            ?? throw new InvalidOperationException("permissions.tsv is not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r'))];
    }
}
