using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Messages;

namespace Training.Domain.SocialWork;

public static class SocialWorkModule
{
    public static IServiceCollection AddSocialWork(this IServiceCollection services) => services
        .AddScoped<NamePost>()
        .AddScoped<EndPost>()
        .AddScoped<PostBoard>()
        .AddScoped<IUnfinishedWork, PostsHeld>();
}
