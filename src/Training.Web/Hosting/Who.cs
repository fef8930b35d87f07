using System.Globalization;
using System.Security.Claims;
using Training.Domain.Identity;

namespace Training.Web.Hosting;

/// <summary>Who is signed in, as the frame shows it, and where this account's work begins.</summary>
public sealed class Who(IHttpContextAccessor accessor, PlaceNames places)
{
    private ClaimsPrincipal User => accessor.HttpContext?.User ?? new ClaimsPrincipal();

    public string Name => User.FindFirstValue(AccountClaims.DisplayName) ?? User.Identity?.Name ?? "";

    public string? Role => User.FindFirstValue(ClaimTypes.Role);

    public bool ReadsOnly => User.IsInRole(Roles.Auditor) || User.IsInRole(Roles.Bureau);

    /// <summary>The first division of the account, or null for one without.</summary>
    public long? Region => long.TryParse(User.FindFirstValue(AccountClaims.Region), CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <summary>清丰县 · 县区民政局</summary>
    public async Task<string> OfficeAsync()
    {
        var role = Role is { } name ? Roles.ChineseName(name) : "";
        return Region is { } code ? $"{await places.OfAsync(code)} · {role}" : role;
    }
}
