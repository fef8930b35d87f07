using Training.Domain.Identity;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>
/// Which accounts must have a second factor: the roles of Accounts:SecondFactorFor (officers and auditors unless it says otherwise), but not
/// the accounts that a demonstration prints with their passwords.
/// </summary>
public sealed class SecondFactorNeed(IConfiguration configuration, DataFolder folder)
{
    public const string Key = "Accounts:SecondFactorFor";

    private readonly string[] roles = (configuration[Key] ?? $"{Roles.CityOfficer},{Roles.CountyOfficer},{Roles.Auditor}")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public async Task<bool> OfAsync(Account account, IEnumerable<string> ownRoles, CancellationToken ct) =>
        roles.Intersect(ownRoles).Any()
        && !(configuration.GetValue("Demonstration", defaultValue: true) && (await DemonstrationAccounts.ReadAsync(folder, ct)).Any(a => a.UserName == account.UserName));
}

/// <summary>Leads whoever still has to set up a second factor to the page for it, from every other page.</summary>
public sealed class SecondFactorGate(RequestDelegate next)
{
    private static readonly string[] Open = ["/account", "/sign-out", "/sign-in", "/dist", "/look", "/error", "/favicon.ico", "/sw.js", "/field/shell"];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.User.HasClaim(AccountClaims.SecondFactorWanted, "yes") && !Array.Exists(Open, path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            http.Response.Redirect("/account/security");
            return Task.CompletedTask;
        }

        return next(http);
    }
}
