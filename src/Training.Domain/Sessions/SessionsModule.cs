using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Sessions.Bookings;
using Training.Domain.Shared;
using Training.Domain.Messages;
using Training.Domain.Trainers;

namespace Training.Domain.Sessions;

public static class SessionsModule
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddScoped<PublicTimetable>();
        services.AddScoped<TopicDemand>();
        services.AddScoped<TaughtSessions>();
        services.AddScoped<PutTrainerOnSession>();
        services.AddScoped<TakeTrainerOffSession>();
        services.AddScoped<OpenCards>();
        services.AddScoped<IPoolDuty, SessionDuty>();
        services.AddScoped<BookSeat>();
        services.AddScoped<CancelBooking>();
        services.AddScoped<ChangeClass>();
        services.AddScoped<PassOnSeats>();
        services.AddScoped<ReadBookings>();
        services.AddPersonalData<BookingData>();
        services.AddScoped<IUnfinishedWork, CardsToTake>();
        return services;
    }
}
