using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Training.Domain.Identity;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>
/// Identity's sign-in with what this product adds to it: every cookie names a session row, closed accounts open nothing, and roles that
/// need a second factor are led to set one up first.
/// </summary>
public sealed class AccountSignIn(
    UserManager<Account> users, IHttpContextAccessor accessor, IUserClaimsPrincipalFactory<Account> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation,
    AccountSessions sessions, SecondFactorNeed need, TimeProvider clock)
    : SignInManager<Account>(users, accessor, principals, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(Account user) =>
        (user.ClosedOn is not { } closed || clock.Today() <= closed) && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var properties = authenticationProperties ?? new AuthenticationProperties();
        var claims = additionalClaims.ToList();
        var roles = await UserManager.GetRolesAsync(user);
        var lasts = SessionRules.Lasts(roles.Contains(Roles.Family), properties.IsPersistent);
        claims.RemoveAll(c => c.Type is AccountClaims.Session or AccountClaims.SecondFactorWanted);
        if (await need.OfAsync(user, roles, Context.RequestAborted) && !user.TwoFactorEnabled && (await UserManager.GetPasskeysAsync(user)).Count == 0)
        {
            claims.Add(new Claim(AccountClaims.SecondFactorWanted, "yes"));
        }

        var session = await SessionAsync(user, claims.Find(c => c.Type is "amr" or ClaimTypes.AuthenticationMethod)?.Value ?? "code", lasts);
        properties.IssuedUtc = clock.GetUtcNow();
        properties.ExpiresUtc = clock.GetUtcNow() + lasts;
        claims.Add(new Claim(AccountClaims.Session, session.ToString("N")));
        await base.SignInWithClaimsAsync(user, properties, claims);
    }

    /// <summary>Has a passkey as its only second factor and needs one: the password alone is not enough.</summary>
    public async Task<bool> IsPasskeyAloneAsync(Account user) =>
        !user.TwoFactorEnabled && (await UserManager.GetPasskeysAsync(user)).Count > 0
        && await need.OfAsync(user, await UserManager.GetRolesAsync(user), Context.RequestAborted);

    /// <summary>A cookie that is made anew after a change of the account stays the same session.</summary>
    private async Task<Guid> SessionAsync(Account user, string way, TimeSpan lasts) =>
        AccountClaims.ActorOf(Context.User).AccountId == user.Id && AccountClaims.SessionOf(Context.User) is { } present
            ? present
            : (await sessions.OpenAsync(user.Id, Devices.WordsOf(Context.Request.Headers.UserAgent.ToString()), way, lasts, Context.RequestAborted)).Key;
}
