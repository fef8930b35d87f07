using System.Security.Claims;

namespace Training.Web.Features;

public sealed record NavigationItem(string Key, string Character, string Words, string Href, string? Group, params string[] Roles);

/// <summary>The rail of staff pages: one character an area. A role sees only where it may go.</summary>
public static class StaffNavigation
{
    private static readonly NavigationItem[] Items = [];

    public static IEnumerable<NavigationItem> For(ClaimsPrincipal user) =>
        Items.Where(item => item.Roles.Length == 0 || item.Roles.Any(user.IsInRole));
}
