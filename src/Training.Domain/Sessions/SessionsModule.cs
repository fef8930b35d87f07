using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Sessions;

public static class SessionsModule
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddScoped<PublicTimetable>();
        return services;
    }
}
