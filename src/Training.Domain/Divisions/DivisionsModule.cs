using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Divisions;

public static class DivisionsModule
{
    public static IServiceCollection AddDivisions(this IServiceCollection services)
    {
        services.AddScoped<DivisionLists>();
        services.AddScoped<TakeDivisionList>();
        services.AddScoped<NameSuccessor>();
        return services;
    }
}
