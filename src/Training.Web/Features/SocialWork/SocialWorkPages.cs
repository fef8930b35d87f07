namespace Training.Web.Features.SocialWork;

public static class SocialWorkPages
{
    public static IServiceCollection AddSocialWorkPages(this IServiceCollection services) => services.AddScoped<HelpDesk>();
}
