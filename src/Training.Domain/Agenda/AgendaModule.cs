using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Agenda;

public static class AgendaModule
{
    public static IServiceCollection AddAgenda(this IServiceCollection services)
    {
        services.AddScoped<ReadAgenda>();
        services.AddScoped<CallDuty>();
        return services;
    }
}
