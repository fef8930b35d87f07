namespace Training.Web.Features.Privacy;

public static class PrivacyPagesModule
{
    public static IServiceCollection AddPrivacyPages(this IServiceCollection services) => services.AddScoped<PersonalPages>();
}
