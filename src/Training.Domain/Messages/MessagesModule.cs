using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Messages;

public static class MessagesModule
{
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddScoped<OwnInbox>()
        .AddScoped<ReadMessages>()
        .AddScoped<RetryMessage>();
}
