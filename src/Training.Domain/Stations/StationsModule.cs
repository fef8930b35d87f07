using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Stations;

public static class StationsModule
{
    public static IServiceCollection AddStations(this IServiceCollection services)
    {
        services.AddScoped<StationRegister>();
        return services;
    }
}
