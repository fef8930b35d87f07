using System.Security.Claims;

namespace Training.Web.Hosting;

/// <summary>Who is signed in, as the frame shows it.</summary>
public sealed class Who(IHttpContextAccessor accessor)
{
    public const string NameClaim = "display";
    public const string OfficeClaim = "office";

    private ClaimsPrincipal? User => accessor.HttpContext?.User;

    public string Name => User?.FindFirstValue(NameClaim) ?? User?.Identity?.Name ?? "";

    public string Office => User?.FindFirstValue(OfficeClaim) ?? "";

    public bool ReadsOnly => User?.IsInRole("Auditor") is true;
}
