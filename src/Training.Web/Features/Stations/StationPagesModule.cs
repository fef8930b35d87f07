namespace Training.Web.Features.Stations;

public static class StationPagesModule
{
    public static IServiceCollection AddStationPages(this IServiceCollection services) => services.AddScoped<StationForms>();
}
