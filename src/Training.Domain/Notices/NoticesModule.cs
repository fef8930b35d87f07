using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Calendar;

namespace Training.Domain.Notices;

public static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddScoped<ShippedCalendar>();
        services.AddScoped<OpenNotice>();
        return services;
    }
}
