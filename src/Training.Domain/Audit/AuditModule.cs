using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Audit;

public static class AuditModule
{
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddSingleton<CheckpointFile>();
        services.AddScoped<AddCheckpoint>();
        services.AddScoped<ProveHistory>();
        services.AddScoped<ReadHistory>();
        return services;
    }
}
