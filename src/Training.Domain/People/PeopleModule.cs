using Microsoft.Extensions.DependencyInjection;

namespace Training.Domain.People;

public static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddScoped<FindPeople>();
        return services;
    }
}
