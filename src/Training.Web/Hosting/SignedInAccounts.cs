using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Training.Domain.Identity;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>The cookie of a signed-in account, and the one place that cuts every request's context to what that account reaches.</summary>
public static class SignedInAccounts
{
    public static void Add(IServiceCollection services, DataFolder folder)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(identity => identity.ApplicationCookie!.Configure(cookie =>
        {
            cookie.Cookie.Name = "account";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/error/403";
            cookie.ReturnUrlParameter = "next";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.Events.OnValidatePrincipal = ValidateAsync;
            cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            // The page that says who to ask comes with the status itself, not behind a redirect.
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        }));
        new IdentityBuilder(typeof(Account), typeof(IdentityRole<long>), services).AddSignInManager<AccountSignIn>();
        services.AddScoped(provider => (AccountSignIn)provider.GetRequiredService<SignInManager<Account>>());
        services.AddSingleton<SecondFactorNeed>();
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.OnRefreshingPrincipal = KeepSession);
        services.AddAuthorization(Policies.Add);
        services.AddDataProtection().SetApplicationName("training").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder.Keys, "cookies")));

        // Work that runs outside a request names its region itself.
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } http
            ? AccountClaims.ScopeOf(http.User).On(provider.GetRequiredService<TimeProvider>().Today())
            : AccessScope.Everything);
    }

    /// <summary>
    /// Looks at the account's stamp in services of its own: a context made before the account is known would keep a visitor's scope
    /// for the whole request.
    /// </summary>
    private static async Task ValidateAsync(Microsoft.AspNetCore.Authentication.Cookies.CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        if (NeedsNoLook(context, services))
        {
            return;
        }

        await using var aside = services.CreateAsyncScope();
        http.RequestServices = aside.ServiceProvider;
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            if (context.Principal is { } user && !await IsOpenAsync(aside.ServiceProvider, user, http.RequestAborted))
            {
                context.RejectPrincipal();
                await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            }
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    /// <summary>The stamp is not due and the session was seen open a moment ago: nothing would be asked, so nothing is made to ask with.</summary>
    private static bool NeedsNoLook(Microsoft.AspNetCore.Authentication.Cookies.CookieValidatePrincipalContext context, IServiceProvider services)
    {
        var stamp = services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value;
        return context.Properties.IssuedUtc is { } issued && (stamp.TimeProvider ?? TimeProvider.System).GetUtcNow() - issued <= stamp.ValidationInterval
            && context.Principal is { } user && AccountClaims.SessionOf(user) is { } session && services.GetRequiredService<SessionBook>().IsKnownOpen(session);
    }

    private static async Task<bool> IsOpenAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct) =>
        AccountClaims.SessionOf(user) is { } session && await services.GetRequiredService<AccountSessions>().IsOpenAsync(session, ct);

    /// <summary>Every half hour the claims are read anew from the account; what belongs to this browser alone goes along.</summary>
    private static Task KeepSession(SecurityStampRefreshingPrincipalContext context)
    {
        foreach (var kept in (string[])[AccountClaims.Session, AccountClaims.SecondFactorWanted, "amr"])
        {
            if (context.CurrentPrincipal?.FindFirst(kept) is { } claim && context.NewPrincipal?.Identity is ClaimsIdentity fresh && !fresh.HasClaim(c => c.Type == kept))
            {
                fresh.AddClaim(claim);
            }
        }

        return Task.CompletedTask;
    }

    private static Task Answer(Microsoft.AspNetCore.Authentication.RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
