namespace Training.Web.Features.People;

public static class PeoplePagesModule
{
    public static IServiceCollection AddPeoplePages(this IServiceCollection services) => services
        .AddScoped<PersonWork>()
        .AddScoped<PersonPages>();
}
