using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Filing;

public static class FilingModule
{
    public static IServiceCollection AddFiling(this IServiceCollection services)
    {
        services.AddScoped<BuildStandardSheet>();
        services.AddScoped<OpenFigure>();
        return services;
    }
}
