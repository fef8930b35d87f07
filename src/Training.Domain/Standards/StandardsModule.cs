using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Standards;

public static class StandardsModule
{
    public static IServiceCollection AddStandards(this IServiceCollection services)
    {
        services.AddScoped<StandardInForce>();
        services.AddScoped<ImportStandard>();
        services.AddScoped<EvaluateStandard>();
        services.AddScoped<ChangedMonths>();
        services.AddScoped<MonthlyCheck>();
        services.AddScoped<RecordTitles>();
        services.AddScoped<ServedFamilies>();
        services.AddScoped<Progress>();
        services.AddScoped<ReadQuotaYear>();
        return services;
    }
}
