using Microsoft.Extensions.DependencyInjection;

namespace Training.Jobs.Demonstration;

public static class DemonstrationModule
{
    public static IServiceCollection AddDemonstration(this IServiceCollection services)
    {
        services.AddScoped<SeedDemonstration>();
        services.AddScoped<AddTodaysSessions>();
        return services;
    }
}
