using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Training.Domain.Identity;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>
/// Identity's sign-in with what this product adds to it: every cookie names a session row, closed accounts open nothing, and roles that
/// need a second factor are led to set one up first. Whoever is turned away is written down.
/// </summary>
public sealed class AccountSignIn(
    UserManager<Account> users, IHttpContextAccessor accessor, IUserClaimsPrincipalFactory<Account> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation,
    AccountSessions sessions, FailedSignIns failures, SecondFactorNeed need, TimeProvider clock)
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

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        failures.Step = SignInStep.Password;
        if (await UserManager.FindByNameAsync(userName) is { } user)
        {
            return await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        }

        await failures.NoteUnknownAsync(userName, Context.RequestAborted);
        return SignInResult.Failed;
    }

    public override Task<SignInResult> CheckPasswordSignInAsync(Account user, string password, bool lockoutOnFailure) =>
        NotedAsync(SignInStep.Password, user, () => base.CheckPasswordSignInAsync(user, password, lockoutOnFailure));

    public override async Task<SignInResult> TwoFactorAuthenticatorSignInAsync(string code, bool isPersistent, bool rememberClient) =>
        await NotedAsync(SignInStep.SecondStep, await GetTwoFactorAuthenticationUserAsync(), () => base.TwoFactorAuthenticatorSignInAsync(code, isPersistent, rememberClient));

    public override async Task<SignInResult> TwoFactorRecoveryCodeSignInAsync(string recoveryCode) =>
        await NotedAsync(SignInStep.SecondStep, await GetTwoFactorAuthenticationUserAsync(), () => base.TwoFactorRecoveryCodeSignInAsync(recoveryCode));

    public override Task<SignInResult> PasskeySignInAsync(string credentialJson) =>
        NotedAsync(SignInStep.Passkey, null, () => base.PasskeySignInAsync(credentialJson));

    /// <summary>Has a passkey as its only second factor and needs one: the password alone is not enough.</summary>
    public async Task<bool> IsPasskeyAloneAsync(Account user) =>
        !user.TwoFactorEnabled && (await UserManager.GetPasskeysAsync(user)).Count > 0
        && await need.OfAsync(user, await UserManager.GetRolesAsync(user), Context.RequestAborted);

    /// <summary>A counted failure is written in the save that counts it; what Identity does not count is written here.</summary>
    private async Task<SignInResult> NotedAsync(SignInStep step, Account? account, Func<Task<SignInResult>> tryAsync)
    {
        (failures.Step, failures.IsNoted) = (step, false);
        var result = await tryAsync();
        if (result.Succeeded || result.RequiresTwoFactor || failures.IsNoted)
        {
            return result;
        }

        await (account is null
            ? failures.NoteUnknownAsync(null, Context.RequestAborted)
            : failures.NoteAsync(
                account, result.IsLockedOut ? SignInRefusal.Locked : result.IsNotAllowed ? SignInRefusal.Closed : SignInRefusal.Wrong, Context.RequestAborted));
        return result;
    }

    /// <summary>A cookie that is made anew after a change of the account stays the same session.</summary>
    private async Task<Guid> SessionAsync(Account user, string way, TimeSpan lasts) =>
        AccountClaims.ActorOf(Context.User).AccountId == user.Id && AccountClaims.SessionOf(Context.User) is { } present
            ? present
            : (await sessions.OpenAsync(user.Id, Devices.WordsOf(Context.Request.Headers.UserAgent.ToString()), way, lasts, Context.RequestAborted)).Key;
}
