using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.Attendance;

public static class AttendanceModule
{
    public static IServiceCollection AddAttendance(this IServiceCollection services)
    {
        services.AddScoped<OpenRoll>();
        services.AddScoped<ApplyMarks>();
        services.AddScoped<CloseRoll>();
        services.AddScoped<TakeRoll>();
        services.AddScoped<TodaySessions>();
        return services;
    }
}
