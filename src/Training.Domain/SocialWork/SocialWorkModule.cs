using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.SocialWork;

public static class SocialWorkModule
{
    public static IServiceCollection AddSocialWork(this IServiceCollection services) => services
        .AddScoped<NamePost>()
        .AddScoped<EndPost>()
        .AddScoped<PostBoard>();
}
