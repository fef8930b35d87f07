using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Training.Domain.Work;

public static class WorkModule
{
    public static IServiceCollection AddWork(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(new WorkPace().Hurried(configuration.GetValue("Work:Hurry", 1.0)));
        services.AddSingleton<WorkSignal>();
        services.AddScoped<WorkQueue>();
        services.AddScoped<WorkLedger>();
        services.AddScoped<ReadWork>();
        services.AddScoped<StopWork>();
        services.AddScoped<RetryWork>();
        return services;
    }
}
