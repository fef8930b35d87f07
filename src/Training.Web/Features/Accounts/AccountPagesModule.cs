namespace Training.Web.Features.Accounts;

public static class AccountPagesModule
{
    public static IServiceCollection AddAccountPages(this IServiceCollection services) => services.AddScoped<AccountPages>();
}
