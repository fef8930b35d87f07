using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Standards;

public static class StandardsModule
{
    public static IServiceCollection AddStandards(this IServiceCollection services)
    {
        services.AddScoped<StandardInForce>();
        services.AddScoped<ImportStandard>();
        services.AddScoped<WriteDraft>();
        services.AddScoped<IssueStandard>();
        services.AddScoped<ClosedMonths>();
        services.AddScoped<PreviewStandard>();
        services.AddScoped<MakeRuling>();
        services.AddScoped<ReadRulings>();
        services.AddScoped<EvaluateStandard>();
        services.AddScoped<ChangedMonths>();
        services.AddScoped<MonthlyCheck>();
        services.AddScoped<ReadStationMonths>();
        services.AddScoped<ProposeClasses>();
        services.AddScoped<ReadCheck>();
        services.AddScoped<TellShortfalls>();
        services.AddScoped<RecordTitles>();
        services.AddScoped<ServedFamilies>();
        services.AddScoped<Progress>();
        services.AddScoped<AimsOverTime>();
        services.AddScoped<TaskTable>();
        services.AddScoped<ReadQuotaYear>();
        return services;
    }
}
