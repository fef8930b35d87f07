using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;

namespace Training.Domain.Inspections;

public static class InspectionsModule
{
    public static IServiceCollection AddInspections(this IServiceCollection services)
    {
        services.AddScoped<DrawSample>();
        services.AddScoped<InspectionDesk>();
        services.AddScoped<EnterInspection>();
        services.AddScoped<SettleInspection>();
        services.AddScoped<MendInspection>();
        services.AddScoped<ReadInspectedRecord>();
        services.AddScoped<ReadInspections>();
        services.AddScoped<InspectedMarks>();
        services.AddScoped<IAttachmentOwner, InspectionPapers>();
        return services;
    }
}
