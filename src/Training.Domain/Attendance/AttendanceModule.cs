using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Attendance.Door;

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
        services.AddSingleton<DoorCode>();
        services.AddScoped<IssueCards>();
        services.AddScoped<WithdrawCard>();
        services.AddScoped<FindCard>();
        services.AddScoped<CheckIn>();
        services.AddScoped<RaiseFlags>();
        services.AddScoped<ReviewFlag>();
        return services;
    }
}
