using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Identity.Residents;
using Training.Domain.Messages;
using Training.Domain.Persistence;

namespace Training.Domain.Identity;

/// <summary>ASP.NET Core Identity over the product's own context: accounts, roles, lockout. Cookies are the site's affair.</summary>
public static class IdentityModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(o =>
            {
                o.Password.RequiredLength = 10;
                o.Password.RequireDigit = false;
                o.Password.RequireLowercase = false;
                o.Password.RequireUppercase = false;
                o.Password.RequireNonAlphanumeric = false;
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
                o.User.AllowedUserNameCharacters = "";
            })
            .AddRoles<IdentityRole<long>>()
            .AddEntityFrameworkStores<TrainingDbContext>()
            .AddUserStore<AccountStore>()
            .AddTokenProvider<TotpProvider>(TokenOptions.DefaultAuthenticatorProvider)
            .AddClaimsPrincipalFactory<AccountClaims>();
        services.AddScoped<IOfficers, Officers>();
        services.AddScoped<OpenAccount>();
        services.AddSingleton<SessionBook>();
        services.AddScoped<AccountSessions>();
        services.AddScoped<InviteStaff>();
        services.AddScoped<OpenInvitations>();
        services.AddScoped<AcceptInvitation>();
        services.AddScoped<StaffRegister>();
        services.AddScoped<ChangeAccount>();
        services.AddScoped<FailedSignIns>();
        services.AddScoped<ClearLeftovers>();
        services.AddScoped<HandOver>();
        services.AddScoped<IUnfinishedWork, InvitationsSent>();
        services.AddScoped<ReadFailedSignIns>();
        services.AddScoped<RequestPhoneCode>();
        services.AddScoped<VerifyPhoneCode>();
        services.AddScoped<EnterResident>();
        services.AddScoped<RegisterResident>();
        services.AddScoped<AccountNames>();
        return services;
    }
}
