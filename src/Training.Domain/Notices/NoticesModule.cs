using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Calendar;
using Training.Domain.Messages;
using Training.Domain.Shared;

namespace Training.Domain.Notices;

public static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddScoped<ShippedCalendar>();
        services.AddScoped<TakeCalendarList>();
        services.AddScoped<OpenNotice>();
        services.AddScoped<FileObjection>();
        services.AddScoped<AnswerObjection>();
        services.AddScoped<EndNotice>();
        services.AddScoped<ConcludeNotice>();
        services.AddScoped<WithdrawNotice>();
        services.AddScoped<ExtendNotice>();
        services.AddScoped<AnswerDeadline>();
        services.AddScoped<ReadNotice>();
        services.AddScoped<ReadObjections>();
        services.AddScoped<NoticeLists>();
        services.AddPersonalData<ObjectorData>();
        services.AddScoped<IUnfinishedWork, NoticesToSettle>();
        return services;
    }
}
